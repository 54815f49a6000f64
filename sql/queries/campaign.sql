-- owner: policy

-- name: campaign_all :many
-- Newest first.  No row for a viewer without the right, unless the program
-- itself asks.
-- in: viewer id, program flag
-- out: campaign text, title text, difficulty text, sent_at time, sent int
-- out: opened int?, clicked int, submitted int?, reported int, both_did int?
-- out: suppressed int, source text, content bytes, imported time
SELECT c.campaign, c.title, c.difficulty, c.sent_at, c.sent, c.opened,
       c.clicked, c.submitted, c.reported, c.both_did, c.suppressed, c.source,
       c.content, c.imported
  FROM campaign AS c
 WHERE c.seq_to IS NULL
   AND (:program = 1 OR EXISTS (
       SELECT 1 FROM person AS v
        WHERE v.id = :viewer AND v.seq_to IS NULL AND v.left_at IS NULL
          AND v.role IN ('admin', 'security_lead', 'auditor')))
 ORDER BY c.sent_at DESC, c.campaign;

-- name: campaign_by_content :opt
-- in: content bytes
-- out: title text, imported time
SELECT title, imported FROM campaign
 WHERE content = :content
 ORDER BY seq_from LIMIT 1;

-- name: campaign_named :opt
-- in: campaign text
-- out: title text, imported time
SELECT title, imported FROM campaign
 WHERE campaign = :campaign AND seq_to IS NULL;

-- name: campaign_may :opt
-- Who brings campaigns in.
-- in: viewer id
-- out: yes int
SELECT 1 AS yes FROM person
 WHERE id = :viewer AND seq_to IS NULL AND left_at IS NULL
   AND role IN ('admin', 'security_lead');

-- name: campaign_draft_add :exec
-- in: id id, person id, made time, title text, difficulty text, sent_at time
-- in: sent int, opened int, clicked int, submitted int, reported int
-- in: both_did int, suppressed int, source text, content bytes
INSERT INTO campaign_draft (id, person, made, title, difficulty, sent_at, sent,
                            opened, clicked, submitted, reported, both_did,
                            suppressed, source, content)
VALUES (:id, :person, :made, :title, :difficulty, :sent_at, :sent, :opened,
        :clicked, :submitted, :reported, :both_did, :suppressed, :source,
        :content);

-- name: campaign_draft_get :opt
-- in: id id, person id
-- out: title text, difficulty text, sent_at time, sent int, opened int
-- out: clicked int, submitted int, reported int, both_did int
-- out: suppressed int, source text, content bytes
SELECT title, difficulty, sent_at, sent, opened, clicked, submitted, reported,
       both_did, suppressed, source, content
  FROM campaign_draft
 WHERE id = :id AND person = :person;

-- name: campaign_draft_drop :exec
-- The one that is done with, and whatever lies about from before.
-- in: id id, before time
DELETE FROM campaign_draft WHERE id = :id OR made < :before;

-- name: campaign_view_close :exec
-- in: campaign text, seq int
UPDATE campaign SET seq_to = :seq
 WHERE campaign = :campaign AND seq_to IS NULL;

-- name: campaign_view_add :exec
-- in: campaign text, title text, difficulty text, sent_at time, sent int
-- in: opened int?, clicked int, submitted int?, reported int, both_did int?
-- in: suppressed int, source text, content bytes, imported time, importer id?
-- in: seq int
INSERT INTO campaign (campaign, title, difficulty, sent_at, sent, opened,
                      clicked, submitted, reported, both_did, suppressed,
                      source, content, imported, importer, seq_from, seq_to)
VALUES (:campaign, :title, :difficulty, :sent_at, :sent, :opened, :clicked,
        :submitted, :reported, :both_did, :suppressed, :source, :content,
        :imported, :importer, :seq, NULL);
