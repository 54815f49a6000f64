-- The log: facts, what opens their commitments, and the tree over them.

-- table: ledger_fact primary
-- line is the canonical JSON that is hashed; seq is its place in the log, NULL
-- until the integrator has numbered it.  actor and subject stand here to be
-- found by; an erasure replaces them.
CREATE TABLE ledger_fact (
    id ID NOT NULL PRIMARY KEY,
    seq INT UNIQUE,
    type TEXT NOT NULL,
    at TIME NOT NULL,
    actor ID,
    subject ID,
    ordinal INT NOT NULL,
    line BYTES NOT NULL
);

-- the integrator's work: no more than what is unnumbered
CREATE INDEX ledger_fact_pending ON ledger_fact (ordinal, id)
 WHERE seq IS NULL;
CREATE INDEX ledger_fact_subject ON ledger_fact (subject, ordinal);

-- table: ledger_secret primary
-- What opens the commitments of one person in one fact.  fields names those
-- that hold the person's own id; personal is an object of the personal values.
-- An erasure leaves fields and drops key and personal.
CREATE TABLE ledger_secret (
    fact ID NOT NULL,
    person ID NOT NULL,
    fields TEXT NOT NULL,
    key BYTES,
    personal TEXT,
    PRIMARY KEY (fact, person)
);

CREATE INDEX ledger_secret_person ON ledger_secret (person);

-- table: ledger_subject primary
-- The last ordinal given; its row lock is what orders a subject's facts.
CREATE TABLE ledger_subject (
    id ID NOT NULL PRIMARY KEY,
    last INT NOT NULL
);

-- table: ledger_erased primary
-- Stand-ins of erased persons: the id and the number of subject.erased.
CREATE TABLE ledger_erased (
    id ID NOT NULL PRIMARY KEY,
    seq INT NOT NULL
);

-- table: ledger_tile primary
-- Hashes of the tree, 256 to a full tile, as C2SP tlog-tiles has them.
CREATE TABLE ledger_tile (
    level INT NOT NULL,
    place INT NOT NULL,
    hashes BYTES NOT NULL,
    PRIMARY KEY (level, place)
);

-- table: ledger_head primary
-- Every head there was; note is its signed form once it is signed.
CREATE TABLE ledger_head (
    size INT NOT NULL PRIMARY KEY,
    root BYTES NOT NULL,
    at TIME NOT NULL,
    epoch INT NOT NULL,
    note TEXT
);

-- table: ledger_lease queue
-- One row: who integrates.  The epoch is checked inside the transaction that
-- numbers; the lease alone is no fence.
CREATE TABLE ledger_lease (
    id INT NOT NULL PRIMARY KEY,
    epoch INT NOT NULL,
    holder TEXT NOT NULL,
    until TIME NOT NULL
);

-- table: content_blob primary
-- What facts cite by hash.
CREATE TABLE content_blob (
    hash BYTES NOT NULL PRIMARY KEY,
    bytes BYTES NOT NULL,
    stored TIME NOT NULL
);
