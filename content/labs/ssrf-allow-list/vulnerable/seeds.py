"""The values that differ from one learner to the next."""
import json
import os

SEEDS = {
    "token": "desk-token",
    "role_key": "0123456789abcdef0123456789abcdef",
    "sidecar_key": "fedcba9876543210fedcba9876543210",
    "queue_key": "00112233445566778899aabbccddeeff",
    **json.loads(os.environ.get("LAB_SEEDS", "{}")),
}
