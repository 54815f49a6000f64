import os
import zipfile


def unpack(source, folder):
    with zipfile.ZipFile(source) as archive:
        for name in archive.namelist():
            # ruleid: archive-member
            with open(os.path.join(folder, name), "wb") as target:
                target.write(archive.read(name))


def unpack_below(source, folder):
    with zipfile.ZipFile(source) as archive:
        for name in archive.namelist():
            path = os.path.realpath(os.path.join(folder, name))
            if not path.startswith(folder + os.sep):
                continue
            # ok: archive-member
            with open(path, "wb") as target:
                target.write(archive.read(name))


def texts(source):
    with zipfile.ZipFile(source) as archive:
        # ok: archive-member
        return [archive.open(name).read() for name in archive.namelist()]
