from Crypto.Cipher import AES
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes


def seal(key, text):
    # ruleid: cipher-ecb
    return AES.new(key, AES.MODE_ECB).encrypt(text)


def seal_too(key):
    # ruleid: cipher-ecb
    return Cipher(algorithms.AES(key), modes.ECB())


def seal_well(key, text):
    # ok: cipher-ecb
    return AES.new(key, AES.MODE_GCM).encrypt_and_digest(text)
