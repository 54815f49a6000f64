import jwt


def is_allowed(user, order, service):
    return service.ask(user, order)


def has_permission(user, name, service):
    # ruleid: check-fails-open
    try:
        return service.ask(user, name)
    except Exception:
        return True


def verify_signature(body, given, key):
    # ruleid: check-fails-open
    try:
        return key.check(body, given)
    except ValueError as error:
        print(error)
        return True


def verify_token(token, key):
    # ok: check-fails-open
    try:
        jwt.decode(token, key, algorithms=["RS256"])
        return True
    except jwt.InvalidTokenError:
        return False


def is_reachable(host):
    # ok: check-fails-open
    try:
        return host.ping()
    except TimeoutError:
        return True
