-- What was said to whom, what waits to be said, and by what a calendar asks.

-- table: reminder_sent primary
-- One message a recipient, rung and day of theirs: whoever writes the row
-- sends it.  rung is own, manager, owner, chat or nudge; day counts from 1970
-- by the recipient's clock.  recipient is a person, or a constant where there
-- is none.
CREATE TABLE reminder_sent (
    recipient ID NOT NULL,
    rung TEXT NOT NULL,
    day INT NOT NULL,
    at TIME NOT NULL,
    PRIMARY KEY (recipient, rung, day)
);

-- table: chat_outbox queue
-- state is waiting, sent or failed, as of mail_outbox.
CREATE TABLE chat_outbox (
    id ID NOT NULL PRIMARY KEY,
    body TEXT NOT NULL,
    created TIME NOT NULL,
    not_before TIME NOT NULL,
    tries INT NOT NULL,
    state TEXT NOT NULL,
    said TEXT
);

CREATE INDEX chat_outbox_due ON chat_outbox (state, not_before);

-- table: calendar_token primary
-- The SHA-256 of the secret in the address of somebody's calendar.
CREATE TABLE calendar_token (
    person ID NOT NULL PRIMARY KEY,
    hash BYTES NOT NULL UNIQUE,
    made TIME NOT NULL
);

-- 1: the body holds nothing secret and stays when the mail cannot be
-- delivered, so that it can be sent again.
ALTER TABLE mail_outbox ADD COLUMN keep FLAG;
