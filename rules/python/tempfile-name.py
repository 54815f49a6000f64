import tempfile
from tempfile import mktemp


def export(rows):
    # ruleid: tempfile-name
    path = tempfile.mktemp(suffix=".csv")
    with open(path, "w") as target:
        target.writelines(rows)
    return path


def scratch():
    # ruleid: tempfile-name
    return mktemp()


def export_well(rows):
    # ok: tempfile-name
    with tempfile.NamedTemporaryFile("w", suffix=".csv", delete=False) as target:
        target.writelines(rows)
        return target.name
