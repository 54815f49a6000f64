import tarfile


def unpack(path, folder):
    with tarfile.open(path) as archive:
        # ruleid: archive-extractall
        archive.extractall(folder)


def unpack_too(path, folder):
    archive = tarfile.open(path, "r:gz")
    # ruleid: archive-extractall
    archive.extractall(path=folder)
    archive.close()


def unpack_well(path, folder):
    with tarfile.open(path) as archive:
        # ok: archive-extractall
        archive.extractall(folder, filter="data")


def below(archive):
    return [m for m in archive if m.isfile() and not m.name.startswith(("/", "."))]


def unpack_some(path, folder):
    with tarfile.open(path) as archive:
        # ok: archive-extractall
        archive.extractall(folder, members=below(archive))
