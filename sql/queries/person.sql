-- owner: people

-- name: person_now :opt
-- in: id id
-- out: id id, email text, name text, role text, team id?, team_name text?
-- out: manager id?, employment text?, stacks text?, unit text?
-- out: duties text?, zone text?, external text?, joined time, left_at time?
SELECT p.id, p.email, p.name, p.role, p.team, t.name AS team_name,
       p.manager, p.employment, p.stacks, p.unit, p.duties, p.zone,
       p.external, p.joined, p.left_at
  FROM person AS p
  LEFT JOIN team AS t ON t.id = p.team AND t.seq_to IS NULL
 WHERE p.id = :id AND p.seq_to IS NULL;

-- name: person_now_by_email :opt
-- in: email text
-- out: id id, email text, name text, role text, team id?, team_name text?
-- out: manager id?, employment text?, stacks text?, unit text?
-- out: duties text?, zone text?, external text?, joined time, left_at time?
SELECT p.id, p.email, p.name, p.role, p.team, t.name AS team_name,
       p.manager, p.employment, p.stacks, p.unit, p.duties, p.zone,
       p.external, p.joined, p.left_at
  FROM person AS p
  LEFT JOIN team AS t ON t.id = p.team AND t.seq_to IS NULL
 WHERE p.email = :email AND p.seq_to IS NULL AND p.left_at IS NULL;

-- name: person_all :many
-- No row for a viewer without the right; with it at least their own.
-- in: viewer id, with_left flag
-- out: id id, email text, name text, role text, team id?, team_name text?
-- out: manager id?, employment text?, stacks text?, unit text?
-- out: duties text?, zone text?, external text?, joined time, left_at time?
SELECT p.id, p.email, p.name, p.role, p.team, t.name AS team_name,
       p.manager, p.employment, p.stacks, p.unit, p.duties, p.zone,
       p.external, p.joined, p.left_at
  FROM person AS v
  JOIN person AS p ON p.seq_to IS NULL
  LEFT JOIN team AS t ON t.id = p.team AND t.seq_to IS NULL
 WHERE v.id = :viewer AND v.seq_to IS NULL AND v.left_at IS NULL
   AND v.role IN ('admin', 'security_lead', 'auditor')
   AND (:with_left = 1 OR p.left_at IS NULL)
 ORDER BY p.name, p.id;

-- name: person_found :many
-- A page of those whose name or address is like a pattern; total: on all pages.
-- No row for a viewer without the right.
-- in: viewer id, pattern text, most int, skip int
-- out: id id, email text, name text, role text, team id?, team_name text?
-- out: manager id?, employment text?, stacks text?, unit text?
-- out: duties text?, zone text?, external text?, joined time, left_at time?
-- out: total int
SELECT p.id, p.email, p.name, p.role, p.team, t.name AS team_name,
       p.manager, p.employment, p.stacks, p.unit, p.duties, p.zone,
       p.external, p.joined, p.left_at, COUNT(*) OVER () AS total
  FROM person AS v
  JOIN person AS p ON p.seq_to IS NULL
  LEFT JOIN team AS t ON t.id = p.team AND t.seq_to IS NULL
 WHERE v.id = :viewer AND v.seq_to IS NULL AND v.left_at IS NULL
   AND v.role IN ('admin', 'security_lead', 'auditor')
   AND (LOWER(p.name) LIKE LOWER(:pattern) ESCAPE '!'
        OR LOWER(p.email) LIKE LOWER(:pattern) ESCAPE '!')
 ORDER BY p.name, p.id
 LIMIT :most OFFSET :skip;

-- name: person_of_team :many
-- The viewer leads the team or sees all.
-- in: viewer id, team id
-- out: id id, email text, name text, role text, team id?, team_name text?
-- out: manager id?, employment text?, stacks text?, unit text?
-- out: duties text?, zone text?, external text?, joined time, left_at time?
SELECT p.id, p.email, p.name, p.role, p.team, t.name AS team_name,
       p.manager, p.employment, p.stacks, p.unit, p.duties, p.zone,
       p.external, p.joined, p.left_at
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
-- out: manager id?, employment text?, stacks text?, unit text?
-- out: duties text?, zone text?, external text?, joined time, left_at time?
SELECT p.id, p.email, p.name, p.role, p.team, t.name AS team_name,
       p.manager, p.employment, p.stacks, p.unit, p.duties, p.zone,
       p.external, p.joined, p.left_at
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
-- in: employment text?, stacks text?, external text?, unit text?
-- in: duties text?, zone text?, joined time, at_from time, seq int
INSERT INTO person
       (id, email, name, role, team, manager, employment, stacks, external,
        unit, duties, zone, joined, left_at, at_from, seq_from, seq_to)
VALUES (:id, :email, :name, :role, :team, :manager, :employment, :stacks,
        :external, :unit, :duties, :zone, :joined, NULL, :at_from, :seq,
        NULL);

-- name: person_view_change :exec
-- From the row that person_view_close has just closed.
-- in: id id, email text?, name text?, role text?, team id?, no_team flag
-- in: manager id?, no_manager flag, employment text?, stacks text?
-- in: external text?, unit text?, no_unit flag, duties text?, zone text?
-- in: joined time?, at_from time, seq int
INSERT INTO person
       (id, email, name, role, team, manager, employment, stacks, external,
        unit, duties, zone, joined, left_at, at_from, seq_from, seq_to)
