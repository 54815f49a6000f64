from django.db import transaction
from django.db.models import F

from shop.models import Account, Parcel


def pay(request):
    account = Account.objects.get(owner=request.user)
    # ruleid: lost-update
    account.balance -= 5
    account.save()


def restock(number, amount):
    parcel = Parcel.objects.get(number=number)
    # ruleid: lost-update
    parcel.stock = parcel.stock + amount
    parcel.save(update_fields=["stock"])


def pay_well(request):
    # ok: lost-update
    Account.objects.filter(owner=request.user, balance__gte=5).update(
        balance=F("balance") - 5
    )


def pay_by_f(request):
    account = Account.objects.get(owner=request.user)
    # ok: lost-update
    account.balance = F("balance") - 5
    account.save()


def pay_locked(request):
    with transaction.atomic():
        account = Account.objects.select_for_update().get(owner=request.user)
        # ok: lost-update
        account.balance -= 5
        account.save()
