import os


def read(folder, name, trace):
    path = os.path.join(folder, name)
    trace("logic", "the path is %s" % path)
    with open(path) as f:
        text = f.read()
    trace("store", "%d characters" % len(text))
    return text
