import hashlib

from argon2 import PasswordHasher


def store(user, password):
    # ruleid: password-fast-hash
    user.digest = hashlib.md5(password.encode("utf-8")).hexdigest()


def check(user, new_password):
    # ruleid: password-fast-hash
    return user.digest == hashlib.sha256(new_password).hexdigest()


def store_well(user, password):
    # ok: password-fast-hash
    user.digest = PasswordHasher().hash(password)


def etag(body):
    # ok: password-fast-hash
    return hashlib.sha256(body.encode("utf-8")).hexdigest()
