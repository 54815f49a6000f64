import os
import stat
from pathlib import Path


def publish(path):
    # ruleid: file-open-to-all
    os.chmod(path, 0o777)


def share(path):
    # ruleid: file-open-to-all
    Path(path).chmod(0o666)


def share_by_name(path):
    # ruleid: file-open-to-all
    os.chmod(path, stat.S_IRUSR | stat.S_IWUSR | stat.S_IWOTH)


def daemon():
    # ruleid: file-open-to-all
    os.umask(0)


def keep(path):
    # ok: file-open-to-all
    os.chmod(path, 0o600)


def program(path):
    # ok: file-open-to-all
    os.chmod(path, 0o755)


def daemon_well():
    # ok: file-open-to-all
    os.umask(0o077)
