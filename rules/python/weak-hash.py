import hashlib

from Crypto.Hash import MD5
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding


def fingerprint(body):
    # ruleid: weak-hash
    return hashlib.md5(body).hexdigest()


def by_name(body):
    # ruleid: weak-hash
    return hashlib.new("sha1", body).hexdigest()


def other_library(body):
    # ruleid: weak-hash
    return MD5.new(body).hexdigest()


def sign(key, body):
    # ruleid: weak-hash
    return key.sign(body, padding.PKCS1v15(), hashes.SHA1())


def fingerprint_well(body):
    # ok: weak-hash
    return hashlib.sha256(body).hexdigest()


def shard(name):
    # ok: weak-hash
    return hashlib.md5(name.encode(), usedforsecurity=False).digest()[0] % 16
