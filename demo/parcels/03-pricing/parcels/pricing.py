"""What a parcel costs: weight bands, a zone by postcode, the service."""

BANDS = ((500, 420), (2000, 590), (5000, 890), (10000, 1290), (31500, 1990))
SERVICES = {"standard": 100, "tracked": 125, "express": 180}
REMOTE = ("HS", "ZE", "KW", "IM")


class PricingError(ValueError):
    """A parcel we do not take, with the reason for the sender."""


def band_cents(grams):
    if grams <= 0:
        raise PricingError("A parcel weighs more than nothing.")
    for limit, cents in BANDS:
        if grams <= limit:
            return cents
    raise PricingError("We take parcels up to 31.5 kg.")


def is_remote(postcode):
    return postcode.strip().upper().startswith(REMOTE)


def price_cents(grams, postcode, service="standard"):
    """The price in cents: band, times service in percent, plus the remote fee."""
    if service not in SERVICES:
        raise PricingError("Choose one of " + ", ".join(sorted(SERVICES)) + ".")
    cents = band_cents(grams) * SERVICES[service] // 100
    if is_remote(postcode):
        cents += 350
    return cents
