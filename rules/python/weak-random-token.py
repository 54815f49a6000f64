import random
import secrets
import string
import time
import uuid


def reset(user):
    # ruleid: weak-random-token
    token = "".join(random.choice(string.ascii_letters) for _ in range(32))
    user.reset = token


def second_factor(user):
    # ruleid: weak-random-token
    user.otp = random.randint(100000, 999999)


def generate_reset_token(user):
    # ruleid: weak-random-token
    return uuid.uuid1().hex


def signed_in(response):
    # ruleid: weak-random-token
    response.set_cookie("session", str(random.random()), secure=True, httponly=True)


def reset_well(user):
    # ok: weak-random-token
    token = secrets.token_urlsafe(32)
    user.reset = token


def system(user):
    # ok: weak-random-token
    user.otp = random.SystemRandom().randint(100000, 999999)


def colour():
    # ok: weak-random-token
    shade = random.choice(["red", "green"])
    return shade


def age(started):
    # ok: weak-random-token
    return time.time() - started
