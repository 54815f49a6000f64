-- Findings over time.  An analysis is what makes "absent" mean something: the
-- same tool, category, branch and base looked again.

-- table: repository primary
-- What uploads belong to.  team is the team of the first person whose upload
-- named an author of it; its members see the findings.
CREATE TABLE repository (
    id ID NOT NULL PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    team ID,
    created TIME NOT NULL
);

-- table: analysis primary
-- base is '' for a scan of everything.
CREATE TABLE analysis (
    id ID NOT NULL PRIMARY KEY,
    repository ID NOT NULL,
    tool TEXT NOT NULL,
    category TEXT NOT NULL,
    branch TEXT NOT NULL,
    base TEXT NOT NULL,
    UNIQUE (repository, tool, category, branch, base)
);

-- table: scan primary
-- One upload, as far as one analysis goes.  digest is SHA-256 of the file: the
-- same file for the same commit is the same scan.
CREATE TABLE scan (
    id ID NOT NULL PRIMARY KEY,
    analysis ID NOT NULL,
    at TIME NOT NULL,
    commit_id TEXT NOT NULL,
    tool_version TEXT NOT NULL,
    digest BYTES NOT NULL,
    author ID,
    found INT NOT NULL,
    opened INT NOT NULL,
    kept INT NOT NULL,
    closed INT NOT NULL,
    UNIQUE (analysis, digest, commit_id)
);

-- table: finding primary
-- One weakness through all its moves; path, line and hash are where it was
-- seen last.  cwe is the first of cwes ("89,943"); level as in SARIF, 0 to 3.
CREATE TABLE finding (
    id ID NOT NULL PRIMARY KEY,
    repository ID NOT NULL,
    tool TEXT NOT NULL,
    rule TEXT NOT NULL,
    title TEXT,
    help TEXT,
    cwe INT NOT NULL,
    cwes TEXT NOT NULL,
    level INT NOT NULL,
    message TEXT NOT NULL,
    path TEXT NOT NULL,
    line INT NOT NULL,
    snippet TEXT,
    hash TEXT NOT NULL,
    commit_id TEXT NOT NULL,
    author ID,
    attribution TEXT NOT NULL,
    created TIME NOT NULL
);
CREATE INDEX finding_repository ON finding (repository, tool);
CREATE INDEX finding_author ON finding (author);

-- table: episode primary
-- One stretch of a finding being there, open while closed is NULL.
CREATE TABLE episode (
    id ID NOT NULL PRIMARY KEY,
    finding ID NOT NULL,
    analysis ID NOT NULL,
    opened TIME NOT NULL,
    opened_scan ID NOT NULL,
    closed TIME,
    closed_scan ID,
    reason TEXT
);
CREATE INDEX episode_open ON episode (analysis, closed);
CREATE INDEX episode_finding ON episode (finding, id);

-- table: finding_lesson primary
-- Which lesson was asked of whom for a finding, so that a class is asked for
-- once in a while and not with every finding.
CREATE TABLE finding_lesson (
    finding ID NOT NULL PRIMARY KEY,
    person ID NOT NULL,
    module TEXT NOT NULL,
    assignment ID NOT NULL,
    at TIME NOT NULL
);
CREATE INDEX finding_lesson_person ON finding_lesson (person, module, at);
