from django.db import connection
from django.db.models.expressions import RawSQL
from django.http import JsonResponse
from shop.models import Order


def search(request):
    term = request.GET["q"]
    with connection.cursor() as cursor:
        # ruleid: django-sql
        cursor.execute("SELECT id FROM shop_order WHERE note LIKE '%" + term + "%'")
        return JsonResponse({"ids": cursor.fetchall()})


def raw(request):
    state = request.POST.get("state")
    # ruleid: django-sql
    orders = Order.objects.raw(f"SELECT * FROM shop_order WHERE state = '{state}'")
    return JsonResponse({"n": len(list(orders))})


def extra(request):
    clause = "total > %s" % request.GET.get("over")
    # ruleid: django-sql
    orders = Order.objects.all().extra(where=[clause])
    return JsonResponse({"n": orders.count()})


def annotated(request):
    column = request.GET["column"]
    # ruleid: django-sql
    orders = Order.objects.annotate(shown=RawSQL("SELECT " + column, []))
    return JsonResponse({"n": orders.count()})


def search_bound(request):
    term = request.GET["q"]
    with connection.cursor() as cursor:
        # ok: django-sql
        cursor.execute("SELECT id FROM shop_order WHERE note = %s", [term])
        return JsonResponse({"ids": cursor.fetchall()})


def search_orm(request):
    # ok: django-sql
    orders = Order.objects.filter(note__contains=request.GET["q"])
    return JsonResponse({"n": orders.count()})


def by_id(request):
    number = int(request.GET["id"])
    # ok: django-sql
    orders = Order.objects.raw(f"SELECT * FROM shop_order WHERE id = {number}")
    return JsonResponse({"n": len(list(orders))})
