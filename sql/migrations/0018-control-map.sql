-- What frameworks asked, as it stood.

-- table: control_map view
-- From control-map.published: a row for each content that an edition of a
-- framework had; the current one has no seq_to.  content is the file's hash.
CREATE TABLE control_map (
    framework TEXT NOT NULL,
    edition TEXT NOT NULL,
    content BYTES NOT NULL,
    published TIME NOT NULL,
    seq_from INT NOT NULL,
    seq_to INT,
    PRIMARY KEY (framework, edition, seq_from)
);
