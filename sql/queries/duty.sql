-- owner: policy

-- name: duty_performances :many
-- Up to an instant, earliest first.  viewer: an administrator, security lead
-- or auditor; program: the terminal.
-- in: viewer id, program flag, now time
-- out: id id, obligation text, note text, has_document flag, performed time
-- out: actor id?, name text?
SELECT f.id, f.obligation, f.note,
       CASE WHEN f.document IS NULL THEN 0 ELSE 1 END AS has_document,
       f.performed, f.actor, p.name
  FROM performance AS f
  LEFT JOIN person AS p ON p.id = f.actor AND p.seq_to IS NULL
 WHERE f.seq_to IS NULL AND f.performed <= :now
   AND (:program = 1
        OR EXISTS (SELECT 1 FROM person AS v
                    WHERE v.id = :viewer AND v.seq_to IS NULL
                      AND v.left_at IS NULL
                      AND v.role IN ('admin', 'security_lead', 'auditor')))
 ORDER BY f.performed, f.id;

-- name: duty_may_perform :opt
-- in: viewer id
-- out: role text
SELECT v.role
  FROM person AS v
 WHERE v.id = :viewer AND v.seq_to IS NULL AND v.left_at IS NULL
   AND v.role IN ('admin', 'security_lead');

-- name: duty_document :opt
-- in: viewer id, id id
-- out: document bytes?
SELECT f.document
  FROM person AS v
  JOIN performance AS f ON f.id = :id AND f.seq_to IS NULL
                       AND f.document IS NOT NULL
 WHERE v.id = :viewer AND v.seq_to IS NULL AND v.left_at IS NULL
   AND v.role IN ('admin', 'security_lead', 'auditor');

-- name: duty_people :each
-- Who is here, with what decides whether they are covered.
-- in: now time
-- out: id id, employment text?, stacks text?, duties text?
SELECT p.id, p.employment, p.stacks,
       (SELECT c.duties FROM person_change AS c
         WHERE c.person = p.id AND c.duties IS NOT NULL
           AND c.effective <= :now
         ORDER BY c.effective DESC, c.seq_from DESC
         LIMIT 1) AS duties
  FROM person AS p
 WHERE p.seq_to IS NULL AND p.left_at IS NULL
 ORDER BY p.id;
