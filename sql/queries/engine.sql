-- owner: policy
-- What the engine holds in memory.  Each takes persons from low to high: one,
-- or all, in the order of persons and as an index has it.

-- name: engine_position :one
-- How far the log is numbered: the last number, -1 for an empty one.
-- out: seq int
SELECT COALESCE(MAX(seq), -1) AS seq FROM ledger_fact;

-- name: engine_since :many
-- Whom the facts after a number are about, and of which types they are.  Not
-- grouped: SQLite would read the whole log in the order of the groups.
-- in: seq int, most int
-- out: subject id?, type text
SELECT subject, type FROM ledger_fact
 WHERE seq > :seq
 ORDER BY seq
 LIMIT :most;

-- name: engine_policies :many
-- out: version int, content bytes, effective time
SELECT version, content, effective FROM policy_version
 ORDER BY version;

-- name: engine_persons :each
-- in: low id, high id
-- out: id id, email text, name text, team id?, manager id?
SELECT p.id, p.email, p.name, p.team, p.manager
  FROM person AS p
 WHERE p.seq_to IS NULL AND p.id >= :low AND p.id <= :high
 ORDER BY p.id;

-- name: engine_changes :each
-- in: low id, high id
-- out: person id, kind text, effective time, known time, starts time?
-- out: role text?, team id?, no_team flag, unit text?, no_unit flag
-- out: employment text?, stacks text?, duties text?, zone text?
SELECT person, kind, effective, known, starts, role, team, no_team, unit,
       no_unit, employment, stacks, duties, zone
  FROM person_change
 WHERE person >= :low AND person <= :high
 ORDER BY person, seq_from;

-- name: engine_teams :many
-- out: id id, name text
SELECT id, name FROM team WHERE seq_to IS NULL;

-- name: engine_grants :each
-- in: low id, high id
-- out: person id, system text, level text, since time, since_known time
-- out: until time?, until_known time?
SELECT person, system, level, since, since_known, until, until_known
  FROM access_grant
 WHERE seq_to IS NULL AND person >= :low AND person <= :high
 ORDER BY person, seq_from, system, level, source;

-- name: engine_absences :each
-- in: low id, high id
-- out: person id, from_at time, to_at time?
SELECT person, from_at, to_at FROM absence
 WHERE withdrawn = 0 AND person >= :low AND person <= :high
 ORDER BY person, from_at, id;

-- name: engine_completions :each
-- in: low id, high id
-- out: person id, module text, at time, version text, how text, score int?
SELECT person, module, earned AS at, version, how, score
  FROM completion
 WHERE seq_to IS NULL AND person >= :low AND person <= :high
 ORDER BY person, module, earned;

-- name: engine_outside :each
-- in: low id, high id
-- out: person id, module text, at time, version text?, how text, until time?
SELECT person, module, completed AS at, version, how, valid_until AS until
  FROM outside_proof
 WHERE person >= :low AND person <= :high
 ORDER BY person, module, completed;

-- name: engine_labs :each
-- in: low id, high id
-- out: person id, lab text, at time, version text
SELECT person, lab, judged AS at, version
  FROM lab_result
 WHERE passed = 1 AND person >= :low AND person <= :high
 ORDER BY person, lab, judged;

-- name: engine_signed :each
-- in: low id, high id
-- out: person id, policy text, at time, version int
SELECT person, policy, signed_at AS at, version
  FROM policy_signature
 WHERE person >= :low AND person <= :high
 ORDER BY person, signed_at;

-- name: engine_exceptions :each
-- What was granted, also where its end has come.
-- in: low id, high id
-- out: person id, id id, obligation text, decided time?, until time
SELECT person, id, obligation, decided, until FROM exception
 WHERE state IN ('granted', 'ended') AND person >= :low AND person <= :high
 ORDER BY person, decided, id;

-- name: engine_asked :each
-- in: low id, high id
-- out: person id, module text
SELECT person, module FROM assignment
 WHERE asked_by = 'rule' AND seq_to IS NULL
   AND person >= :low AND person <= :high
 ORDER BY person, module;
