-- owner: learn

-- name: attempt_insert :exec
-- Changes nothing where the person has an open one at the module.
-- in: id id, person id, module text, version text, content_hash bytes
-- in: bank_hash bytes, seed bytes, asked int, pass int, studied flag
-- in: started time, expires time
INSERT INTO attempt (id, person, module, version, content_hash, bank_hash,
                     seed, asked, pass, studied, started, expires, state)
VALUES (:id, :person, :module, :version, :content_hash, :bank_hash,
        :seed, :asked, :pass, :studied, :started, :expires, 'open')
ON CONFLICT DO NOTHING;

-- name: attempt_item_insert :exec
-- in: attempt id, no int, item text, shown text
INSERT INTO attempt_item (attempt, no, item, shown, revision)
VALUES (:attempt, :no, :item, :shown, 0);

-- name: attempt_row :opt
-- in: id id, person id
-- out: module text, version text, content_hash bytes, bank_hash bytes
-- out: seed bytes, asked int, pass int, studied flag
-- out: started time, expires time, state text, closed time?
-- out: right_count int?, score int?, passed flag?
SELECT a.module, a.version, a.content_hash, a.bank_hash, a.seed, a.asked,
       a.pass, a.studied, a.started, a.expires, a.state, a.closed, a.right_count,
       a.score, a.passed
  FROM attempt AS a
 WHERE a.id = :id AND a.person = :person;

-- name: attempt_lock :opt sqlite
-- Nobody else answers or closes it until this transaction ends.
-- in: id id, person id
-- out: module text, version text, content_hash bytes, bank_hash bytes
-- out: seed bytes, asked int, pass int, studied flag
-- out: started time, expires time, state text
SELECT a.module, a.version, a.content_hash, a.bank_hash, a.seed, a.asked,
       a.pass, a.studied, a.started, a.expires, a.state
  FROM attempt AS a
 WHERE a.id = :id AND a.person = :person;

-- name: attempt_lock :opt postgres
-- in: id id, person id
-- out: module text, version text, content_hash bytes, bank_hash bytes
-- out: seed bytes, asked int, pass int, studied flag
-- out: started time, expires time, state text
SELECT a.module, a.version, a.content_hash, a.bank_hash, a.seed, a.asked,
       a.pass, a.studied, a.started, a.expires, a.state
  FROM attempt AS a
 WHERE a.id = :id AND a.person = :person
   FOR UPDATE;

-- name: attempt_items :many
-- in: attempt id
-- out: no int, item text, shown text, answer text?, revision int
SELECT i.no, i.item, i.shown, i.answer, i.revision
  FROM attempt_item AS i
 WHERE i.attempt = :attempt
 ORDER BY i.no;

-- name: attempt_item_one :opt
-- in: attempt id, no int
-- out: item text, shown text
SELECT i.item, i.shown
  FROM attempt_item AS i
 WHERE i.attempt = :attempt AND i.no = :no;

-- name: attempt_item_answer :exec
-- A revision below the stored one changes nothing.
-- in: attempt id, no int, answer text, revision int, answered time
UPDATE attempt_item
   SET answer = :answer, revision = :revision, answered = :answered
 WHERE attempt = :attempt AND no = :no AND revision <= :revision;

-- name: attempt_close :exec
-- in: id id, state text, closed time, right_count int, score int, passed flag
-- in: completion id?
UPDATE attempt
   SET state = :state, closed = :closed, right_count = :right_count,
       score = :score, passed = :passed, completion = :completion
 WHERE id = :id;

-- name: attempt_of_module :many
-- Oldest first.
-- in: person id, module text
-- out: id id, state text, expires time, closed time?, score int?, passed flag?
-- out: completion id?, version text
SELECT a.id, a.state, a.expires, a.closed, a.score, a.passed, a.completion,
       a.version
  FROM attempt AS a
 WHERE a.person = :person AND a.module = :module
 ORDER BY a.started, a.id;

-- name: attempt_progress :one
-- in: attempt id
-- out: items int, answered int
SELECT COUNT(*) AS items, COUNT(i.answer) AS answered
  FROM attempt_item AS i
 WHERE i.attempt = :attempt;

-- name: attempt_overdue :many
-- in: now time
-- out: id id, person id
SELECT a.id, a.person
  FROM attempt AS a
 WHERE a.state = 'open' AND a.expires <= :now
 ORDER BY a.expires
 LIMIT 100;

-- name: text_opened_at :opt
-- in: person id, module text
-- out: opened time
SELECT t.opened
  FROM text_opened AS t
 WHERE t.person = :person AND t.module = :module;

-- name: text_opened_put :exec
-- in: person id, module text, opened time
INSERT INTO text_opened (person, module, opened)
VALUES (:person, :module, :opened)
ON CONFLICT (person, module) DO UPDATE SET opened = excluded.opened;

-- name: attestation_done_of :opt
-- in: attempt id
-- out: fact id, signed_at time
SELECT d.fact, d.signed_at
  FROM attestation_done AS d
 WHERE d.attempt = :attempt;

-- name: attestation_done_insert :exec
-- Changes nothing where there is one.
-- in: attempt id, fact id, signed_at time
INSERT INTO attestation_done (attempt, fact, signed_at)
VALUES (:attempt, :fact, :signed_at)
ON CONFLICT (attempt) DO NOTHING;
