-- owner: outcomes

-- First answers, by who gave them: the viewer alone (own), the members of the
-- teams the viewer leads (team), everybody for who sees all (all).

-- name: proficiency_answers :each
-- Left blank is neither right nor wrong and not counted.
-- in: viewer id, reach text
-- out: person id, role text, stacks text?, module text, n int, right_count int
SELECT p.id AS person, p.role, p.stacks, r.module, COUNT(*) AS n,
       COUNT(CASE WHEN r.is_right = 1 THEN 1 END) AS right_count
  FROM person AS v
  JOIN person AS p ON p.seq_to IS NULL AND p.left_at IS NULL
  LEFT JOIN team AS t ON t.id = p.team AND t.seq_to IS NULL
  JOIN item_response AS r ON r.person = p.id AND r.source = 'quiz'
                         AND r.answer <> '' AND r.seq_to IS NULL
 WHERE v.id = :viewer AND v.seq_to IS NULL AND v.left_at IS NULL
   AND ((:reach = 'own' AND p.id = v.id)
        OR (:reach = 'team' AND v.role = 'lead' AND t.lead = v.id)
        OR (:reach = 'all' AND v.role IN ('admin', 'security_lead')))
 GROUP BY p.id, p.role, p.stacks, r.module
 ORDER BY p.id, r.module;

-- name: proficiency_systems :many
-- In whose changes something was found, and in which repository.
-- in: viewer id, reach text
-- out: person id, repository text
SELECT DISTINCT p.id AS person, s.name AS repository
  FROM person AS v
  JOIN person AS p ON p.seq_to IS NULL AND p.left_at IS NULL
  LEFT JOIN team AS t ON t.id = p.team AND t.seq_to IS NULL
  JOIN finding AS f ON f.author = p.id
  JOIN repository AS s ON s.id = f.repository
 WHERE v.id = :viewer AND v.seq_to IS NULL AND v.left_at IS NULL
   AND ((:reach = 'own' AND p.id = v.id)
        OR (:reach = 'team' AND v.role = 'lead' AND t.lead = v.id)
        OR (:reach = 'all' AND v.role IN ('admin', 'security_lead')))
 ORDER BY p.id, s.name;
