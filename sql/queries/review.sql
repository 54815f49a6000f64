-- owner: learn

-- What facts make of the view.

-- name: review_card_now :opt
-- in: person id, module text, item text
-- out: stability int, difficulty int, answers int, lapses int, last_at time
-- out: seq_from int
SELECT c.stability, c.difficulty, c.answers, c.lapses, c.last_at, c.seq_from
  FROM review_card AS c
 WHERE c.person = :person AND c.module = :module AND c.item = :item
   AND c.seq_to IS NULL;

-- name: review_card_end :exec
-- in: person id, module text, item text, seq int
UPDATE review_card
   SET seq_to = :seq
 WHERE person = :person AND module = :module AND item = :item
   AND seq_to IS NULL;

-- name: review_card_add :exec
-- in: person id, module text, item text, stability int, difficulty int
-- in: answers int, lapses int, last_right flag, last_at time, due_day int
-- in: seq_from int
INSERT INTO review_card (person, module, item, stability, difficulty, answers,
                         lapses, last_right, last_at, due_day, seq_from)
VALUES (:person, :module, :item, :stability, :difficulty, :answers,
        :lapses, :last_right, :last_at, :due_day, :seq_from);

-- What is asked next.  Somebody who left is asked nothing.

-- name: review_person :opt
-- in: person id
-- out: email text, name text
SELECT p.email, p.name
  FROM person AS p
 WHERE p.id = :person AND p.seq_to IS NULL AND p.left_at IS NULL;

-- name: review_cards :many
-- in: person id
-- out: module text, item text, stability int, difficulty int
-- out: last_right flag, last_at time, due_day int
SELECT c.module, c.item, c.stability, c.difficulty, c.last_right, c.last_at,
       c.due_day
  FROM review_card AS c
 WHERE c.person = :person AND c.seq_to IS NULL
 ORDER BY c.module, c.item
 LIMIT 20000;

-- name: review_cards_due :many
-- Those made due early as well.
-- in: person id, today int
-- out: module text, item text
SELECT c.module, c.item
  FROM review_card AS c
 WHERE c.person = :person AND c.seq_to IS NULL AND c.due_day <= :today
UNION
SELECT e.module, e.item
  FROM review_early AS e
 WHERE e.person = :person
 ORDER BY 1, 2
 LIMIT 200;

-- name: review_earlies :many
-- in: person id
-- out: module text, item text
SELECT e.module, e.item
  FROM review_early AS e
 WHERE e.person = :person
 ORDER BY e.module, e.item
 LIMIT 200;

-- name: review_done_today :many
-- in: person id, day int
-- out: module text, item text
SELECT a.module, a.item
  FROM review_asked AS a
 WHERE a.person = :person AND a.answered_day = :day;

-- name: review_passed :many
-- in: person id
-- out: module text
SELECT DISTINCT a.module
  FROM attempt AS a
 WHERE a.person = :person AND a.passed = 1
 ORDER BY a.module;

-- name: review_passed_module :opt
-- in: person id, module text
-- out: id id
SELECT a.id
  FROM attempt AS a
 WHERE a.person = :person AND a.module = :module AND a.passed = 1
 ORDER BY a.closed DESC, a.id DESC
 LIMIT 1;

-- name: review_day_count :one
-- in: person id, day int
-- out: answers int
SELECT CAST(COALESCE(SUM(d.answers), 0) AS BIGINT) AS answers
  FROM review_day AS d
 WHERE d.person = :person AND d.day = :day;

-- name: review_day_open :exec
-- in: person id, day int
INSERT INTO review_day (person, day, answers)
VALUES (:person, :day, 0)
ON CONFLICT (person, day) DO NOTHING;

-- name: review_day_lock :one sqlite
-- Nobody else asks or answers for this person until the transaction ends.
-- in: person id, day int
-- out: answers int
SELECT d.answers
  FROM review_day AS d
 WHERE d.person = :person AND d.day = :day;

