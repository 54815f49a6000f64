import hmac

import bcrypt


def received(body, given, key):
    # ruleid: check-result-dropped
    hmac.compare_digest(hmac.digest(key, body, "sha256").hex(), given)
    return body


def signin(user, password):
    # ruleid: check-result-dropped
    bcrypt.checkpw(password, user.digest)
    return user


def received_well(body, given, key):
    # ok: check-result-dropped
    if not hmac.compare_digest(hmac.digest(key, body, "sha256").hex(), given):
        raise PermissionError("signature")
    return body


def matches(user, password):
    # ok: check-result-dropped
    return bcrypt.checkpw(password, user.digest)


def signin_well(user, password):
    # ok: check-result-dropped
    good = bcrypt.checkpw(password, user.digest)
    # ok: check-result-dropped
    while user.locked or bcrypt.checkpw(password, user.old_digest):
        return None
    return user if good else None
