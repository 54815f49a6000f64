-- owner: people

-- name: person_now :opt
-- in: id id
-- out: id id, email text, name text, role text, team id?, team_name text?
-- out: manager id?, employment text?, stacks text?, left_at time?
SELECT p.id, p.email, p.name, p.role, p.team, t.name AS team_name,
       p.manager, p.employment, p.stacks, p.left_at
  FROM person AS p
  LEFT JOIN team AS t ON t.id = p.team AND t.seq_to IS NULL
 WHERE p.id = :id AND p.seq_to IS NULL;

-- name: person_now_by_email :opt
-- in: email text
-- out: id id, email text, name text, role text, team id?, team_name text?
-- out: manager id?, employment text?, stacks text?, left_at time?
SELECT p.id, p.email, p.name, p.role, p.team, t.name AS team_name,
       p.manager, p.employment, p.stacks, p.left_at
  FROM person AS p
  LEFT JOIN team AS t ON t.id = p.team AND t.seq_to IS NULL
 WHERE p.email = :email AND p.seq_to IS NULL AND p.left_at IS NULL;

-- name: person_all :many
-- No row for a viewer without the right; with it at least their own.
-- in: viewer id, with_left flag
-- out: id id, email text, name text, role text, team id?, team_name text?
-- out: manager id?, employment text?, stacks text?, left_at time?
SELECT p.id, p.email, p.name, p.role, p.team, t.name AS team_name,
       p.manager, p.employment, p.stacks, p.left_at
  FROM person AS v
  JOIN person AS p ON p.seq_to IS NULL
  LEFT JOIN team AS t ON t.id = p.team AND t.seq_to IS NULL
 WHERE v.id = :viewer AND v.seq_to IS NULL AND v.left_at IS NULL
   AND v.role IN ('admin', 'security_lead', 'auditor')
   AND (:with_left = 1 OR p.left_at IS NULL)
 ORDER BY p.name, p.id;

-- name: person_of_team :many
-- The viewer leads the team or sees all.
-- in: viewer id, team id
-- out: id id, email text, name text, role text, team id?, team_name text?
-- out: manager id?, employment text?, stacks text?, left_at time?
SELECT p.id, p.email, p.name, p.role, p.team, t.name AS team_name,
       p.manager, p.employment, p.stacks, p.left_at
  FROM person AS v
  JOIN team AS t ON t.id = :team AND t.seq_to IS NULL
  JOIN person AS p ON p.team = t.id AND p.seq_to IS NULL
                  AND p.left_at IS NULL
 WHERE v.id = :viewer AND v.seq_to IS NULL AND v.left_at IS NULL
   AND (v.role IN ('admin', 'security_lead', 'auditor') OR t.lead = v.id)
 ORDER BY p.name, p.id;

-- name: person_each :many
-- For the terminal, where nobody is signed in.
-- in: with_left flag
-- out: id id, email text, name text, role text, team id?, team_name text?
-- out: manager id?, employment text?, stacks text?, left_at time?
SELECT p.id, p.email, p.name, p.role, p.team, t.name AS team_name,
       p.manager, p.employment, p.stacks, p.left_at
  FROM person AS p
  LEFT JOIN team AS t ON t.id = p.team AND t.seq_to IS NULL
 WHERE p.seq_to IS NULL AND (:with_left = 1 OR p.left_at IS NULL)
 ORDER BY p.name, p.id;

-- name: person_administers :opt
-- in: viewer id
-- out: yes int
SELECT 1 AS yes FROM person
 WHERE id = :viewer AND seq_to IS NULL AND left_at IS NULL
   AND role = 'admin';

-- name: person_other_admins :one
-- in: person id
-- out: n int
SELECT COUNT(*) AS n FROM person
 WHERE role = 'admin' AND seq_to IS NULL AND left_at IS NULL
   AND id <> :person;

-- name: person_view_close :exec
-- in: id id, seq int
UPDATE person SET seq_to = :seq WHERE id = :id AND seq_to IS NULL;

-- name: person_view_join :exec
-- in: id id, email text, name text, role text, team id?, manager id?
-- in: employment text?, stacks text?, external text?, joined time
-- in: at_from time, seq int
INSERT INTO person
       (id, email, name, role, team, manager, employment, stacks, external,
        joined, left_at, at_from, seq_from, seq_to)
VALUES (:id, :email, :name, :role, :team, :manager, :employment, :stacks,
        :external, :joined, NULL, :at_from, :seq, NULL);

-- name: person_view_change :exec
-- From the row that person_view_close has just closed.
-- in: id id, email text?, name text?, role text?, team id?, no_team flag
-- in: manager id?, no_manager flag, employment text?, stacks text?
-- in: external text?, at_from time, seq int
INSERT INTO person
       (id, email, name, role, team, manager, employment, stacks, external,
        joined, left_at, at_from, seq_from, seq_to)
SELECT id, COALESCE(:email, email), COALESCE(:name, name),
       COALESCE(:role, role),
       CASE WHEN :no_team = 1 THEN NULL ELSE COALESCE(:team, team) END,
       CASE WHEN :no_manager = 1 THEN NULL
            ELSE COALESCE(:manager, manager) END,
       COALESCE(:employment, employment), COALESCE(:stacks, stacks),
       COALESCE(:external, external), joined, left_at, :at_from, :seq, NULL
  FROM person WHERE id = :id AND seq_to = :seq;

-- name: person_view_leave :exec
-- in: id id, left_at time, at_from time, seq int
INSERT INTO person
       (id, email, name, role, team, manager, employment, stacks, external,
        joined, left_at, at_from, seq_from, seq_to)
SELECT id, email, name, role, team, manager, employment, stacks, external,
       joined, :left_at, :at_from, :seq, NULL
  FROM person WHERE id = :id AND seq_to = :seq;
