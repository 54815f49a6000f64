import os


def read(folder, name, trace):
    path = os.path.realpath(os.path.join(folder, name))
    trace("logic", "the path is %s" % path)
    if os.path.commonpath([os.path.realpath(folder), path]) != os.path.realpath(folder):
        raise ValueError("not a note")
    with open(path) as f:
        text = f.read()
    trace("store", "%d characters" % len(text))
    return text
