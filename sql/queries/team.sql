-- owner: people

-- name: team_all :many
-- The teams a viewer may look into.
-- in: viewer id
-- out: id id, name text, lead id?, lead_name text?, members int
SELECT t.id, t.name, t.lead, l.name AS lead_name,
       (SELECT COUNT(*) FROM person AS m
         WHERE m.team = t.id AND m.seq_to IS NULL
           AND m.left_at IS NULL) AS members
  FROM person AS v
  JOIN team AS t ON t.seq_to IS NULL AND t.closed = 0
  LEFT JOIN person AS l ON l.id = t.lead AND l.seq_to IS NULL
 WHERE v.id = :viewer AND v.seq_to IS NULL AND v.left_at IS NULL
   AND (v.role IN ('admin', 'security_lead', 'auditor') OR t.lead = v.id)
 ORDER BY t.name, t.id;

-- name: team_seen :opt
-- Whether a viewer may look into one.
-- in: viewer id, team id
-- out: name text
SELECT t.name
  FROM person AS v
  JOIN team AS t ON t.id = :team AND t.seq_to IS NULL
 WHERE v.id = :viewer AND v.seq_to IS NULL AND v.left_at IS NULL
   AND (v.role IN ('admin', 'security_lead', 'auditor') OR t.lead = v.id);

-- name: team_named :opt
-- in: name text
-- out: team id
SELECT team FROM team_name WHERE name = :name;

-- name: team_name_add :exec
-- in: name text, team id
INSERT INTO team_name (name, team) VALUES (:name, :team)
    ON CONFLICT (name) DO NOTHING;

-- name: team_view_close :exec
-- in: id id, seq int
UPDATE team SET seq_to = :seq WHERE id = :id AND seq_to IS NULL;

-- name: team_view_make :exec
-- in: id id, name text, lead id?, closed flag, at_from time, seq int
INSERT INTO team (id, name, lead, closed, at_from, seq_from, seq_to)
VALUES (:id, :name, :lead, :closed, :at_from, :seq, NULL);

-- name: team_view_change :exec
-- in: id id, name text?, lead id?, closed flag?, at_from time, seq int
INSERT INTO team (id, name, lead, closed, at_from, seq_from, seq_to)
SELECT id, COALESCE(:name, name), COALESCE(:lead, lead),
       COALESCE(:closed, closed), :at_from, :seq, NULL
  FROM team WHERE id = :id AND seq_to = :seq;

-- name: team_names :many
-- Every name that is taken, also before its fact has a number.
-- out: name text, team id
SELECT name, team FROM team_name ORDER BY name;
