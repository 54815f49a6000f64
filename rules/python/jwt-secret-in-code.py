import os

import jwt
from fastapi import FastAPI
from itsdangerous import URLSafeTimedSerializer
from starlette.middleware.sessions import SessionMiddleware

api = FastAPI()
# ruleid: jwt-secret-in-code
api.add_middleware(SessionMiddleware, secret_key="correct horse")
SECRET = "correct horse battery staple"
# ruleid: jwt-secret-in-code
links = URLSafeTimedSerializer("of the links")


def issue(claims):
    # ruleid: jwt-secret-in-code
    return jwt.encode(claims, SECRET, algorithm="HS256")


def who(token):
    # ruleid: jwt-secret-in-code
    return jwt.decode(token, "battery staple", algorithms=["HS256"])["sub"]


def issue_well(claims):
    # ok: jwt-secret-in-code
    return jwt.encode(claims, os.environ["JWT_KEY"], algorithm="HS256")


def who_well(token, key):
    # ok: jwt-secret-in-code
    return jwt.decode(token, key, algorithms=["RS256"])["sub"]