-- name: review_day_lock :one postgres
-- in: person id, day int
-- out: answers int
SELECT d.answers
  FROM review_day AS d
 WHERE d.person = :person AND d.day = :day
   FOR UPDATE;

-- name: review_day_take :exec
-- One of the day's answers; changes nothing once they are taken.
-- in: person id, day int, most int
UPDATE review_day
   SET answers = answers + 1
 WHERE person = :person AND day = :day AND answers < :most;

-- name: review_open :opt
-- in: person id
-- out: id id, module text, item text, bank_hash bytes, expires time
SELECT a.id, a.module, a.item, a.bank_hash, a.expires
  FROM review_asked AS a
 WHERE a.person = :person AND a.answered IS NULL;

-- name: review_drop :exec
-- in: id id
DELETE FROM review_asked
 WHERE id = :id AND answered IS NULL;

-- name: review_keep :exec
-- in: id id, expires time
UPDATE review_asked
   SET expires = :expires
 WHERE id = :id AND answered IS NULL;

-- name: review_ask :exec
-- in: id id, person id, module text, item text, bank_hash bytes, seed bytes
-- in: asked time, expires time
INSERT INTO review_asked (id, person, module, item, bank_hash, seed, asked,
                          expires)
VALUES (:id, :person, :module, :item, :bank_hash, :seed, :asked, :expires);

-- name: review_row :opt
-- in: id id, person id
-- out: module text, item text, bank_hash bytes, seed bytes, expires time
-- out: answered time?, chosen text?, was_right flag?
SELECT a.module, a.item, a.bank_hash, a.seed, a.expires, a.answered, a.chosen,
       a.was_right
  FROM review_asked AS a
  JOIN person AS p ON p.id = a.person AND p.seq_to IS NULL
                  AND p.left_at IS NULL
 WHERE a.id = :id AND a.person = :person;

-- name: review_answer :exec
-- in: id id, answered time, answered_day int, chosen text, was_right flag
UPDATE review_asked
   SET answered = :answered, answered_day = :answered_day, chosen = :chosen,
       was_right = :was_right
 WHERE id = :id AND answered IS NULL;

-- name: review_early_add :exec
-- in: person id, module text, item text, finding id?, made time
INSERT INTO review_early (person, module, item, finding, made)
VALUES (:person, :module, :item, :finding, :made)
ON CONFLICT (person, module, item) DO NOTHING;

-- name: review_early_done :exec
-- in: person id, module text, item text
DELETE FROM review_early
 WHERE person = :person AND module = :module AND item = :item;

-- A link names the question; whose it is stands here.

-- name: review_asked_person :opt
-- in: id id
-- out: person id
SELECT a.person
  FROM review_asked AS a
  JOIN person AS p ON p.id = a.person AND p.seq_to IS NULL
                  AND p.left_at IS NULL
 WHERE a.id = :id;

-- Mail, for those who asked for it.

-- name: review_mail_on :exec
-- in: person id, since time
INSERT INTO review_mail (person, since, mailed_day)
VALUES (:person, :since, 0)
ON CONFLICT (person) DO NOTHING;

-- name: review_mail_off :exec
-- in: person id
DELETE FROM review_mail
 WHERE person = :person;

-- name: review_mail_of :opt
-- in: person id
-- out: since time
SELECT m.since
  FROM review_mail AS m
 WHERE m.person = :person;

-- name: review_mail_todo :many
-- Nobody who left, and nobody twice a day.
-- in: today int, after id?
-- out: person id, email text, name text
SELECT m.person, p.email, p.name
  FROM review_mail AS m
  JOIN person AS p ON p.id = m.person AND p.seq_to IS NULL
                  AND p.left_at IS NULL
 WHERE m.mailed_day < :today AND (:after IS NULL OR m.person > :after)
 ORDER BY m.person
 LIMIT 20;

-- name: review_mail_sent :exec
-- in: person id, today int
UPDATE review_mail
   SET mailed_day = :today
 WHERE person = :person AND mailed_day < :today;
