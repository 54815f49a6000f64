import asyncssh
import paramiko
from paramiko import AutoAddPolicy


def connect(host):
    client = paramiko.SSHClient()
    # ruleid: ssh-any-host
    client.set_missing_host_key_policy(paramiko.AutoAddPolicy())
    client.connect(host)
    return client


def connect_too(host):
    client = paramiko.SSHClient()
    # ruleid: ssh-any-host
    client.set_missing_host_key_policy(AutoAddPolicy)
    client.connect(host)
    return client


async def run(host):
    # ruleid: ssh-any-host
    return await asyncssh.connect(host, known_hosts=None)


def connect_known(host):
    client = paramiko.SSHClient()
    client.load_system_host_keys()
    # ok: ssh-any-host
    client.set_missing_host_key_policy(paramiko.RejectPolicy())
    client.connect(host)
    return client


async def run_known(host):
    # ok: ssh-any-host
    return await asyncssh.connect(host)
