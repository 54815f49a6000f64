from Crypto.Cipher import AES, ARC4, DES3
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes


def seal(key, nonce, text):
    # ruleid: weak-cipher
    return DES3.new(key, DES3.MODE_CBC, nonce).encrypt(text)


def stream(key, text):
    # ruleid: weak-cipher
    return ARC4.new(key).encrypt(text)


def old(key, nonce):
    # ruleid: weak-cipher
    return Cipher(algorithms.Blowfish(key), modes.CBC(nonce))


def seal_well(key, nonce, text):
    # ok: weak-cipher
    return AES.new(key, AES.MODE_GCM, nonce=nonce).encrypt_and_digest(text)


def today(key, nonce):
    # ok: weak-cipher
    return Cipher(algorithms.AES(key), modes.GCM(nonce))
