-- owner: policy

-- name: policy_published_all :many
-- out: policy text, version int, content bytes, effective time
-- out: published time, publisher id?, by_name text?, note text?
SELECT v.policy, v.version, v.content, v.effective, v.published, v.publisher,
       p.name AS by_name, v.note
  FROM policy_version AS v
  LEFT JOIN person AS p ON p.id = v.publisher AND p.seq_to IS NULL
 WHERE v.seq_to IS NULL
 ORDER BY v.version, v.policy;

-- name: policy_published_pending :opt
-- Written by somebody a moment ago, and not numbered yet.
-- out: id id
SELECT id FROM ledger_fact
 WHERE seq IS NULL AND type = 'policy.published'
 LIMIT 1;

-- name: policy_published_may :opt
-- Who may publish.
-- in: viewer id
-- out: yes int
SELECT 1 AS yes FROM person
 WHERE id = :viewer AND seq_to IS NULL AND left_at IS NULL
   AND role IN ('admin', 'security_lead');

-- name: policy_signed_own :many
-- What a person signed themselves, newest first.
-- in: person id
-- out: id id, policy text, version int, name text, signed_at time
SELECT id, policy, version, name, signed_at
  FROM policy_signature
 WHERE person = :person AND seq_to IS NULL
 ORDER BY signed_at DESC, id;

-- name: policy_signed_by :one
-- How many of those who are here signed a version; who may see that.
-- in: viewer id, policy text, version int
-- out: n int
SELECT COUNT(DISTINCT s.person) AS n
  FROM policy_signature AS s
  JOIN person AS p ON p.id = s.person AND p.seq_to IS NULL
                  AND p.left_at IS NULL
 WHERE s.policy = :policy AND s.version = :version AND s.seq_to IS NULL
   AND EXISTS (SELECT 1 FROM person AS v
                WHERE v.id = :viewer AND v.seq_to IS NULL
                  AND v.left_at IS NULL
                  AND v.role IN ('admin', 'security_lead', 'auditor'));
