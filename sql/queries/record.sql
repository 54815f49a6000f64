-- owner: learn

-- name: record_may_see :opt
-- A row where the viewer may see the person's record: their own, anybody's for
-- the roles that see all, a team member's for the team's lead.
-- in: viewer id, person id
-- out: role text
SELECT v.role
  FROM person AS v
  JOIN person AS p ON p.id = :person AND p.seq_to IS NULL
  LEFT JOIN team AS t ON t.id = p.team AND t.seq_to IS NULL
 WHERE v.id = :viewer AND v.seq_to IS NULL AND v.left_at IS NULL
   AND (v.id = p.id OR v.role IN ('admin', 'auditor', 'security_lead')
        OR t.lead = v.id);

-- name: record_completions :many
-- in: viewer id, person id
-- out: id id, module text, title text?, version text, how text, attempt id?
-- out: score int?, earned time, valid_until time?, attempts int
-- out: attested time?
SELECT c.id, c.module, m.title, c.version, c.how, c.attempt, c.score,
       c.earned, c.valid_until,
       (SELECT COUNT(*) FROM attempt_result AS r
         WHERE r.person = c.person AND r.module = c.module
           AND r.closed <= c.earned) AS attempts,
       (SELECT MIN(s.signed_at) FROM attestation AS s
         WHERE s.person = c.person AND s.module = c.module
           AND s.completion = c.id) AS attested
  FROM person AS v
  JOIN person AS p ON p.id = :person AND p.seq_to IS NULL
  LEFT JOIN team AS t ON t.id = p.team AND t.seq_to IS NULL
  JOIN completion AS c ON c.person = p.id AND c.seq_to IS NULL
  LEFT JOIN module_version AS m ON m.module = c.module AND m.seq_to IS NULL
 WHERE v.id = :viewer AND v.seq_to IS NULL AND v.left_at IS NULL
   AND (v.id = p.id OR v.role IN ('admin', 'auditor', 'security_lead')
        OR t.lead = v.id)
 ORDER BY c.earned DESC, c.id DESC;

-- name: record_attempts :many
-- in: viewer id, person id
-- out: attempt id, module text, title text?, version text, closed time
-- out: asked int, right_count int, score int, passed flag, expired flag
SELECT r.attempt, r.module, m.title, r.version, r.closed, r.asked,
       r.right_count, r.score, r.passed, r.expired
  FROM person AS v
  JOIN person AS p ON p.id = :person AND p.seq_to IS NULL
  LEFT JOIN team AS t ON t.id = p.team AND t.seq_to IS NULL
  JOIN attempt_result AS r ON r.person = p.id AND r.seq_to IS NULL
  LEFT JOIN module_version AS m ON m.module = r.module AND m.seq_to IS NULL
 WHERE v.id = :viewer AND v.seq_to IS NULL AND v.left_at IS NULL
   AND (v.id = p.id OR v.role IN ('admin', 'auditor', 'security_lead')
        OR t.lead = v.id)
 ORDER BY r.closed DESC, r.attempt DESC;

-- name: assignment_of_person :many
-- As of an instant, with the completion that would count for each: the latest,
-- and for askings other than a rule's only one that came after them.
-- in: person id, now time
-- out: id id, module text, why text, asked_by text, made time, due time?
-- out: completed time?, version text?, how text?, valid_until time?
SELECT a.id, a.module, a.why, a.asked_by, a.made, a.due,
       c.earned AS completed, c.version, c.how, c.valid_until
  FROM assignment AS a
  LEFT JOIN completion AS c ON c.id = (
       SELECT d.id FROM completion AS d
        WHERE d.person = a.person AND d.module = a.module
          AND d.seq_to IS NULL AND d.earned <= :now
          AND (a.asked_by = 'rule' OR d.earned >= a.made)
        ORDER BY d.earned DESC, d.id DESC
        LIMIT 1)
 WHERE a.person = :person AND a.seq_to IS NULL AND a.made <= :now
 ORDER BY a.made, a.id;

-- name: assignment_open_of_module :many
-- in: person id, module text
-- out: id id, asked_by text, made time
SELECT a.id, a.asked_by, a.made
  FROM assignment AS a
 WHERE a.person = :person AND a.module = :module AND a.seq_to IS NULL
   AND NOT EXISTS (
       SELECT 1 FROM completion AS d
        WHERE d.person = a.person AND d.module = a.module
          AND d.seq_to IS NULL
          AND (a.asked_by = 'rule' OR d.earned >= a.made))
 ORDER BY a.made, a.id;

-- name: record_open_attempt :opt
-- The one begun last, of those that can still be resumed.
-- in: person id, now time
-- out: id id, module text, items int, answered int
SELECT a.id, a.module, a.asked AS items,
       (SELECT COUNT(i.answer) FROM attempt_item AS i
         WHERE i.attempt = a.id) AS answered
  FROM attempt AS a
 WHERE a.person = :person AND a.state = 'open' AND a.expires > :now
 ORDER BY a.started DESC, a.id DESC
 LIMIT 1;

-- name: record_unsigned_pass :opt
-- The latest pass of each module that nobody signed for, newest first.
-- in: person id
-- out: id id, module text, closed time?
SELECT a.id, a.module, a.closed
  FROM attempt AS a
 WHERE a.person = :person AND a.passed = 1
   AND NOT EXISTS (SELECT 1 FROM attempt AS b
                    WHERE b.person = a.person AND b.module = a.module
                      AND b.passed = 1 AND b.started > a.started)
   AND NOT EXISTS (SELECT 1 FROM attestation_done AS d
                    WHERE d.attempt = a.id)
 ORDER BY a.closed DESC, a.id DESC
 LIMIT 1;

-- name: record_team_all :many
-- Members of the teams the viewer leads, each with the modules they tried;
-- attested: of the last completion.
-- in: viewer id
-- out: person id, name text, module text?, attempts int, best int?
-- out: attested time?
SELECT p.id AS person, p.name, r.module, COUNT(r.module) AS attempts,
       MAX(r.score) AS best,
       (SELECT MIN(s.signed_at) FROM attestation AS s
         WHERE s.person = p.id AND s.completion = (
               SELECT d.id FROM completion AS d
                WHERE d.person = p.id AND d.module = r.module
                  AND d.seq_to IS NULL
                ORDER BY d.earned DESC, d.id DESC
                LIMIT 1)) AS attested
  FROM person AS v
  JOIN team AS t ON t.lead = v.id AND t.seq_to IS NULL AND t.closed = 0
  JOIN person AS p ON p.team = t.id AND p.seq_to IS NULL
                  AND p.left_at IS NULL
  LEFT JOIN attempt_result AS r ON r.person = p.id
 WHERE v.id = :viewer AND v.seq_to IS NULL AND v.left_at IS NULL
 GROUP BY p.id, p.name, r.module
 ORDER BY p.name, p.id, r.module;
