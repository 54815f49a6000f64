-- What was learnt is asked again, spaced so that it stays known.

-- table: review_card view
-- From attempt.submitted and review.answered: how well a person knows one
-- question.  stability and difficulty are FSRS-6's, in 1e-8; due_day counts
-- days since 1970.  One row for each span between two answers.
CREATE TABLE review_card (
    person ID NOT NULL,
    module TEXT NOT NULL,
    item TEXT NOT NULL,
    stability INT NOT NULL,
    difficulty INT NOT NULL,
    answers INT NOT NULL,
    lapses INT NOT NULL,
    last_right FLAG NOT NULL,
    last_at TIME NOT NULL,
    due_day INT NOT NULL,
    seq_from INT NOT NULL,
    seq_to INT,
    PRIMARY KEY (person, module, item, seq_from)
);

CREATE UNIQUE INDEX review_card_now ON review_card (person, module, item)
 WHERE seq_to IS NULL;
CREATE INDEX review_card_due ON review_card (person, due_day)
 WHERE seq_to IS NULL;

-- table: review_asked primary
-- A question put to a person, one open at a time; id is also that of the fact
-- review.answered.  seed fixes the order in which its options stand.
CREATE TABLE review_asked (
    id ID NOT NULL PRIMARY KEY,
    person ID NOT NULL,
    module TEXT NOT NULL,
    item TEXT NOT NULL,
    bank_hash BYTES NOT NULL,
    seed BYTES NOT NULL,
    asked TIME NOT NULL,
    expires TIME NOT NULL,
    answered TIME,
    answered_day INT,
    chosen TEXT,
    was_right FLAG
);

CREATE UNIQUE INDEX review_asked_open ON review_asked (person)
 WHERE answered IS NULL;
CREATE INDEX review_asked_day ON review_asked (person, answered_day);

-- table: review_day primary
-- How many questions a person answered on a day: what keeps it at two, over
-- all devices at once.
CREATE TABLE review_day (
    person ID NOT NULL,
    day INT NOT NULL,
    answers INT NOT NULL,
    PRIMARY KEY (person, day)
);

-- table: review_early queue
-- Due at once, whatever the schedule says: a weakness came back after a pass.
CREATE TABLE review_early (
    person ID NOT NULL,
    module TEXT NOT NULL,
    item TEXT NOT NULL,
    finding ID,
    made TIME NOT NULL,
    PRIMARY KEY (person, module, item)
);

-- table: review_mail primary
-- Who asked for a mail on days with something due; mailed_day is the last.
CREATE TABLE review_mail (
    person ID NOT NULL PRIMARY KEY,
    since TIME NOT NULL,
    mailed_day INT NOT NULL
);
