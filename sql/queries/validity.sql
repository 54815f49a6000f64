-- owner: learn

-- name: validity_releases :many
-- What was taught when: each version of each module, as it came out.
-- out: module text, version text, published time
SELECT m.module, m.version, m.published
  FROM module_version AS m
 ORDER BY m.module, m.seq_from;
