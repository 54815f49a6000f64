import os


def read(folder, name, trace):
    path = os.path.join(folder, name)
    if os.path.basename(path) == "key":
        raise ValueError("not a note")
    with open(path) as f:
        return f.read()
