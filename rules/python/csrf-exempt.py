import hmac

from django.http import HttpResponse
from django.views.decorators.csrf import csrf_exempt

from shop.models import Order

KEY = open("/etc/parcels/key", "rb").read()


# ruleid: csrf-exempt
@csrf_exempt
def cancel(request):
    Order.objects.filter(owner=request.user, id=request.POST["id"]).delete()
    return HttpResponse(status=204)


# ok: csrf-exempt
@csrf_exempt
def payment_webhook(request):
    return HttpResponse(status=204)


# ok: csrf-exempt
@csrf_exempt
def paid(request):
    given = request.headers["X-Signature"]
    if not hmac.compare_digest(hmac.digest(KEY, request.body, "sha256").hex(), given):
        return HttpResponse(status=403)
    return HttpResponse(status=204)


# ok: csrf-exempt
def change(request):
    return HttpResponse(status=204)
