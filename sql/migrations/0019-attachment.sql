-- Other evidence for a control: a document, kept by its hash.

-- table: attachment view
-- From evidence.attached and evidence.withdrawn; id is the attachment's.  dated
-- is the first instant of the day the document bears, until the last one it
-- stands for.  A withdrawn one keeps its row, with the end, who ended it and
-- why.
CREATE TABLE attachment (
    id ID NOT NULL PRIMARY KEY,
    control TEXT NOT NULL,
    kind TEXT NOT NULL,
    title TEXT NOT NULL,
    file TEXT NOT NULL,
    media TEXT NOT NULL,
    document BYTES NOT NULL,
    dated TIME NOT NULL,
    until TIME,
    attached TIME NOT NULL,
    actor ID,
    withdrawn TIME,
    withdrawn_by ID,
    reason TEXT,
    seq_from INT NOT NULL,
    seq_to INT
);

CREATE INDEX attachment_control ON attachment (control, dated);
