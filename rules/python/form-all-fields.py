from django import forms
from rest_framework import serializers

from shop.models import Account, Order


class AccountForm(forms.ModelForm):
    class Meta:
        model = Account
        # ruleid: form-all-fields
        fields = "__all__"


class AccountSerializer(serializers.ModelSerializer):
    class Meta:
        model = Account
        # ruleid: form-all-fields
        fields = "__all__"


class OrderForm(forms.ModelForm):
    class Meta:
        model = Order
        # ok: form-all-fields
        fields = ["note", "town"]
