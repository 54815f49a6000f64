from flask import Flask, g
from flask_admin import Admin
from flask_admin.contrib.sqla import ModelView

from shop.models import Order, User, db

app = Flask(__name__)
admin = Admin(app)


class Checked(ModelView):
    def is_accessible(self):
        return g.user is not None and g.user.is_admin


# ruleid: flask-admin-open
admin.add_view(ModelView(User, db.session))
# ok: flask-admin-open
admin.add_view(Checked(Order, db.session))
