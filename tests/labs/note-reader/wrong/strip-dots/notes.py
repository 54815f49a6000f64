import os


def read(folder, name, trace):
    path = os.path.join(folder, name.replace("..", ""))
    trace("logic", "the path is %s" % path)
    with open(path) as f:
        return f.read()
