-- owner: policy

-- name: incident_all :many
-- in: viewer id, program flag
-- out: incident text, title text, cwe text, occurred time, team id?
-- out: team_name text?, note text?, recorded time
SELECT i.incident, i.title, i.cwe, i.occurred, i.team, t.name AS team_name,
       i.note, i.recorded
  FROM incident AS i
  LEFT JOIN team AS t ON t.id = i.team AND t.seq_to IS NULL
 WHERE i.seq_to IS NULL
   AND (:program = 1 OR EXISTS (
       SELECT 1 FROM person AS v
        WHERE v.id = :viewer AND v.seq_to IS NULL AND v.left_at IS NULL
          AND v.role IN ('admin', 'security_lead', 'auditor')))
 ORDER BY i.occurred DESC, i.incident
 LIMIT 500;

-- name: incident_named :opt
-- in: incident text
-- out: title text, cwe text, occurred time, recorded time
SELECT title, cwe, occurred, recorded FROM incident
 WHERE incident = :incident AND seq_to IS NULL;

-- name: incident_may :opt
-- Who records incidents and closes what follows from them.
-- in: viewer id
-- out: yes int
SELECT 1 AS yes FROM person
 WHERE id = :viewer AND seq_to IS NULL AND left_at IS NULL
   AND role IN ('admin', 'security_lead');

-- name: incident_team :many
-- in: team id
-- out: person id
SELECT id AS person FROM person
 WHERE team = :team AND seq_to IS NULL AND left_at IS NULL
 ORDER BY id;

-- name: content_review_of :many
-- in: incident text
-- out: module text, version text, outcome text, note text?, reviewed time
-- out: reviewer_name text?
SELECT r.module, r.version, r.outcome, r.note, r.reviewed,
       p.name AS reviewer_name
  FROM content_review AS r
  LEFT JOIN person AS p ON p.id = r.reviewer AND p.seq_to IS NULL
 WHERE r.incident = :incident
 ORDER BY r.seq_from;

-- name: incident_view_add :exec
-- in: incident text, title text, cwe text, occurred time, team id?, note text?
-- in: recorded time, actor id?, seq int
INSERT INTO incident (incident, title, cwe, occurred, team, note, recorded,
                      actor, seq_from, seq_to)
VALUES (:incident, :title, :cwe, :occurred, :team, :note, :recorded, :actor,
        :seq, NULL)
    ON CONFLICT (incident) DO NOTHING;

-- name: content_review_add :exec
-- in: id id, module text, version text, outcome text, incident text?
-- in: note text?, reviewed time, reviewer id?, seq int
INSERT INTO content_review (id, module, version, outcome, incident, note,
                            reviewed, reviewer, seq_from, seq_to)
VALUES (:id, :module, :version, :outcome, :incident, :note, :reviewed,
        :reviewer, :seq, NULL);
