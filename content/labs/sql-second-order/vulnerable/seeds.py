"""The values that differ from one learner to the next."""
import json
import os

SEEDS = {
    "token": "desk-token",
    "rival": "kestrel",
    "gate": "0123456789abcdef0123456789abcdef",
    "rate_key": "fedcba9876543210fedcba9876543210",
    **json.loads(os.environ.get("LAB_SEEDS", "{}")),
}
