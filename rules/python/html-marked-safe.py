from django.utils.html import escape, format_html
from django.utils.safestring import mark_safe
from markupsafe import Markup


def label(order):
    # ruleid: html-marked-safe
    return mark_safe(f"<b>{order.note}</b>")


def badge(name):
    # ruleid: html-marked-safe
    return Markup("<i>%s</i>" % name)


def wrong(name):
    # ruleid: html-marked-safe
    return format_html(f"<i>{name}</i>")


def label_well(order):
    # ok: html-marked-safe
    return format_html("<b>{}</b>", order.note)


def label_escaped(order):
    # ok: html-marked-safe
    return mark_safe(f"<b>{escape(order.note)}</b>")


def badge_well(name):
    # ok: html-marked-safe
    return Markup("<i>%s</i>") % name
