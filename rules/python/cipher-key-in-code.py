import hmac
import os

from Crypto.Cipher import AES
from cryptography.fernet import Fernet

KEY = b"sixteen byte key"


def seal(nonce, text):
    # ruleid: cipher-key-in-code
    return AES.new(KEY, AES.MODE_GCM, nonce=nonce).encrypt_and_digest(text)


def box():
    # ruleid: cipher-key-in-code
    return Fernet("3vB1k0c7sQe2Z6i4m9o8p5t1w2y3x4z5a6b7c8d9e0f=")


def sign(text):
    # ruleid: cipher-key-in-code
    return hmac.new("of this service".encode(), text, "sha256").hexdigest()


def sign_from(settings, text):
    key = settings.get("key")
    # ok: cipher-key-in-code
    return hmac.new(key.encode("utf-8"), text, "sha256").hexdigest()


def seal_well(nonce, text):
    key = bytes.fromhex(os.environ["PARCELS_KEY"])
    # ok: cipher-key-in-code
    return AES.new(key, AES.MODE_GCM, nonce=nonce).encrypt_and_digest(text)


def sign_well(key, text):
    # ok: cipher-key-in-code
    return hmac.new(key, text, "sha256").hexdigest()
