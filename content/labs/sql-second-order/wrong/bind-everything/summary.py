"""The wall screen: a line for each city, a column for each carrier."""
from trace import trace


def by_city(store, org):
    counts = store.all(
        "SELECT city, carrier, count(*) FROM parcel WHERE org_id = :org"
        " GROUP BY city, carrier ORDER BY city", org=org)
    carriers = sorted({carrier for _, carrier, _ in counts})
    trace("logic", f"summary over the carriers {carriers}")
    cities = {}
    for city, carrier, n in counts:
        cities.setdefault(city, {})[carrier] = n
    return ["city"] + carriers, [
        [city] + [row.get(carrier, 0) for carrier in carriers]
        for city, row in cities.items()]
