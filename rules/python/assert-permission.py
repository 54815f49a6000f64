from django.core.exceptions import PermissionDenied

from shop.models import Order


def cancel(request, number):
    # ruleid: assert-permission
    assert request.user.is_staff
    Order.objects.get(number=number).cancel()


def refund(user, order):
    # ruleid: assert-permission
    assert user.has_perm("shop.refund"), "not allowed"
    order.refund()


def cancel_well(request, number):
    # ok: assert-permission
    if not request.user.is_staff:
        raise PermissionDenied
    Order.objects.get(number=number).cancel()


def total(lines):
    # ok: assert-permission
    assert len(lines) > 0
    return sum(lines)
