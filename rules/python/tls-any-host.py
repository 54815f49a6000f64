import ssl

import urllib3


def context():
    context = ssl.create_default_context()
    # ruleid: tls-any-host
    context.check_hostname = False
    return context


def pool():
    # ruleid: tls-any-host
    return urllib3.PoolManager(assert_hostname=False)


def context_unchecked():
    context = ssl.create_default_context()
    # ok: tls-any-host
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context


def connect(context, raw):
    # ok: tls-any-host
    return context.wrap_socket(raw, server_hostname="parcels.example")
