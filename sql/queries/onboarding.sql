-- owner: policy

-- name: onboarding_missing :many
-- Who has not been asked for the module by the rule.
-- in: module text
-- out: person id, joined time
SELECT p.id AS person, p.joined
  FROM person AS p
 WHERE p.seq_to IS NULL AND p.left_at IS NULL
   AND NOT EXISTS (SELECT 1 FROM assignment AS a
                    WHERE a.person = p.id AND a.module = :module
                      AND a.asked_by = 'rule' AND a.seq_to IS NULL)
 ORDER BY p.id
 LIMIT 200;
