-- What people answered when they saw a question for the first time.

-- table: item_response view
-- From attempt.submitted (source quiz) and review.answered (source review).
-- answer is the list of what was chosen, in the pool's numbering, "0,2"; ""
-- where it was left blank, or is not known.
CREATE TABLE item_response (
    module TEXT NOT NULL,
    item TEXT NOT NULL,
    person ID NOT NULL,
    source TEXT NOT NULL,
    attempt ID,
    version TEXT NOT NULL,
    bank_hash BYTES,
    answer TEXT NOT NULL,
    is_right FLAG NOT NULL,
    answered TIME NOT NULL,
    seq_from INT NOT NULL,
    seq_to INT,
    PRIMARY KEY (module, person, item)
);

CREATE INDEX item_response_person ON item_response (person, module);
