-- What the current state of a person says of their place and their duties;
-- when each of it held is in person_change.
ALTER TABLE person ADD COLUMN unit TEXT;
ALTER TABLE person ADD COLUMN duties TEXT;
ALTER TABLE person ADD COLUMN zone TEXT;
