CREATE TABLE organisation (
    id    INTEGER PRIMARY KEY,
    name  TEXT NOT NULL UNIQUE,
    token TEXT NOT NULL UNIQUE          -- SHA-256, hex
);

-- Shared by all organisations. rate_key signs our price requests.
CREATE TABLE carrier (
    name     TEXT PRIMARY KEY,
    hotline  TEXT NOT NULL,
    rate_key TEXT NOT NULL
);

CREATE TABLE parcel (
    id        INTEGER PRIMARY KEY,
    org_id    INTEGER NOT NULL REFERENCES organisation (id),
    reference TEXT NOT NULL,
    recipient TEXT NOT NULL,
    city      TEXT NOT NULL,
    carrier   TEXT NOT NULL,            -- as the organisation calls it
    weight_g  INTEGER NOT NULL,
    note      TEXT NOT NULL DEFAULT '',
    UNIQUE (org_id, reference)
);

CREATE TABLE report (
    id       INTEGER PRIMARY KEY,
    org_id   INTEGER NOT NULL REFERENCES organisation (id),
    name     TEXT NOT NULL,
    columns  TEXT NOT NULL,             -- JSON: ["reference", "city"]
    headings TEXT NOT NULL,             -- JSON: {"city": "Stadt"}
    sort     TEXT NOT NULL              -- "city, weight_g desc"
);
