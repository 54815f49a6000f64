from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, render
from flask import abort, jsonify
from flask_jwt_extended import get_jwt_identity, jwt_required
from flask_login import current_user

from shop.models import Invoice, Product, db


@login_required
def invoice(request, invoice_id):
    # ruleid: object-without-owner
    found = get_object_or_404(Invoice, pk=invoice_id)
    return render(request, "invoice.html", {"invoice": found})


@login_required
def own_invoice(request, invoice_id):
    # ok: object-without-owner
    found = get_object_or_404(Invoice, pk=invoice_id, customer=request.user)
    return render(request, "invoice.html", {"invoice": found})


@jwt_required()
def invoice_json(invoice_id):
    # ruleid: object-without-owner
    found = Invoice.query.get_or_404(invoice_id)
    return jsonify(found.total)


@jwt_required()
def checked(invoice_id):
    # ok: object-without-owner
    found = db.session.get(Invoice, invoice_id)
    if found.customer_id != get_jwt_identity():
        abort(404)
    return jsonify(found.total)


def product(product_id):
    # ok: object-without-owner
    return jsonify(Product.query.get_or_404(product_id).name)
