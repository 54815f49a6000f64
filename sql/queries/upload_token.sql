-- owner: people

-- name: upload_token_add :exec
-- in: id id, repository text, label text, hash bytes, created time
-- in: created_by id?
INSERT INTO upload_token (id, repository, label, hash, created, created_by,
                          used, revoked)
VALUES (:id, :repository, :label, :hash, :created, :created_by, NULL, NULL);

-- name: upload_token_by_hash :opt
-- in: hash bytes
-- out: id id, repository text, label text, created time, used time?
-- out: revoked time?
SELECT id, repository, label, created, used, revoked
  FROM upload_token WHERE hash = :hash AND revoked IS NULL;

-- name: upload_token_all :many
-- For an administrator, or the program itself at the terminal.
-- in: viewer id, program flag
-- out: id id, repository text, label text, created time, used time?
-- out: revoked time?
SELECT u.id, u.repository, u.label, u.created, u.used, u.revoked
  FROM upload_token AS u
 WHERE :program = 1
    OR EXISTS (SELECT 1
                 FROM person AS v
                WHERE v.id = :viewer AND v.seq_to IS NULL
                  AND v.left_at IS NULL AND v.role = 'admin')
 ORDER BY u.repository, u.created, u.id;

-- name: upload_token_used :exec
-- in: id id, now time
UPDATE upload_token SET used = :now WHERE id = :id;

-- name: upload_token_revoke :exec
-- in: id id, now time
UPDATE upload_token SET revoked = :now WHERE id = :id AND revoked IS NULL;
