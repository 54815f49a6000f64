import os


def read(path):
    # ruleid: access-then-open
    if os.access(path, os.R_OK):
        with open(path) as source:
            return source.read()
    return ""


def write(path, text):
    # ruleid: access-then-open
    if os.path.islink(path):
        raise PermissionError(path)
    target = open(path, "w")
    target.write(text)


def read_well(path):
    try:
        # ok: access-then-open
        with open(path) as source:
            return source.read()
    except PermissionError:
        return ""


def runs(path):
    # ok: access-then-open
    return os.access(path, os.X_OK)
