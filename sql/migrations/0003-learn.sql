-- What is asked of people, what they tried, and what they proved.

-- table: attempt primary
-- A try at a quiz from its start: the draw is fixed here until it is closed.
-- state is open, submitted or expired; the score stands once it is closed.
-- completion is the fact that a pass earned.
CREATE TABLE attempt (
    id ID NOT NULL PRIMARY KEY,
    person ID NOT NULL,
    module TEXT NOT NULL,
    version TEXT NOT NULL,
    content_hash BYTES NOT NULL,
    bank_hash BYTES NOT NULL,
    seed BYTES NOT NULL,
    asked INT NOT NULL,
    pass INT NOT NULL,
    studied FLAG NOT NULL,
    started TIME NOT NULL,
    expires TIME NOT NULL,
    state TEXT NOT NULL,
    closed TIME,
    right_count INT,
    score INT,
    passed FLAG,
    completion ID
);

CREATE UNIQUE INDEX attempt_open ON attempt (person, module)
 WHERE state = 'open';
CREATE INDEX attempt_person ON attempt (person, module, started);
CREATE INDEX attempt_expiry ON attempt (expires) WHERE state = 'open';

-- table: attempt_item primary
-- What was drawn, in its order; shown is the order of its options, "2013".
-- chosen has bit i set for option i as shown.
CREATE TABLE attempt_item (
    attempt ID NOT NULL,
    no INT NOT NULL,
    item TEXT NOT NULL,
    shown TEXT NOT NULL,
    chosen INT,
    revision INT NOT NULL,
    answered TIME,
    PRIMARY KEY (attempt, no)
);

-- table: text_opened primary
-- When a person last opened a module's text, as far as that tells something.
CREATE TABLE text_opened (
    person ID NOT NULL,
    module TEXT NOT NULL,
    opened TIME NOT NULL,
    PRIMARY KEY (person, module)
);

-- table: module_version view
-- From module.published.
CREATE TABLE module_version (
    module TEXT NOT NULL,
    version TEXT NOT NULL,
    title TEXT NOT NULL,
    content_hash BYTES NOT NULL,
    bank_hash BYTES,
    published TIME NOT NULL,
    seq_from INT NOT NULL,
    seq_to INT,
    PRIMARY KEY (module, seq_from)
);

CREATE UNIQUE INDEX module_version_now ON module_version (module)
 WHERE seq_to IS NULL;

-- table: assignment view
-- From assignment.made; asked_by is rule, finding or lead.
CREATE TABLE assignment (
    id ID NOT NULL PRIMARY KEY,
    person ID NOT NULL,
    module TEXT NOT NULL,
    why TEXT NOT NULL,
    asked_by TEXT NOT NULL,
    finding ID,
    actor ID,
    made TIME NOT NULL,
    due TIME,
    seq_from INT NOT NULL,
    seq_to INT
);

CREATE INDEX assignment_person ON assignment (person, module, seq_from);
CREATE INDEX assignment_finding ON assignment (finding);

-- table: attempt_result view
-- From attempt.submitted: every closed attempt, failed ones included.
CREATE TABLE attempt_result (
    attempt ID NOT NULL PRIMARY KEY,
    person ID NOT NULL,
    module TEXT NOT NULL,
    version TEXT NOT NULL,
    started TIME NOT NULL,
    closed TIME NOT NULL,
    asked INT NOT NULL,
    right_count INT NOT NULL,
    score INT NOT NULL,
    pass INT NOT NULL,
    passed FLAG NOT NULL,
    expired FLAG NOT NULL,
    seq_from INT NOT NULL,
    seq_to INT
);

CREATE INDEX attempt_result_person
    ON attempt_result (person, module, closed);

-- table: completion view
-- From completion.earned; id is the fact's.
CREATE TABLE completion (
    id ID NOT NULL PRIMARY KEY,
    person ID NOT NULL,
    module TEXT NOT NULL,
    version TEXT NOT NULL,
    how TEXT NOT NULL,
    attempt ID,
    score INT,
    earned TIME NOT NULL,
    valid_until TIME,
    seq_from INT NOT NULL,
    seq_to INT
);

CREATE INDEX completion_person ON completion (person, module, earned);

-- table: attestation view
-- From attestation.signed; id is the fact's.
CREATE TABLE attestation (
    id ID NOT NULL PRIMARY KEY,
    person ID NOT NULL,
    module TEXT NOT NULL,
    version TEXT NOT NULL,
    name TEXT NOT NULL,
    statement TEXT NOT NULL,
    ip TEXT NOT NULL,
    user_agent TEXT NOT NULL,
    completion ID,
    signed_at TIME NOT NULL,
    seq_from INT NOT NULL,
    seq_to INT
);

CREATE INDEX attestation_person ON attestation (person, module, signed_at);

-- table: attestation_done primary
-- One promise a passed attempt, from the moment it is signed.
CREATE TABLE attestation_done (
    attempt ID NOT NULL PRIMARY KEY,
    fact ID NOT NULL,
    signed_at TIME NOT NULL
);
