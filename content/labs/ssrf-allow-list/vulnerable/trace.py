"""What each layer does, on standard error, where LAB_TRACE asks for it."""
import os
import sys

ON = os.environ.get("LAB_TRACE") == "1"


def trace(layer, text):
    if ON:
        print(f"TRACE {layer}: {text}", file=sys.stderr, flush=True)
