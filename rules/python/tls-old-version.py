import ssl

from OpenSSL import SSL


def old():
    # ruleid: tls-old-version
    return ssl.SSLContext(ssl.PROTOCOL_TLSv1)


def lowered():
    context = ssl.create_default_context()
    # ruleid: tls-old-version
    context.minimum_version = ssl.TLSVersion.TLSv1_1
    return context


def other_library():
    # ruleid: tls-old-version
    return SSL.Context(SSL.TLSv1_METHOD)


def today():
    context = ssl.create_default_context()
    # ok: tls-old-version
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context


def client():
    # ok: tls-old-version
    return ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
