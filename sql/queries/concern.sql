-- owner: policy

-- name: concern_channel :opt
-- A mail goes out only where there is a sender.
-- out: incident_mail text?, mail_from text?, name text, public_url text
SELECT incident_mail, mail_from, name, public_url FROM organisation
 WHERE id = 1;

-- name: concern_channel_set :exec
-- in: mail text?, viewer id
UPDATE organisation SET incident_mail = :mail
 WHERE id = 1
   AND EXISTS (SELECT 1 FROM person AS v
                WHERE v.id = :viewer AND v.seq_to IS NULL
                  AND v.left_at IS NULL AND v.role = 'admin');

-- name: concern_may :opt
-- Who reads and hands over what others reported.
-- in: viewer id
-- out: yes int
SELECT 1 AS yes FROM person
 WHERE id = :viewer AND seq_to IS NULL AND left_at IS NULL
   AND role IN ('admin', 'security_lead');

-- name: concern_all :many
-- With what was last heard of each; none for a viewer without the right.
-- in: viewer id, most int
-- out: id id, kind text, text text, surface text?, reporter id?
-- out: reporter_name text?, reported time, channel text?, reference text?
-- out: handed time?
SELECT c.id, c.kind, c.text, c.surface, c.reporter, p.name AS reporter_name,
       c.reported, h.channel, h.reference, h.handed
  FROM person AS v
  JOIN concern AS c ON 1 = 1
  LEFT JOIN person AS p ON p.id = c.reporter AND p.seq_to IS NULL
  LEFT JOIN concern_handover AS h
    ON h.concern = c.id
   AND h.seq_from = (SELECT MAX(l.seq_from) FROM concern_handover AS l
                      WHERE l.concern = c.id)
 WHERE v.id = :viewer AND v.seq_to IS NULL AND v.left_at IS NULL
   AND v.role IN ('admin', 'security_lead')
 ORDER BY CASE WHEN h.reference IS NULL THEN 0 ELSE 1 END, c.reported DESC,
          c.id
 LIMIT :most;

-- name: concern_mine :many
-- in: person id, most int
-- out: id id, kind text, text text, reported time, channel text?
-- out: reference text?, handed time?
SELECT c.id, c.kind, c.text, c.reported, h.channel, h.reference, h.handed
  FROM concern AS c
  LEFT JOIN concern_handover AS h
    ON h.concern = c.id
   AND h.seq_from = (SELECT MAX(l.seq_from) FROM concern_handover AS l
                      WHERE l.concern = c.id)
 WHERE c.reporter = :person
 ORDER BY c.reported DESC, c.id
 LIMIT :most;

-- name: concern_state :opt
-- Whoever holds its number may ask how far it is, and nothing else.
-- in: id id
-- out: kind text, reported time, channel text?, reference text?, handed time?
SELECT c.kind, c.reported, h.channel, h.reference, h.handed
  FROM concern AS c
  LEFT JOIN concern_handover AS h
    ON h.concern = c.id
   AND h.seq_from = (SELECT MAX(l.seq_from) FROM concern_handover AS l
                      WHERE l.concern = c.id)
 WHERE c.id = :id;

-- name: concern_view_add :exec
-- in: id id, kind text, text text, surface text?, reporter id?, reported time
-- in: seq int
INSERT INTO concern (id, kind, text, surface, reporter, reported, seq_from,
                     seq_to)
VALUES (:id, :kind, :text, :surface, :reporter, :reported, :seq, NULL);

-- name: concern_handover_add :exec
-- in: fact id, concern id, channel text, reference text?, handed time
-- in: actor id?, seq int
INSERT INTO concern_handover (fact, concern, channel, reference, handed, actor,
                              seq_from, seq_to)
VALUES (:fact, :concern, :channel, :reference, :handed, :actor, :seq, NULL);
