-- owner: catalog

-- name: module_version_now :opt
-- in: module text
-- out: version text, content_hash bytes, bank_hash bytes?
SELECT m.version, m.content_hash, m.bank_hash
  FROM module_version AS m
 WHERE m.module = :module AND m.seq_to IS NULL;

-- name: module_version_end :exec
-- in: module text, seq_to int
UPDATE module_version
   SET seq_to = :seq_to
 WHERE module = :module AND seq_to IS NULL;

-- name: module_version_add :exec
-- in: module text, version text, title text, content_hash bytes
-- in: bank_hash bytes?, published time, seq_from int
INSERT INTO module_version (module, version, title, content_hash, bank_hash,
                            published, seq_from)
VALUES (:module, :version, :title, :content_hash, :bank_hash,
        :published, :seq_from);
