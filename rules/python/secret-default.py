import os

# ruleid: secret-default
SECRET_KEY = os.environ.get("SECRET_KEY", "not very secret")
# ruleid: secret-default
JWT_KEY = os.getenv("PARCELS_JWT_SECRET") or "development"
# ok: secret-default
SIGNING_KEY = os.environ["SIGNING_KEY"]
# ok: secret-default
SESSION_SECRET = os.environ.get("SESSION_SECRET", "")
# ok: secret-default
LANGUAGE = os.environ.get("LANGUAGE", "en")
