import os
import shlex
import subprocess
import sys


def unpack(path):
    # ruleid: shell-built
    os.system(f"tar -xf {path}")


def count(folder):
    # ruleid: shell-built
    return subprocess.check_output("ls %s | wc -l" % folder, shell=True)


def show(path):
    # ruleid: shell-built
    return os.popen("head -1 " + path).read()


def unpack_well(path):
    # ok: shell-built
    subprocess.run(["tar", "-xf", path], check=True)


def unpack_quoted(path):
    # ok: shell-built
    os.system("tar -xf " + shlex.quote(path))


def own():
    # ok: shell-built
    os.system(f"{sys.executable} -m pip check")
