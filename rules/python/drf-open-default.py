# what a settings file says
REST_FRAMEWORK = {
    "PAGE_SIZE": 20,
    # ruleid: drf-open-default
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.AllowAny"],
}


class Production:
    REST_FRAMEWORK = {
        # ok: drf-open-default
        "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    }
