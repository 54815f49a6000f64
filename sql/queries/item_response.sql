-- owner: learn

-- Answers to questions seen for the first time.

-- name: item_response_add :exec
-- Changes nothing where the person has seen the question before.
-- in: module text, item text, person id, source text, attempt id?
-- in: version text, bank_hash bytes?, answer text, is_right flag
-- in: answered time, seq_from int
INSERT INTO item_response (module, item, person, source, attempt, version,
                           bank_hash, answer, is_right, answered, seq_from)
VALUES (:module, :item, :person, :source, :attempt, :version,
        :bank_hash, :answer, :is_right, :answered, :seq_from)
ON CONFLICT (module, person, item) DO NOTHING;

-- name: item_response_seen :opt
-- Whether the viewer may see what questions are worth: who writes them.
-- in: viewer id
-- out: role text
SELECT v.role
  FROM person AS v
 WHERE v.id = :viewer AND v.seq_to IS NULL AND v.left_at IS NULL
   AND v.role IN ('admin', 'security_lead');

-- name: item_response_of_module :each
-- For who writes the questions, or the program itself at the terminal.  The
-- answers of one person stand together.
-- in: viewer id, program flag, module text
-- out: person id, item text, answer text, is_right flag, bank_hash bytes?
SELECT r.person, r.item, r.answer, r.is_right, r.bank_hash
  FROM item_response AS r
 WHERE r.module = :module AND r.source = 'quiz' AND r.seq_to IS NULL
   AND (:program = 1
        OR EXISTS (SELECT 1 FROM person AS v
                    WHERE v.id = :viewer AND v.seq_to IS NULL
                      AND v.left_at IS NULL
                      AND v.role IN ('admin', 'security_lead')))
 ORDER BY r.person, r.item;

-- name: item_response_of_ability :each
-- All there is to hold a person's answers against, where the viewer may see
-- that person's record; of the others only what difficulties are made of.
-- in: viewer id, person id, module text
-- out: own flag, person id, item text, answer text, is_right flag
-- out: bank_hash bytes?
SELECT CASE WHEN r.person = :person THEN 1 ELSE 0 END AS own,
       r.person, r.item, r.answer, r.is_right, r.bank_hash
  FROM item_response AS r
 WHERE r.module = :module AND r.source = 'quiz' AND r.seq_to IS NULL
   AND EXISTS (
       SELECT 1
         FROM person AS v
         JOIN person AS p ON p.id = :person AND p.seq_to IS NULL
         LEFT JOIN team AS t ON t.id = p.team AND t.seq_to IS NULL
        WHERE v.id = :viewer AND v.seq_to IS NULL AND v.left_at IS NULL
          AND (v.id = p.id OR v.role IN ('admin', 'auditor', 'security_lead')
               OR t.lead = v.id))
 ORDER BY r.person, r.item;

-- name: item_response_of_teams :each
-- Answers of the present members of the teams that the viewer leads, or of all
-- teams for who sees all; a team's together.
-- in: viewer id
-- out: team id, team_name text, person id, module text, item text
-- out: answer text, bank_hash bytes?
SELECT t.id AS team, t.name AS team_name, r.person, r.module, r.item,
       r.answer, r.bank_hash
  FROM person AS v
  JOIN team AS t ON t.seq_to IS NULL AND t.closed = 0
  JOIN person AS p ON p.team = t.id AND p.seq_to IS NULL
                  AND p.left_at IS NULL
  JOIN item_response AS r ON r.person = p.id AND r.source = 'quiz'
                         AND r.seq_to IS NULL
 WHERE v.id = :viewer AND v.seq_to IS NULL AND v.left_at IS NULL
   AND (v.role IN ('admin', 'security_lead')
        OR (v.role = 'lead' AND t.lead = v.id))
 ORDER BY t.name, t.id, r.person, r.module, r.item;
