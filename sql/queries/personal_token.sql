-- owner: people

-- name: personal_token_add :exec
-- Changes nothing where the person has as many as they may.
-- in: id id, person id, label text, hash bytes, created time, ends time
-- in: most int
INSERT INTO personal_token (id, person, label, hash, created, ends, used)
SELECT :id, :person, :label, :hash, :created, :ends, NULL
 WHERE (SELECT COUNT(*) FROM personal_token
         WHERE person = :person AND ends > :created) < :most;

-- name: personal_token_find :opt
-- Of somebody who is here and whose account is open.
-- in: hash bytes, now time
-- out: token id, used time?
-- out: id id, email text, name text, role text, team id?, team_name text?
-- out: manager id?, employment text?, stacks text?, unit text?
-- out: duties text?, zone text?, external text?, joined time, left_at time?
SELECT k.id AS token, k.used,
       p.id, p.email, p.name, p.role, p.team, t.name AS team_name,
       p.manager, p.employment, p.stacks, p.unit, p.duties, p.zone,
       p.external, p.joined, p.left_at
  FROM personal_token AS k
  JOIN account AS a ON a.person = k.person AND a.closed = 0
  JOIN person AS p ON p.id = k.person AND p.seq_to IS NULL
                  AND p.left_at IS NULL
  LEFT JOIN team AS t ON t.id = p.team AND t.seq_to IS NULL
 WHERE k.hash = :hash AND k.ends > :now;

-- name: personal_token_used :exec
-- in: id id, now time
UPDATE personal_token SET used = :now WHERE id = :id;

-- name: personal_token_all :many
-- One's own.
-- in: person id, now time
-- out: id id, label text, created time, ends time, used time?
SELECT k.id, k.label, k.created, k.ends, k.used
  FROM personal_token AS k
 WHERE k.person = :person AND k.ends > :now
 ORDER BY k.created, k.id;

-- name: personal_token_drop :exec
-- in: id id, person id
DELETE FROM personal_token WHERE id = :id AND person = :person;

-- name: personal_token_drop_all :exec
-- in: person id
DELETE FROM personal_token WHERE person = :person;

-- name: personal_token_sweep :exec
-- in: now time
DELETE FROM personal_token WHERE ends <= :now;
