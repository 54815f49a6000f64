import tempfile


def export(rows):
    # ruleid: temp-path-fixed
    with open("/tmp/parcels.csv", "w") as target:
        target.writelines(rows)


def export_well(rows):
    # ok: temp-path-fixed
    with tempfile.NamedTemporaryFile("w", suffix=".csv", delete=False) as target:
        target.writelines(rows)
        return target.name


def last():
    # ok: temp-path-fixed
    with open("/tmp/parcels.csv") as source:
        return source.read()


def own(rows):
    # ok: temp-path-fixed
    with open("/var/lib/parcels/parcels.csv", "w") as target:
        target.writelines(rows)
