-- What a person's own terminal signs in with.

-- table: personal_token primary
-- Acts as the person, through the API alone; over with the account.
CREATE TABLE personal_token (
    id ID NOT NULL PRIMARY KEY,
    person ID NOT NULL,
    label TEXT NOT NULL,
    hash BYTES NOT NULL UNIQUE,
    created TIME NOT NULL,
    ends TIME NOT NULL,
    used TIME
);

CREATE INDEX personal_token_person ON personal_token (person);
