# ruleid: django-any-host
ALLOWED_HOSTS = ["*"]


class Production:
    # ok: django-any-host
    ALLOWED_HOSTS = ["parcels.example", ".shop.example"]
