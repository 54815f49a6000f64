"""A line of what a layer does, where somebody wants to look on."""
import os
import sys

ON = os.environ.get("LAB_TRACE") == "1"


def trace(layer, text):
    if ON:
        print("TRACE %s: %s" % (layer, text), file=sys.stderr, flush=True)
