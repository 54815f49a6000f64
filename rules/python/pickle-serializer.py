from celery import Celery

app = Celery("parcels")
# ruleid: pickle-serializer
app.conf.accept_content = ["json", "pickle"]
# ruleid: pickle-serializer
app.conf.update(task_serializer="pickle", timezone="UTC")
# ruleid: pickle-serializer
SESSION_SERIALIZER = "django.contrib.sessions.serializers.PickleSerializer"

well = Celery("well")
# ok: pickle-serializer
well.conf.accept_content = ["json"]
# ok: pickle-serializer
well.conf.update(task_serializer="json", timezone="UTC")
