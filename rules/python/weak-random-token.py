import random
import secrets
import string


def reset(user):
    # ruleid: weak-random-token
    token = "".join(random.choice(string.ascii_letters) for _ in range(32))
    user.reset = token


def second_factor(user):
    # ruleid: weak-random-token
    user.otp = random.randint(100000, 999999)


def reset_well(user):
    # ok: weak-random-token
    token = secrets.token_urlsafe(32)
    user.reset = token


def colour():
    # ok: weak-random-token
    shade = random.choice(["red", "green"])
    return shade
