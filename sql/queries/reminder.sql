-- owner: policy
-- Who was told what and when, and whom there is to tell.

-- name: reminder_claim :exec
-- Changes a row for the one who may send, and for nobody after.
-- in: recipient id, rung text, day int, at time
INSERT INTO reminder_sent (recipient, rung, day, at)
VALUES (:recipient, :rung, :day, :at)
    ON CONFLICT (recipient, rung, day) DO NOTHING;

-- name: reminder_last :many
-- The last message of each rung.
-- in: rung text
-- out: recipient id, at time
SELECT r.recipient, COALESCE(MAX(r.at), 0) AS at
  FROM reminder_sent AS r
 WHERE r.rung = :rung
 GROUP BY r.recipient
 ORDER BY r.recipient;

-- name: reminder_team :many
-- out: id id, name text, lead id?
SELECT t.id, t.name, t.lead
  FROM team AS t
 WHERE t.seq_to IS NULL AND t.closed = 0
 ORDER BY t.id;

-- name: reminder_away :many
-- Who is on leave at an instant.
-- in: now time
-- out: person id
SELECT DISTINCT a.person
  FROM absence AS a
 WHERE a.seq_to IS NULL AND a.withdrawn = 0 AND a.from_at <= :now
   AND (a.to_at IS NULL OR a.to_at >= :now)
 ORDER BY a.person;

-- name: reminder_asked :many
-- Whom a lead or a finding asked for something that they have not done since.
-- out: person id
SELECT DISTINCT a.person
  FROM assignment AS a
  JOIN person AS p ON p.id = a.person AND p.seq_to IS NULL
                  AND p.left_at IS NULL
 WHERE a.seq_to IS NULL AND a.asked_by <> 'rule'
   AND NOT EXISTS (SELECT 1 FROM completion AS c
                    WHERE c.person = a.person AND c.module = a.module
                      AND c.seq_to IS NULL AND c.earned >= a.made)
 ORDER BY a.person;

-- name: reminder_led :opt
-- Somebody whom the viewer may ask in person: a member of a team they lead,
-- and for an administrator or a security lead anybody.
-- in: viewer id, person id
-- out: name text, email text, viewer_name text
SELECT p.name, p.email, v.name AS viewer_name
  FROM person AS v
  JOIN person AS p ON p.id = :person AND p.seq_to IS NULL
                  AND p.left_at IS NULL
  LEFT JOIN team AS t ON t.id = p.team AND t.seq_to IS NULL
 WHERE v.id = :viewer AND v.seq_to IS NULL AND v.left_at IS NULL
   AND (v.role IN ('admin', 'security_lead')
        OR (v.role = 'lead' AND t.lead = v.id));

-- name: reminder_open_asking :opt
-- Asked of somebody by hand or by a finding, and not passed since.
-- in: person id, module text
-- out: id id
SELECT a.id
  FROM assignment AS a
 WHERE a.person = :person AND a.module = :module AND a.seq_to IS NULL
   AND a.asked_by <> 'rule'
   AND NOT EXISTS (SELECT 1 FROM completion AS c
                    WHERE c.person = a.person AND c.module = a.module
                      AND c.seq_to IS NULL AND c.earned >= a.made)
 ORDER BY a.id
 LIMIT 1;

-- name: reminder_led_all :many
-- The members of the teams a lead leads, but for themselves.
-- in: viewer id
-- out: id id, name text, email text
SELECT p.id, p.name, p.email
  FROM person AS v
  JOIN team AS t ON t.lead = v.id AND t.seq_to IS NULL AND t.closed = 0
  JOIN person AS p ON p.team = t.id AND p.seq_to IS NULL
                  AND p.left_at IS NULL AND p.id <> v.id
 WHERE v.id = :viewer AND v.seq_to IS NULL AND v.left_at IS NULL
   AND v.role IN ('lead', 'admin')
 ORDER BY p.name, p.id;
