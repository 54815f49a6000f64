import jwt
from jose import jwt as jose


def who(token):
    # ruleid: jwt-unverified
    return jwt.decode(token, options={"verify_signature": False})["sub"]


def who_long_ago(token, key):
    # ruleid: jwt-unverified
    return jwt.decode(token, key, verify=False)["sub"]


def who_by_none(token, key):
    # ruleid: jwt-unverified
    return jwt.decode(token, key, algorithms=["RS256", "none"])["sub"]


def who_claims(token):
    # ruleid: jwt-unverified
    return jose.get_unverified_claims(token)["sub"]


def issue(claims):
    # ruleid: jwt-unverified
    return jwt.encode(claims, None, algorithm="none")


def who_checked(token, key):
    # ok: jwt-unverified
    return jwt.decode(token, key, algorithms=["RS256"], audience="parcels")["sub"]


def who_by_issuer(token, keys):
    # ok: jwt-unverified
    issuer = jwt.decode(token, options={"verify_signature": False})["iss"]
    return jwt.decode(token, keys[issuer], algorithms=["RS256"])["sub"]


def who_with_leeway(token, key):
    # ok: jwt-unverified
    return jwt.decode(token, key, algorithms=["EdDSA"], options={"require": ["exp"]})
