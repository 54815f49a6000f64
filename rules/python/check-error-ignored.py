from cryptography.exceptions import InvalidSignature

from shop.security import check_signature, require_permission


def install(key, signature, body):
    # ruleid: check-error-ignored
    try:
        key.verify(signature, body)
    except InvalidSignature:
        pass
    return body


def change(user, order):
    # ruleid: check-error-ignored
    try:
        require_permission(user, "order.change")
    except Exception:
        pass
    order.save()


def install_well(key, signature, body):
    # ok: check-error-ignored
    try:
        key.verify(signature, body)
    except InvalidSignature:
        return None
    return body


def change_well(user, order):
    require_permission(user, "order.change")
    # ok: check-error-ignored
    try:
        order.save()
    except Exception:
        pass


def received(body, given):
    # ok: check-error-ignored
    try:
        check_signature(body, given)
    except ValueError:
        raise PermissionError("signature")
