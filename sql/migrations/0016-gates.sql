-- What was answered at the gates of systems, who may ask, and what a lapse
-- does to an access.

-- table: gate_decision view
-- From gate.decided: the first time an answer was given.  person is NULL where
-- the address was nobody's; until is how long the answer stands by itself.
CREATE TABLE gate_decision (
    id ID NOT NULL PRIMARY KEY,
    person ID,
    system TEXT NOT NULL,
    allow FLAG NOT NULL,
    state TEXT NOT NULL,
    reason TEXT NOT NULL,
    surface TEXT,
    policy INT,
    decided TIME NOT NULL,
    until TIME NOT NULL,
    seq_from INT NOT NULL,
    seq_to INT
);

CREATE INDEX gate_decision_person ON gate_decision (system, person, decided);

-- table: gate_opening view
-- From gate.opened: break-glass.  until is its last instant; actor is who
-- opened.
CREATE TABLE gate_opening (
    id ID NOT NULL PRIMARY KEY,
    person ID NOT NULL,
    system TEXT NOT NULL,
    reason TEXT NOT NULL,
    opened TIME NOT NULL,
    until TIME NOT NULL,
    actor ID,
    seq_from INT NOT NULL,
    seq_to INT
);

CREATE INDEX gate_opening_person ON gate_opening (person, system, until);

-- table: gate_token primary
-- Lets a machine ask for one system.  Only the SHA-256 is kept.
CREATE TABLE gate_token (
    id ID NOT NULL PRIMARY KEY,
    system TEXT NOT NULL,
    label TEXT NOT NULL,
    hash BYTES NOT NULL UNIQUE,
    created TIME NOT NULL,
    created_by ID,
    used TIME,
    revoked TIME
);

-- table: access_hook primary
-- What a lapse does to an access, and what being current again does: proposed
-- until somebody approves, then called until it was heard, or given up.
-- state is proposed, approved, called, failed, refused or dropped (its reason
-- was over); said is the last thing that went wrong.  What was called is a
-- fact as well.
CREATE TABLE access_hook (
    id ID NOT NULL PRIMARY KEY,
    person ID NOT NULL,
    system TEXT NOT NULL,
    action TEXT NOT NULL,
    state TEXT NOT NULL,
    why TEXT NOT NULL,
    proposed TIME NOT NULL,
    approver ID,
    decided TIME,
    tries INT NOT NULL,
    not_before TIME NOT NULL,
    said TEXT,
    called TIME
);

CREATE INDEX access_hook_person ON access_hook (person, system, proposed);
CREATE INDEX access_hook_state ON access_hook (state, not_before);
