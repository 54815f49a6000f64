-- owner: learn

-- name: lab_attempt_last :opt
-- in: person id, lab text
-- out: id id, no int, seed bytes, attacked time?, hints int, passed time?
SELECT a.id, a.no, a.seed, a.attacked, a.hints, a.passed
  FROM lab_attempt AS a
 WHERE a.person = :person AND a.lab = :lab
 ORDER BY a.no DESC
 LIMIT 1;

-- name: lab_attempt_insert :exec
-- Changes nothing where somebody else began the same.
-- in: id id, person id, lab text, no int, seed bytes, started time
INSERT INTO lab_attempt (id, person, lab, no, seed, started, hints)
VALUES (:id, :person, :lab, :no, :seed, :started, 0)
ON CONFLICT (person, lab, no) DO NOTHING;

-- name: lab_attempt_hint :exec
-- in: id id, hints int
UPDATE lab_attempt
   SET hints = :hints
 WHERE id = :id AND hints < :hints;

-- name: lab_attempt_attacked :exec
-- in: id id, at time
UPDATE lab_attempt
   SET attacked = :at
 WHERE id = :id AND attacked IS NULL;

-- name: lab_attempt_passed :exec
-- in: id id, at time
UPDATE lab_attempt
   SET passed = :at
 WHERE id = :id AND passed IS NULL;

-- name: lab_attempt_seed :one
-- in: id id
-- out: seed bytes
SELECT a.seed
  FROM lab_attempt AS a
 WHERE a.id = :id;

-- name: lab_standings :many
-- in: person id
-- out: lab text, passed time?
SELECT a.lab, MAX(a.passed) AS passed
  FROM lab_attempt AS a
 WHERE a.person = :person
 GROUP BY a.lab
 ORDER BY a.lab;

-- name: lab_run_insert :exec
-- in: id id, attempt id, person id, lab text, version text, lab_hash bytes
-- in: mode text, files bytes, queued time
INSERT INTO lab_run (id, attempt, person, lab, version, lab_hash, mode, files,
                     state, queued, leased_until, tries, passed)
VALUES (:id, :attempt, :person, :lab, :version, :lab_hash, :mode, :files,
        'queued', :queued, 0, 0, 0);

-- name: lab_run_replace :exec
-- Those that wait make room for a newer one of the same lab.
-- in: person id, lab text, done time
UPDATE lab_run
   SET state = 'withdrawn', done = :done
 WHERE person = :person AND lab = :lab AND state = 'queued';

-- name: lab_run_withdraw :exec
-- in: id id, person id, done time
UPDATE lab_run
   SET state = 'withdrawn', done = :done
 WHERE id = :id AND person = :person AND state = 'queued';

-- name: lab_run_recent :one
-- in: person id, since time
-- out: n int
SELECT COUNT(*) AS n
  FROM lab_run AS r
 WHERE r.person = :person AND r.queued > :since;

-- name: lab_run_row :opt
-- in: id id, person id
-- out: attempt id, lab text, version text, mode text, files bytes, state text
-- out: queued time, begun time?, done time?, said text?, passed flag
-- out: result text?, fact id?
SELECT r.attempt, r.lab, r.version, r.mode, r.files, r.state, r.queued,
       r.begun, r.done, r.said, r.passed, r.result, r.fact
  FROM lab_run AS r
 WHERE r.id = :id AND r.person = :person;

-- name: lab_run_before :one
-- How many that wait are taken before this one: whoever waited longest for a
-- turn of their own comes first.
-- in: id id, person id, queued time
-- out: n int
SELECT COUNT(*) AS n
  FROM lab_run AS r
 WHERE r.state = 'queued' AND r.id <> :id
   AND (COALESCE((SELECT MAX(b.begun) FROM lab_run AS b
                   WHERE b.person = r.person), 0)
        < COALESCE((SELECT MAX(b.begun) FROM lab_run AS b
                     WHERE b.person = :person), 0)
        OR (COALESCE((SELECT MAX(b.begun) FROM lab_run AS b
                       WHERE b.person = r.person), 0)
            = COALESCE((SELECT MAX(b.begun) FROM lab_run AS b
                         WHERE b.person = :person), 0)
            AND (r.queued < :queued
                 OR (r.queued = :queued AND r.id < :id))));

-- name: lab_run_last :opt
-- in: person id, lab text, mode text
-- out: id id, queued time, files bytes
SELECT r.id, r.queued, r.files
  FROM lab_run AS r
 WHERE r.person = :person AND r.lab = :lab AND r.mode = :mode
 ORDER BY r.queued DESC, r.id DESC
 LIMIT 1;