SELECT id, COALESCE(:email, email), COALESCE(:name, name),
       COALESCE(:role, role),
       CASE WHEN :no_team = 1 THEN NULL ELSE COALESCE(:team, team) END,
       CASE WHEN :no_manager = 1 THEN NULL
            ELSE COALESCE(:manager, manager) END,
       COALESCE(:employment, employment), COALESCE(:stacks, stacks),
       COALESCE(:external, external),
       CASE WHEN :no_unit = 1 THEN NULL ELSE COALESCE(:unit, unit) END,
       COALESCE(:duties, duties), COALESCE(:zone, zone),
       COALESCE(:joined, joined), left_at, :at_from, :seq, NULL
  FROM person WHERE id = :id AND seq_to = :seq;

-- name: person_view_leave :exec
-- in: id id, left_at time, at_from time, seq int
INSERT INTO person
       (id, email, name, role, team, manager, employment, stacks, external,
        unit, duties, zone, joined, left_at, at_from, seq_from, seq_to)
SELECT id, email, name, role, team, manager, employment, stacks, external,
       unit, duties, zone, joined, :left_at, :at_from, :seq, NULL
  FROM person WHERE id = :id AND seq_to = :seq;

-- name: person_change_add :exec
-- in: person id, kind text, effective time, known time, starts time?
-- in: role text?, team id?, no_team flag, manager id?, no_manager flag
-- in: unit text?, no_unit flag, employment text?, stacks text?
-- in: duties text?, zone text?, seq int
INSERT INTO person_change
       (person, kind, effective, known, starts, role, team, no_team, manager,
        no_manager, unit, no_unit, employment, stacks, duties, zone,
        seq_from, seq_to)
VALUES (:person, :kind, :effective, :known, :starts, :role, :team, :no_team,
        :manager, :no_manager, :unit, :no_unit, :employment, :stacks,
        :duties, :zone, :seq, NULL);

-- name: person_change_later :one
-- How often something that held later than :effective, and at :now already,
-- was said of each field within the employment that runs.
-- in: person id, effective time, now time
-- out: role int, team int, manager int, unit int, employment int
-- out: stacks int, duties int, zone int
SELECT COUNT(role) AS role,
       COUNT(CASE WHEN no_team = 1 THEN 1 WHEN team IS NOT NULL THEN 1
             END) AS team,
       COUNT(CASE WHEN no_manager = 1 THEN 1 WHEN manager IS NOT NULL THEN 1
             END) AS manager,
       COUNT(CASE WHEN no_unit = 1 THEN 1 WHEN unit IS NOT NULL THEN 1
             END) AS unit,
       COUNT(employment) AS employment, COUNT(stacks) AS stacks,
       COUNT(duties) AS duties, COUNT(zone) AS zone
  FROM person_change
 WHERE person = :person AND kind = 'changed'
   AND effective > :effective AND effective <= :now
   AND seq_from >= (SELECT COALESCE(MAX(j.seq_from), 0)
                      FROM person_change AS j
                     WHERE j.person = :person AND j.kind = 'joined');

-- name: person_as_of :many
-- What was said, up to :now, of the employment that runs; the oldest first,
-- its beginning before all.
-- in: person id, now time
-- out: role text?, team id?, no_team flag, manager id?, no_manager flag
-- out: unit text?, no_unit flag, employment text?, stacks text?
-- out: duties text?, zone text?
SELECT role, team, no_team, manager, no_manager, unit, no_unit, employment,
       stacks, duties, zone
  FROM person_change
 WHERE person = :person AND kind <> 'left'
   AND (kind = 'joined' OR effective <= :now)
   AND seq_from >= (SELECT COALESCE(MAX(j.seq_from), 0)
                      FROM person_change AS j
                     WHERE j.person = :person AND j.kind = 'joined')
 ORDER BY CASE WHEN kind = 'joined' THEN 0 ELSE 1 END, effective, seq_from;

-- name: roster_count :one
-- out: people int
SELECT COUNT(*) AS people FROM person WHERE seq_to IS NULL;

-- name: roster_people :each
-- Everybody there is or was, for who has the right to change them all.
-- out: id id, email text, name text, role text, team id?, team_name text?
-- out: manager id?, employment text?, stacks text?, unit text?
-- out: duties text?, zone text?, external text?, joined time, left_at time?
SELECT p.id, p.email, p.name, p.role, p.team, t.name AS team_name,
       p.manager, p.employment, p.stacks, p.unit, p.duties, p.zone,
       p.external, p.joined, p.left_at
  FROM person AS p
  LEFT JOIN team AS t ON t.id = p.team AND t.seq_to IS NULL
 WHERE p.seq_to IS NULL
 ORDER BY p.id;

-- name: roster_past :each
-- As person_as_of for everybody, with when it holds.
-- out: person id, kind text, effective time, role text?, team id?
-- out: no_team flag, manager id?, no_manager flag, unit text?, no_unit flag
-- out: employment text?, stacks text?, duties text?, zone text?
SELECT c.person, c.kind, c.effective, c.role, c.team, c.no_team, c.manager,
       c.no_manager, c.unit, c.no_unit, c.employment, c.stacks, c.duties,
       c.zone
  FROM person_change AS c
 WHERE c.kind <> 'left'
   AND c.seq_from >= (SELECT COALESCE(MAX(j.seq_from), 0)
                        FROM person_change AS j
                       WHERE j.person = c.person AND j.kind = 'joined')
 ORDER BY c.person, CASE WHEN c.kind = 'joined' THEN 0 ELSE 1 END,
          c.effective, c.seq_from;
