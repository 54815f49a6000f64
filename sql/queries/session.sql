-- owner: people

-- name: session_add :exec
-- in: hash bytes, person id, csrf text, waiting flag, created time
-- in: ends time, address text, agent text
INSERT INTO session (hash, person, csrf, waiting, created, seen, ends,
                     address, agent)
VALUES (:hash, :person, :csrf, :waiting, :created, :created, :ends,
        :address, :agent);

-- name: session_find :opt
-- in: hash bytes, now time, seen_after time
-- out: csrf text, waiting flag, created time, seen time
-- out: id id, email text, name text, role text, team id?, team_name text?
-- out: manager id?, employment text?, stacks text?, unit text?
-- out: duties text?, zone text?, external text?, joined time, left_at time?
SELECT s.csrf, s.waiting, s.created, s.seen,
       p.id, p.email, p.name, p.role, p.team, t.name AS team_name,
       p.manager, p.employment, p.stacks, p.unit, p.duties, p.zone,
       p.external, p.joined, p.left_at
  FROM session AS s
  JOIN account AS a ON a.person = s.person AND a.closed = 0
  JOIN person AS p ON p.id = s.person AND p.seq_to IS NULL
                  AND p.left_at IS NULL
  LEFT JOIN team AS t ON t.id = p.team AND t.seq_to IS NULL
 WHERE s.hash = :hash AND s.ends > :now AND s.seen > :seen_after;

-- name: session_touch :exec
-- in: hash bytes, now time
UPDATE session SET seen = :now WHERE hash = :hash;

-- name: session_end :exec
-- in: hash bytes
DELETE FROM session WHERE hash = :hash;

-- name: session_end_all :exec
-- in: person id
DELETE FROM session WHERE person = :person;

-- name: session_sweep :exec
-- in: now time, seen_after time
DELETE FROM session WHERE ends <= :now OR seen <= :seen_after;

-- name: link_add :exec
-- in: hash bytes, person id, purpose text, created time, ends time
INSERT INTO login_link (hash, person, purpose, created, ends, used)
VALUES (:hash, :person, :purpose, :created, :ends, NULL);

-- name: link_peek :opt
-- in: hash bytes, now time
-- out: person id, purpose text
SELECT l.person, l.purpose
  FROM login_link AS l
  JOIN account AS a ON a.person = l.person AND a.closed = 0
 WHERE l.hash = :hash AND l.used IS NULL AND l.ends > :now;

-- name: link_use :exec
-- in: hash bytes, now time
UPDATE login_link SET used = :now
 WHERE hash = :hash AND used IS NULL AND ends > :now;

-- name: link_drop_all :exec
-- in: person id
DELETE FROM login_link WHERE person = :person;

-- name: link_sweep :exec
-- in: before time
DELETE FROM login_link WHERE ends < :before;
