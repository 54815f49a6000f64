CREATE TABLE IF NOT EXISTS customer (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    api_key TEXT NOT NULL UNIQUE
);

CREATE TABLE IF NOT EXISTS parcel (
    id INTEGER PRIMARY KEY,
    number TEXT NOT NULL UNIQUE,
    customer_id INTEGER NOT NULL REFERENCES customer (id),
    sender TEXT NOT NULL,
    recipient TEXT NOT NULL,
    postcode TEXT NOT NULL,
    grams INTEGER NOT NULL CHECK (grams > 0),
    service TEXT NOT NULL,
    price_cents INTEGER NOT NULL,
    state TEXT NOT NULL DEFAULT 'booked',
    created_at TEXT NOT NULL
);

CREATE INDEX IF NOT EXISTS parcel_by_customer ON parcel (customer_id, created_at);

CREATE TABLE IF NOT EXISTS event (
    id INTEGER PRIMARY KEY,
    parcel_id INTEGER NOT NULL REFERENCES parcel (id),
    state TEXT NOT NULL,
    depot TEXT,
    at TEXT NOT NULL
);
