import hashlib
import hmac


def check(key, body, signature):
    # ruleid: digest-compare
    return hmac.new(key, body, hashlib.sha256).hexdigest() == signature


def refuse(key, body, signature):
    expected = "sha256=" + hmac.new(key, body, "sha256").hexdigest()
    # ruleid: digest-compare
    if signature != expected:
        raise PermissionError("signature")


def check_well(key, body, signature):
    expected = hmac.new(key, body, hashlib.sha256).hexdigest()
    # ok: digest-compare
    return hmac.compare_digest(expected, signature)


def unchanged(body, before):
    # ok: digest-compare
    return hashlib.sha256(body).hexdigest() == before
