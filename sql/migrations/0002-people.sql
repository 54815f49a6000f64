-- Who there is, in which role and team, and how they get in.

-- table: organisation primary
-- One row: one organisation is one database.
CREATE TABLE organisation (
    id INT NOT NULL PRIMARY KEY CHECK (id = 1),
    name TEXT NOT NULL,
    public_url TEXT NOT NULL,
    mail_from TEXT,
    created TIME NOT NULL
);

-- table: person view
-- From person.joined, person.changed and person.left: one row for each span
-- between two of a person's facts, so that the role at any time is known.
-- at_from is when that fact says it happened; left_at is set from leaving on.
CREATE TABLE person (
    id ID NOT NULL,
    email TEXT NOT NULL,
    name TEXT NOT NULL,
    role TEXT NOT NULL,
    team ID,
    manager ID,
    employment TEXT,
    stacks TEXT,
    external TEXT,
    joined TIME NOT NULL,
    left_at TIME,
    at_from TIME NOT NULL,
    seq_from INT NOT NULL,
    seq_to INT,
    PRIMARY KEY (id, seq_from)
);

CREATE UNIQUE INDEX person_now ON person (id) WHERE seq_to IS NULL;
CREATE INDEX person_now_email ON person (email) WHERE seq_to IS NULL;
CREATE INDEX person_now_team ON person (team, name) WHERE seq_to IS NULL;

-- table: team view
CREATE TABLE team (
    id ID NOT NULL,
    name TEXT NOT NULL,
    lead ID,
    closed FLAG NOT NULL,
    at_from TIME NOT NULL,
    seq_from INT NOT NULL,
    seq_to INT,
    PRIMARY KEY (id, seq_from)
);

CREATE UNIQUE INDEX team_now ON team (id) WHERE seq_to IS NULL;

-- table: team_name primary
-- Holds a name from the moment a team is asked for, before its fact has a
-- number.
CREATE TABLE team_name (
    name TEXT NOT NULL PRIMARY KEY,
    team ID NOT NULL
);

-- table: account primary
-- How a person gets in; holds the e-mail address from the moment somebody is
-- added.  password is Argon2id's own text; totp is sealed.  totp_last is the
-- last time step that was accepted, so that no code is good twice.
CREATE TABLE account (
    person ID NOT NULL PRIMARY KEY,
    email TEXT NOT NULL UNIQUE,
    password TEXT,
    password_at TIME,
    totp BYTES,
    totp_on FLAG NOT NULL,
    totp_last INT NOT NULL,
    closed FLAG NOT NULL,
    created TIME NOT NULL
);

-- table: recovery_code primary
-- A second factor for once; hash is SHA-256 of the code.
CREATE TABLE recovery_code (
    person ID NOT NULL,
    hash BYTES NOT NULL,
    used TIME,
    PRIMARY KEY (person, hash)
);

-- table: session queue
-- hash is SHA-256 of what the cookie holds.  A session that still waits for
-- the second factor opens nothing but that page.
CREATE TABLE session (
    hash BYTES NOT NULL PRIMARY KEY,
    person ID NOT NULL,
    csrf TEXT NOT NULL,
    waiting FLAG NOT NULL,
    created TIME NOT NULL,
    seen TIME NOT NULL,
    ends TIME NOT NULL,
    address TEXT NOT NULL,
    agent TEXT NOT NULL
);

CREATE INDEX session_person ON session (person);
CREATE INDEX session_ends ON session (ends);

-- table: login_link queue
-- For one use: purpose is signin, invite or reset.
CREATE TABLE login_link (
    hash BYTES NOT NULL PRIMARY KEY,
    person ID NOT NULL,
    purpose TEXT NOT NULL,
    created TIME NOT NULL,
    ends TIME NOT NULL,
    used TIME
);

CREATE INDEX login_link_person ON login_link (person);

-- table: try_count queue
-- Tries within a window: by account, by address, by kind of request.
CREATE TABLE try_count (
    key TEXT NOT NULL PRIMARY KEY,
    count INT NOT NULL,
    since TIME NOT NULL
);

-- table: upload_token primary
-- Lets a pipeline upload the findings of one repository, and nothing else.
CREATE TABLE upload_token (
    id ID NOT NULL PRIMARY KEY,
    repository TEXT NOT NULL,
    label TEXT NOT NULL,
    hash BYTES NOT NULL UNIQUE,
    created TIME NOT NULL,
    created_by ID,
    used TIME,
    revoked TIME
);

-- table: mail_outbox queue
-- state is waiting, sent or failed.
CREATE TABLE mail_outbox (
    id ID NOT NULL PRIMARY KEY,
    recipient TEXT NOT NULL,
    subject TEXT NOT NULL,
    body TEXT NOT NULL,
    created TIME NOT NULL,
    not_before TIME NOT NULL,
    tries INT NOT NULL,
    state TEXT NOT NULL,
    said TEXT
);

CREATE INDEX mail_outbox_due ON mail_outbox (state, not_before);
