from Crypto.PublicKey import RSA
from cryptography.hazmat.primitives.asymmetric import ec, rsa


def make():
    # ruleid: weak-key-size
    return rsa.generate_private_key(public_exponent=65537, key_size=1024)


def make_too():
    # ruleid: weak-key-size
    return RSA.generate(1024)


def curve():
    # ruleid: weak-key-size
    return ec.generate_private_key(ec.SECP192R1())


def make_well():
    # ok: weak-key-size
    return rsa.generate_private_key(public_exponent=65537, key_size=3072)


def curve_well():
    # ok: weak-key-size
    return ec.generate_private_key(ec.SECP256R1())
