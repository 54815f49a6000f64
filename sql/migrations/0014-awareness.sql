-- Awareness: what was told and who read it, what practice campaigns showed, what
-- worried people, and what incidents taught.

-- Where concerns are handed over to: an address, or NULL where there is none.
ALTER TABLE organisation ADD COLUMN incident_mail TEXT;

-- table: notice view
-- From notice.published: a later fact of the same notice closes the row and
-- opens another, which asks to be read anew.  audience is canonical JSON.
CREATE TABLE notice (
    notice TEXT NOT NULL,
    title TEXT NOT NULL,
    content BYTES NOT NULL,
    audience TEXT NOT NULL,
    until TIME,
    published TIME NOT NULL,
    publisher ID,
    seq_from INT NOT NULL,
    seq_to INT,
    PRIMARY KEY (notice, seq_from)
);

CREATE UNIQUE INDEX notice_now ON notice (notice) WHERE seq_to IS NULL;

-- table: notice_ack view
-- From notice.acknowledged: the first of a person for those words.
CREATE TABLE notice_ack (
    notice TEXT NOT NULL,
    content BYTES NOT NULL,
    person ID NOT NULL,
    acknowledged TIME NOT NULL,
    seq_from INT NOT NULL,
    seq_to INT,
    PRIMARY KEY (notice, content, person)
);

CREATE INDEX notice_ack_person ON notice_ack (person);

-- table: campaign view
-- From campaign.imported: counts, and nobody by name.  campaign is made of the
-- instant its first mail went out, so that a later export of the same one
-- takes the place of an earlier.  content is the SHA-256 of the file, which is
-- not kept.
CREATE TABLE campaign (
    campaign TEXT NOT NULL,
    title TEXT NOT NULL,
    difficulty TEXT NOT NULL,
    sent_at TIME NOT NULL,
    sent INT NOT NULL,
    opened INT,
    clicked INT NOT NULL,
    submitted INT,
    reported INT NOT NULL,
    both_did INT,
    suppressed INT NOT NULL,
    source TEXT NOT NULL,
    content BYTES NOT NULL,
    imported TIME NOT NULL,
    importer ID,
    seq_from INT NOT NULL,
    seq_to INT,
    PRIMARY KEY (campaign, seq_from)
);

CREATE UNIQUE INDEX campaign_now ON campaign (campaign) WHERE seq_to IS NULL;
CREATE INDEX campaign_content ON campaign (content);

-- table: campaign_draft queue
-- The counts of a file that somebody looks at before they are imported.
CREATE TABLE campaign_draft (
    id ID NOT NULL PRIMARY KEY,
    person ID NOT NULL,
    made TIME NOT NULL,
    title TEXT NOT NULL,
    difficulty TEXT NOT NULL,
    sent_at TIME NOT NULL,
    sent INT NOT NULL,
    opened INT NOT NULL,
    clicked INT NOT NULL,
    submitted INT NOT NULL,
    reported INT NOT NULL,
    both_did INT NOT NULL,
    suppressed INT NOT NULL,
    source TEXT NOT NULL,
    content BYTES NOT NULL
);

CREATE INDEX campaign_draft_made ON campaign_draft (made);

-- table: concern view
-- From concern.reported: reporter is NULL where it came without a name, then
-- nothing says whose it is.
CREATE TABLE concern (
    id ID NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL,
    text TEXT NOT NULL,
    surface TEXT,
    reporter ID,
    reported TIME NOT NULL,
    seq_from INT NOT NULL,
    seq_to INT
);

CREATE INDEX concern_reporter ON concern (reporter, reported);

-- table: concern_handover view
-- From concern.handed-over.  One without a reference says that it was sent to
-- the channel, one with it that it was taken up there.
CREATE TABLE concern_handover (
    fact ID NOT NULL PRIMARY KEY,
    concern ID NOT NULL,
    channel TEXT NOT NULL,
    reference TEXT,
    handed TIME NOT NULL,
    actor ID,
    seq_from INT NOT NULL,
    seq_to INT
);

CREATE INDEX concern_handover_of ON concern_handover (concern, seq_from);

-- table: incident view
-- From incident.recorded; the first fact of an incident counts.  cwe is a
-- canonical JSON list of numbers.
CREATE TABLE incident (
    incident TEXT NOT NULL PRIMARY KEY,
    title TEXT NOT NULL,
    cwe TEXT NOT NULL,
    occurred TIME NOT NULL,
    team ID,
    note TEXT,
    recorded TIME NOT NULL,
    actor ID,
    seq_from INT NOT NULL,
    seq_to INT
);

-- table: content_review view
-- From content.reviewed: somebody looked at a module and kept or changed it.
CREATE TABLE content_review (
    id ID NOT NULL PRIMARY KEY,
    module TEXT NOT NULL,
    version TEXT NOT NULL,
    outcome TEXT NOT NULL,
    incident TEXT,
    note TEXT,
    reviewed TIME NOT NULL,
    reviewer ID,
    seq_from INT NOT NULL,
    seq_to INT
);

CREATE INDEX content_review_module ON content_review (module, reviewed);
