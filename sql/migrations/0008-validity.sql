-- What people chose to learn.

-- table: path_chosen primary
-- A wish that proves nothing, and so no fact; kept so that a backup has it.
CREATE TABLE path_chosen (
    person ID NOT NULL PRIMARY KEY,
    path TEXT NOT NULL,
    chosen TIME NOT NULL
);
