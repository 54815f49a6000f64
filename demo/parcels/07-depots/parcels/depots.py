"""Which depot a postcode belongs to, and when its vans leave."""

import datetime

DEPOTS = {
    "LS": ("Leeds", datetime.time(6, 30)),
    "M": ("Manchester", datetime.time(6, 0)),
    "B": ("Birmingham", datetime.time(5, 45)),
    "EH": ("Edinburgh", datetime.time(7, 0)),
}
FALLBACK = ("Birmingham", datetime.time(5, 45))


def area(postcode):
    letters = ""
    for letter in postcode.strip().upper():
        if not letter.isalpha():
            break
        letters += letter
    return letters


def depot_of(postcode):
    return DEPOTS.get(area(postcode), FALLBACK)


def leaves(postcode, booked_at):
    """The first van after the booking; none on Sundays."""
    name, leaves_at = depot_of(postcode)
    day = booked_at.date()
    if booked_at.time() >= leaves_at:
        day += datetime.timedelta(days=1)
    if day.weekday() == 6:
        day += datetime.timedelta(days=1)
    return name, datetime.datetime.combine(day, leaves_at)
