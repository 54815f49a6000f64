import hashlib

from argon2 import PasswordHasher
from passlib.hash import md5_crypt

PASSWORD_HASHERS = [
    # ruleid: password-fast-hash
    "django.contrib.auth.hashers.MD5PasswordHasher",
    # ok: password-fast-hash
    "django.contrib.auth.hashers.Argon2PasswordHasher",
]


def store(user, password):
    # ruleid: password-fast-hash
    user.digest = hashlib.md5(password.encode("utf-8")).hexdigest()


def store_salted(user, password):
    # ruleid: password-fast-hash
    user.digest = hashlib.sha256((user.salt + password).encode()).hexdigest()


def check(user, new_password):
    # ruleid: password-fast-hash
    return user.digest == hashlib.sha256(new_password).hexdigest()


def check_in_parts(user, password):
    digest = hashlib.sha512(user.salt)
    # ruleid: password-fast-hash
    digest.update(password.encode("utf-8"))
    return digest.hexdigest()


def store_crypt(user, password):
    # ruleid: password-fast-hash
    user.digest = md5_crypt.hash(password)


def store_well(user, password):
    # ok: password-fast-hash
    user.digest = PasswordHasher().hash(password)


def etag(body):
    # ok: password-fast-hash
    return hashlib.sha256(body.encode("utf-8")).hexdigest()
