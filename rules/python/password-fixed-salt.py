import hashlib
import os

import bcrypt

SALT = b"parcels"


def store(password):
    # ruleid: password-fixed-salt
    return hashlib.pbkdf2_hmac("sha256", password, SALT, 600_000)


def store_scrypt(password):
    # ruleid: password-fixed-salt
    return hashlib.scrypt(password, salt=b"of all", n=16384, r=8, p=1)


def store_well(password):
    salt = os.urandom(16)
    # ok: password-fixed-salt
    return salt + hashlib.pbkdf2_hmac("sha256", password, salt, 600_000)


def store_bcrypt(password):
    # ok: password-fixed-salt
    return bcrypt.hashpw(password, bcrypt.gensalt())
