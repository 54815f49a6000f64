import jwt


def who(token):
    # ruleid: jwt-unverified
    return jwt.decode(token, options={"verify_signature": False})["sub"]


def who_long_ago(token, key):
    # ruleid: jwt-unverified
    return jwt.decode(token, key, verify=False)["sub"]


def who_by_none(token, key):
    # ruleid: jwt-unverified
    return jwt.decode(token, key, algorithms=["RS256", "none"])["sub"]


def issue(claims):
    # ruleid: jwt-unverified
    return jwt.encode(claims, None, algorithm="none")


def who_checked(token, key):
    # ok: jwt-unverified
    return jwt.decode(token, key, algorithms=["RS256"], audience="parcels")["sub"]


def who_with_leeway(token, key):
    # ok: jwt-unverified
    return jwt.decode(token, key, algorithms=["EdDSA"], options={"require": ["exp"]})
