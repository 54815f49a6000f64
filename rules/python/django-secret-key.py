import os

# ruleid: django-secret-key
SECRET_KEY = "django-insecure-9x!v7-of-this-example"


class Production:
    # ok: django-secret-key
    SECRET_KEY = os.environ["SECRET_KEY"]


class Tests:
    # ok: django-secret-key
    SECRET_KEY = "tests"
