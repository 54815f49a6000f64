-- owner: catalog

-- name: control_map_now :opt
-- in: framework text, edition text
-- out: content bytes, seq_from int
SELECT c.content, c.seq_from
  FROM control_map AS c
 WHERE c.framework = :framework AND c.edition = :edition
   AND c.seq_to IS NULL;

-- name: control_map_end :exec
-- in: framework text, edition text, seq_to int
UPDATE control_map
   SET seq_to = :seq_to
 WHERE framework = :framework AND edition = :edition AND seq_to IS NULL;

-- name: control_map_add :exec
-- in: framework text, edition text, content bytes, published time, seq_from int
INSERT INTO control_map (framework, edition, content, published, seq_from)
VALUES (:framework, :edition, :content, :published, :seq_from);
