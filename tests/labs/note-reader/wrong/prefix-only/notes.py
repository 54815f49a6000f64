import os


def read(folder, name, trace):
    path = os.path.realpath(os.path.join(folder, name))
    if not path.startswith(os.path.realpath(folder)):
        raise ValueError("not a note")
    with open(path) as f:
        return f.read()
