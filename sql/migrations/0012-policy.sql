-- Who was what since when, who may reach what, and what was decided about
-- what is owed.  Each row says when it holds and when it became known.

-- table: person_change view
-- From person.joined, person.changed and person.left: what one fact said and
-- nothing more, NULL where it said nothing.  kind is joined, changed or left;
-- effective is since when it holds (of left: the last instant), known when it
-- was recorded.  starts corrects the first day of the employment that runs.
CREATE TABLE person_change (
    person ID NOT NULL,
    kind TEXT NOT NULL,
    effective TIME NOT NULL,
    known TIME NOT NULL,
    starts TIME,
    role TEXT,
    team ID,
    no_team FLAG NOT NULL,
    manager ID,
    no_manager FLAG NOT NULL,
    unit TEXT,
    no_unit FLAG NOT NULL,
    employment TEXT,
    stacks TEXT,
    duties TEXT,
    zone TEXT,
    seq_from INT NOT NULL,
    seq_to INT,
    PRIMARY KEY (person, seq_from)
);

-- table: access_grant view
-- From access.granted and access.revoked.  A grant of the same system, level
-- and source stands once at a time; until is its last instant, until_known
-- when the end was recorded.
CREATE TABLE access_grant (
    person ID NOT NULL,
    system TEXT NOT NULL,
    level TEXT NOT NULL,
    source TEXT NOT NULL,
    login TEXT,
    since TIME NOT NULL,
    since_known TIME NOT NULL,
    until TIME,
    until_known TIME,
    seq_from INT NOT NULL,
    seq_to INT,
    PRIMARY KEY (person, system, level, source, seq_from)
);

CREATE INDEX access_grant_system ON access_grant (system, person);

-- table: absence view
-- From leave.recorded: the last fact of a leave decides; to_at is its last
-- instant.
CREATE TABLE absence (
    id ID NOT NULL PRIMARY KEY,
    person ID NOT NULL,
    from_at TIME NOT NULL,
    to_at TIME,
    withdrawn FLAG NOT NULL,
    known TIME NOT NULL,
    seq_from INT NOT NULL,
    seq_to INT
);

CREATE INDEX absence_person ON absence (person, from_at);

-- table: policy_version view
-- From policy.published: version is a whole number, the later fact of the same
-- number does not count.  approver is the actor who published.
CREATE TABLE policy_version (
    policy TEXT NOT NULL,
    version INT NOT NULL,
    content BYTES NOT NULL,
    effective TIME NOT NULL,
    published TIME NOT NULL,
    publisher ID,
    note TEXT,
    seq_from INT NOT NULL,
    seq_to INT,
    PRIMARY KEY (policy, version)
);

-- table: policy_signature view
-- From policy.acknowledged; id is the fact's.
CREATE TABLE policy_signature (
    id ID NOT NULL PRIMARY KEY,
    person ID NOT NULL,
    policy TEXT NOT NULL,
    version INT NOT NULL,
    name TEXT NOT NULL,
    signed_at TIME NOT NULL,
    seq_from INT NOT NULL,
    seq_to INT
);

CREATE INDEX policy_signature_person ON policy_signature (person, signed_at);

-- table: exception view
-- From exception.requested, .granted, .refused and .expired; state is asked,
-- granted, refused or ended.
CREATE TABLE exception (
    id ID NOT NULL PRIMARY KEY,
    person ID NOT NULL,
    obligation TEXT NOT NULL,
    reason TEXT NOT NULL,
    measure TEXT,
    until TIME NOT NULL,
    asked TIME NOT NULL,
    asked_by ID,
    state TEXT NOT NULL,
    approver ID,
    decided TIME,
    seq_from INT NOT NULL,
    seq_to INT
);

CREATE INDEX exception_person ON exception (person, obligation);

-- table: outside_proof view
-- From override.recorded (how override, one row) and
-- external-certificate.accepted (how external, one row for each module it
-- stands for); fact is the fact's id.
CREATE TABLE outside_proof (
    fact ID NOT NULL,
    person ID NOT NULL,
    module TEXT NOT NULL,
    version TEXT,
    how TEXT NOT NULL,
    course TEXT,
    completed TIME NOT NULL,
    known TIME NOT NULL,
    valid_until TIME,
    actor ID,
    approver ID,
    seq_from INT NOT NULL,
    seq_to INT,
    PRIMARY KEY (fact, module)
);

CREATE INDEX outside_proof_person ON outside_proof (person, module);

-- table: performance view
-- From obligation.performed: what the organisation itself owed and did.
CREATE TABLE performance (
    id ID NOT NULL PRIMARY KEY,
    obligation TEXT NOT NULL,
    note TEXT NOT NULL,
    document BYTES,
    performed TIME NOT NULL,
    actor ID,
    seq_from INT NOT NULL,
    seq_to INT
);

CREATE INDEX performance_obligation ON performance (obligation, performed);

-- What it did is done by the job asking.
DELETE FROM job WHERE name = 'onboarding';
