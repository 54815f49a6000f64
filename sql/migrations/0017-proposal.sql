-- What takes two people: one proposes, another decides.

-- table: proposal primary
-- kind is exception, certificate or override; state is open, accepted, refused
-- or withdrawn.  about is the obligation of an exception, the module of a
-- certificate, and for overrides one module or "import".  subject is NULL for
-- overrides of several persons; whom they are about is in proposal_line.
-- Reasons are personal: what is about an erased person goes with them.
CREATE TABLE proposal (
    id ID NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL,
    subject ID,
    about TEXT NOT NULL,
    payload TEXT NOT NULL,
    document BYTES,
    proposer ID NOT NULL,
    made TIME NOT NULL,
    state TEXT NOT NULL,
    decided_by ID,
    decided TIME,
    why TEXT
);

CREATE UNIQUE INDEX proposal_open ON proposal (kind, subject, about)
 WHERE state = 'open';
CREATE INDEX proposal_state ON proposal (state, made);
CREATE INDEX proposal_subject ON proposal (subject, made);

-- table: proposal_line primary
-- One past record of an override; line is that of the file, from 1.
CREATE TABLE proposal_line (
    proposal ID NOT NULL,
    line INT NOT NULL,
    person ID NOT NULL,
    module TEXT NOT NULL,
    version TEXT NOT NULL,
    completed TIME NOT NULL,
    reason TEXT NOT NULL,
    PRIMARY KEY (proposal, line)
);

CREATE INDEX proposal_line_person ON proposal_line (person);

-- table: proposal_document primary
-- A certificate's document, which is a person's and goes with them; the fact
-- has no more than a commitment to its hash.
CREATE TABLE proposal_document (
    person ID NOT NULL,
    hash BYTES NOT NULL,
    media TEXT NOT NULL,
    bytes BYTES NOT NULL,
    stored TIME NOT NULL,
    PRIMARY KEY (person, hash)
);
