from flask import Flask

from shop.forms import OrderForm

app = Flask(__name__)
# ruleid: csrf-off
app.config["WTF_CSRF_ENABLED"] = False
# ruleid: csrf-off
app.config["JWT_COOKIE_CSRF_PROTECT"] = False

well = Flask("well")
# ok: csrf-off
well.config["WTF_CSRF_ENABLED"] = True


def order():
    # ruleid: csrf-off
    return OrderForm(meta={"csrf": False})


def order_well():
    # ok: csrf-off
    return OrderForm()
