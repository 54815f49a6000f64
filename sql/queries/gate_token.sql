-- owner: policy

-- name: gate_token_add :exec
-- in: id id, system text, label text, hash bytes, created time
-- in: created_by id?
INSERT INTO gate_token (id, system, label, hash, created, created_by,
                        used, revoked)
VALUES (:id, :system, :label, :hash, :created, :created_by, NULL, NULL);

-- name: gate_token_by_hash :opt
-- in: hash bytes
-- out: id id, system text, label text, created time, used time?
SELECT id, system, label, created, used
  FROM gate_token WHERE hash = :hash AND revoked IS NULL;

-- name: gate_token_all :many
-- For an administrator, or the program itself at the terminal.
-- in: viewer id, program flag
-- out: id id, system text, label text, created time, used time?
-- out: revoked time?
SELECT g.id, g.system, g.label, g.created, g.used, g.revoked
  FROM gate_token AS g
 WHERE :program = 1
    OR EXISTS (SELECT 1
                 FROM person AS v
                WHERE v.id = :viewer AND v.seq_to IS NULL
                  AND v.left_at IS NULL AND v.role = 'admin')
 ORDER BY g.system, g.created, g.id;

-- name: gate_token_used :exec
-- in: id id, now time
UPDATE gate_token SET used = :now WHERE id = :id;

-- name: gate_token_revoke :exec
-- in: id id, now time
UPDATE gate_token SET revoked = :now WHERE id = :id AND revoked IS NULL;
