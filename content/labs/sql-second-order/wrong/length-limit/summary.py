"""The wall screen: a line for each city, a column for each carrier."""
import sqlite3

from errors import Problem
from trace import trace


def by_city(store, org):
    carriers = [name for (name,) in store.all(
        "SELECT DISTINCT carrier FROM parcel WHERE org_id = :org"
        " ORDER BY carrier", org=org)]
    trace("logic", f"summary over the carriers {carriers}")
    if any(len(name) > 60 for name in carriers):
        raise Problem(422, "a carrier's name is too long")
    counts = "".join(f", sum(carrier = '{name}') AS \"{name}\""
                     for name in carriers)
    try:
        return store.table(
            f"SELECT city{counts} FROM parcel WHERE org_id = :org"
            " GROUP BY city ORDER BY city", org=org)
    except sqlite3.Error as error:
        raise Problem(422, f"no summary: {error}") from None