-- name: lab_run_list :many
-- in: person id, lab text
-- out: id id, mode text, state text, passed flag, queued time
SELECT r.id, r.mode, r.state, r.passed, r.queued
  FROM lab_run AS r
 WHERE r.person = :person AND r.lab = :lab
 ORDER BY r.queued DESC, r.id DESC
 LIMIT 50;

-- name: lab_run_take :opt sqlite
-- One at a time of each person; among persons, whose last turn was longest
-- ago.
-- in: now time, until time
-- out: id id, attempt id, person id, lab text, version text, lab_hash bytes
-- out: mode text, files bytes, tries int
UPDATE lab_run
   SET state = 'judging', begun = :now, leased_until = :until,
       tries = tries + 1
 WHERE id = (SELECT r.id
               FROM lab_run AS r
              WHERE r.state = 'queued'
                AND NOT EXISTS (SELECT 1 FROM lab_run AS j
                                 WHERE j.state = 'judging'
                                   AND j.person = r.person)
              ORDER BY COALESCE((SELECT MAX(b.begun) FROM lab_run AS b
                                  WHERE b.person = r.person), 0),
                       r.queued, r.id
              LIMIT 1)
RETURNING id, attempt, person, lab, version, lab_hash, mode, files, tries;

-- name: lab_run_take :opt postgres
-- in: now time, until time
-- out: id id, attempt id, person id, lab text, version text, lab_hash bytes
-- out: mode text, files bytes, tries int
UPDATE lab_run
   SET state = 'judging', begun = :now, leased_until = :until,
       tries = tries + 1
 WHERE id = (SELECT r.id
               FROM lab_run AS r
              WHERE r.state = 'queued'
                AND NOT EXISTS (SELECT 1 FROM lab_run AS j
                                 WHERE j.state = 'judging'
                                   AND j.person = r.person)
              ORDER BY COALESCE((SELECT MAX(b.begun) FROM lab_run AS b
                                  WHERE b.person = r.person), 0),
                       r.queued, r.id
              LIMIT 1
                FOR UPDATE SKIP LOCKED)
RETURNING id, attempt, person, lab, version, lab_hash, mode, files, tries;

-- name: lab_run_settle :exec
-- Only by whoever has it still.
-- in: id id, tries int, state text, done time, said text?, passed flag
-- in: result text?, fact id?
UPDATE lab_run
   SET state = :state, done = :done, said = :said, passed = :passed,
       result = :result, fact = :fact
 WHERE id = :id AND state = 'judging' AND tries = :tries;

-- name: lab_run_again :exec
-- in: id id, tries int, left_tries int, said text
UPDATE lab_run
   SET state = 'queued', leased_until = 0, tries = :left_tries, said = :said
 WHERE id = :id AND state = 'judging' AND tries = :tries;

-- name: lab_run_give_up :exec
-- Lost with its judge once too often.
-- in: now time, most int, said text
UPDATE lab_run
   SET state = 'failed', done = :now, said = :said
 WHERE state = 'judging' AND leased_until <= :now AND tries >= :most;

-- name: lab_run_lost :exec
-- in: now time
UPDATE lab_run
   SET state = 'queued', leased_until = 0
 WHERE state = 'judging' AND leased_until <= :now;

-- name: lab_result_add :exec
-- in: id id, person id, lab text, version text, title text?, passed flag
-- in: judged time, seq_from int
INSERT INTO lab_result (id, person, lab, version, title, passed, judged,
                        seq_from)
VALUES (:id, :person, :lab, :version, :title, :passed, :judged, :seq_from);

-- name: lab_record :many
-- The latest pass of each lab, for those who may see the record.
-- in: viewer id, person id
-- out: id id, lab text, version text, title text?, judged time
SELECT r.id, r.lab, r.version, r.title, r.judged
  FROM person AS v
  JOIN person AS p ON p.id = :person AND p.seq_to IS NULL
  LEFT JOIN team AS t ON t.id = p.team AND t.seq_to IS NULL
  JOIN lab_result AS r ON r.person = p.id AND r.passed = 1
                      AND r.seq_to IS NULL
 WHERE v.id = :viewer AND v.seq_to IS NULL AND v.left_at IS NULL
   AND (v.id = p.id OR v.role IN ('admin', 'auditor', 'security_lead')
        OR t.lead = v.id)
   AND NOT EXISTS (SELECT 1 FROM lab_result AS n
                    WHERE n.person = r.person AND n.lab = r.lab
                      AND n.passed = 1 AND n.seq_to IS NULL
                      AND (n.judged > r.judged
                           OR (n.judged = r.judged AND n.id > r.id)))
 ORDER BY r.judged DESC, r.id DESC;
