import os

from Crypto.Cipher import AES
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

START = b"0123456789abcdef"


def seal(key, text):
    # ruleid: cipher-fixed-iv
    return AES.new(key, AES.MODE_CBC, START).encrypt(text)


def seal_zeros(key):
    # ruleid: cipher-fixed-iv
    return Cipher(algorithms.AES(key), modes.CBC(b"\x00" * 16))


def seal_gcm(key, text):
    box = AESGCM(key)
    # ruleid: cipher-fixed-iv
    return box.encrypt(b"twelve bytes", text, None)


def seal_well(key, text):
    start = os.urandom(16)
    # ok: cipher-fixed-iv
    return start + AES.new(key, AES.MODE_CBC, start).encrypt(text)


def seal_gcm_well(key, text):
    nonce = os.urandom(12)
    # ok: cipher-fixed-iv
    return nonce + AESGCM(key).encrypt(nonce, text, None)
