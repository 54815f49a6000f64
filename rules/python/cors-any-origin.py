from fastapi import FastAPI
from fastapi.middleware.cors import CORSMiddleware
from flask import Flask
from flask_cors import CORS

app = Flask(__name__)
# ruleid: cors-any-origin
CORS(app, origins="*", supports_credentials=True)
# ruleid: cors-any-origin
CORS(app, supports_credentials=True)
# ok: cors-any-origin
CORS(app, origins=["https://app.example"], supports_credentials=True)
# ok: cors-any-origin
CORS(app)

api = FastAPI()
# ruleid: cors-any-origin
api.add_middleware(CORSMiddleware, allow_origins=["*"], allow_credentials=True)
# ok: cors-any-origin
api.add_middleware(CORSMiddleware, allow_origins=["*"], allow_methods=["GET"])
# ruleid: cors-any-origin
CORS_ALLOW_ALL_ORIGINS = True
CORS_ALLOW_CREDENTIALS = True
