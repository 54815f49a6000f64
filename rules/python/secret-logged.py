import logging

log = logging.getLogger(__name__)


def signin(user, password):
    # ruleid: secret-logged
    log.debug("sign-in of %s with %s", user, password)
    # ruleid: secret-logged
    logging.info(f"sign-in of {user} with {password}")
    # ok: secret-logged
    log.info("sign-in of %s", user)
    # ok: secret-logged
    log.info("the password of %s is %d characters long", user, len(password))


def call(settings):
    # ruleid: secret-logged
    log.warning("refused with key " + settings.api_key)
    # ok: secret-logged
    log.warning("refused with key %s", settings.api_key_id)
