import os
from pathlib import Path

BASE_DIR = Path(__file__).resolve().parent.parent
SECRET_KEY = os.environ["SECRET_KEY"]
# ruleid: django-debug
DEBUG = True
ALLOWED_HOSTS = ["parcels.example"]
INSTALLED_APPS = ["django.contrib.auth", "shop"]
# ok: django-debug
TEMPLATE_DEBUG = True


class Quiet:
    # ok: django-debug
    DEBUG = False
