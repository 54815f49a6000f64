import hashlib

import bcrypt


def store(password, salt):
    # ruleid: password-few-rounds
    return hashlib.pbkdf2_hmac("sha256", password, salt, 1000)


def store_bcrypt(password):
    # ruleid: password-few-rounds
    return bcrypt.hashpw(password, bcrypt.gensalt(rounds=4))


def store_scrypt(password, salt):
    # ruleid: password-few-rounds
    return hashlib.scrypt(password, salt=salt, n=1024, r=8, p=1)


def store_well(password, salt):
    # ok: password-few-rounds
    return hashlib.pbkdf2_hmac("sha256", password, salt, 600_000)


def store_bcrypt_well(password):
    # ok: password-few-rounds
    return bcrypt.hashpw(password, bcrypt.gensalt())
