-- Labs: who tries which, what they sent in, and what was found.

-- table: lab_attempt primary
-- A person's way through a lab, up to a pass.  seed is 32 bytes that fix the
-- values of the lab's seeds; attacked is when the public exploit was seen to
-- work, hints how many were opened.
CREATE TABLE lab_attempt (
    id ID NOT NULL PRIMARY KEY,
    person ID NOT NULL,
    lab TEXT NOT NULL,
    no INT NOT NULL,
    seed BYTES NOT NULL,
    started TIME NOT NULL,
    attacked TIME,
    hints INT NOT NULL,
    passed TIME
);

CREATE UNIQUE INDEX lab_attempt_no ON lab_attempt (person, lab, no);

-- table: lab_run primary
-- What was sent in to be judged.  mode is attack, check or submit; state is
-- queued, judging, judged, failed or withdrawn.  files is a tar, result JSON
-- for the learner.  lab_hash says which lab, of content_blob; fact is
-- lab.judged of a judged submission.  A judge that dies lets its lease run
-- out; tries counts its beginnings.
CREATE TABLE lab_run (
    id ID NOT NULL PRIMARY KEY,
    attempt ID NOT NULL,
    person ID NOT NULL,
    lab TEXT NOT NULL,
    version TEXT NOT NULL,
    lab_hash BYTES NOT NULL,
    mode TEXT NOT NULL,
    files BYTES NOT NULL,
    state TEXT NOT NULL,
    queued TIME NOT NULL,
    begun TIME,
    leased_until TIME NOT NULL,
    tries INT NOT NULL,
    done TIME,
    said TEXT,
    passed FLAG NOT NULL,
    result TEXT,
    fact ID
);

CREATE INDEX lab_run_state ON lab_run (state, queued);
CREATE INDEX lab_run_person ON lab_run (person, lab, queued);
CREATE INDEX lab_run_begun ON lab_run (person, begun);

-- table: lab_result view
-- From lab.judged: every submission that was judged, failed ones included.
-- id is the fact's.
CREATE TABLE lab_result (
    id ID NOT NULL PRIMARY KEY,
    person ID NOT NULL,
    lab TEXT NOT NULL,
    version TEXT NOT NULL,
    title TEXT,
    passed FLAG NOT NULL,
    judged TIME NOT NULL,
    seq_from INT NOT NULL,
    seq_to INT
);

CREATE INDEX lab_result_person ON lab_result (person, lab, judged);
