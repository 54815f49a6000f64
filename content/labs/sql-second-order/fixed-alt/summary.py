"""The wall screen: a line for each city, a column for each carrier."""
from trace import trace


def by_city(store, org):
    carriers = [name for (name,) in store.all(
        "SELECT DISTINCT carrier FROM parcel WHERE org_id = :org"
        " ORDER BY carrier", org=org)]
    trace("logic", f"summary over the carriers {carriers}")
    # The names of the placeholders are ours; the carriers are values.
    values = {f"c{i}": name for i, name in enumerate(carriers)}
    counts = "".join(f", sum(carrier = :{key})" for key in values)
    rows = store.all(
        f"SELECT city{counts} FROM parcel WHERE org_id = :org"
        " GROUP BY city ORDER BY city", org=org, **values)
    return ["city"] + carriers, rows
