-- Work that is done in the background, by whichever server is free.

-- table: job queue
-- Due once its time has come and nobody's lease on it runs; a server that dies
-- lets the lease run out.  every is the period in microseconds of one that
-- comes again, 0 of one that is done once.  said is the last error.
CREATE TABLE job (
    id ID NOT NULL PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    payload TEXT NOT NULL,
    every INT NOT NULL,
    due TIME NOT NULL,
    leased_until TIME NOT NULL,
    tries INT NOT NULL,
    given_up FLAG NOT NULL,
    said TEXT
);

CREATE INDEX job_due ON job (given_up, due);
