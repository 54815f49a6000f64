-- owner: policy

-- name: notice_open :many
-- Of one person: current notices whose words they have not acknowledged.
-- in: person id, now time
-- out: notice text, title text, content bytes, audience text, published time
SELECT n.notice, n.title, n.content, n.audience, n.published
  FROM notice AS n
 WHERE n.seq_to IS NULL AND (n.until IS NULL OR n.until > :now)
   AND NOT EXISTS (SELECT 1 FROM notice_ack AS a
                    WHERE a.notice = n.notice AND a.content = n.content
                      AND a.person = :person)
 ORDER BY n.published DESC, n.notice
 LIMIT 200;

-- name: notice_all :many
-- in: person id
-- out: notice text, title text, content bytes, audience text, until time?
-- out: published time, publisher_name text?, acknowledged time?
SELECT n.notice, n.title, n.content, n.audience, n.until, n.published,
       p.name AS publisher_name, a.acknowledged
  FROM notice AS n
  LEFT JOIN person AS p ON p.id = n.publisher AND p.seq_to IS NULL
  LEFT JOIN notice_ack AS a ON a.notice = n.notice AND a.content = n.content
        AND a.person = :person
 WHERE n.seq_to IS NULL
 ORDER BY n.published DESC, n.notice
 LIMIT 500;

-- name: notice_named :opt
-- in: notice text, person id
-- out: notice text, title text, content bytes, audience text, until time?
-- out: published time, publisher_name text?, acknowledged time?
SELECT n.notice, n.title, n.content, n.audience, n.until, n.published,
       p.name AS publisher_name, a.acknowledged
  FROM notice AS n
  LEFT JOIN person AS p ON p.id = n.publisher AND p.seq_to IS NULL
  LEFT JOIN notice_ack AS a ON a.notice = n.notice AND a.content = n.content
        AND a.person = :person
 WHERE n.notice = :notice AND n.seq_to IS NULL;

-- name: notice_acks :many
-- Who acknowledged the words as they stand.
-- in: notice text, content bytes
-- out: person id
SELECT person FROM notice_ack
 WHERE notice = :notice AND content = :content
 ORDER BY person;

-- name: notice_sees :opt
-- Whether a viewer may know who read what.
-- in: viewer id
-- out: yes int
SELECT 1 AS yes FROM person
 WHERE id = :viewer AND seq_to IS NULL AND left_at IS NULL
   AND role IN ('admin', 'security_lead', 'auditor');

-- name: notice_may :opt
-- Whether they may publish.
-- in: viewer id
-- out: yes int
SELECT 1 AS yes FROM person
 WHERE id = :viewer AND seq_to IS NULL AND left_at IS NULL
   AND role IN ('admin', 'security_lead');

-- name: notice_view_close :exec
-- in: notice text, seq int
UPDATE notice SET seq_to = :seq WHERE notice = :notice AND seq_to IS NULL;

-- name: notice_view_add :exec
-- in: notice text, title text, content bytes, audience text, until time?
-- in: published time, publisher id?, seq int
INSERT INTO notice (notice, title, content, audience, until, published,
                    publisher, seq_from, seq_to)
VALUES (:notice, :title, :content, :audience, :until, :published, :publisher,
        :seq, NULL);

-- name: notice_ack_add :exec
-- in: notice text, content bytes, person id, acknowledged time, seq int
INSERT INTO notice_ack (notice, content, person, acknowledged, seq_from,
                        seq_to)
VALUES (:notice, :content, :person, :acknowledged, :seq, NULL)
    ON CONFLICT (notice, content, person) DO NOTHING;

-- name: notice_teams :many
-- Names for those who may read the notice.
-- out: id id, name text
SELECT id, name FROM team WHERE seq_to IS NULL AND closed = 0 ORDER BY id;
