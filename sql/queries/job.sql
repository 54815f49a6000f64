-- owner: main
-- What runs in the background, and what /healthz and /metrics tell of it.

-- name: job_ensure :exec
-- in: id id, name text, kind text, payload text, every int, due time
INSERT INTO job (id, name, kind, payload, every, due, leased_until, tries, given_up)
VALUES (:id, :name, :kind, :payload, :every, :due, 0, 0, 0)
    ON CONFLICT (name) DO NOTHING;

-- name: job_take :opt sqlite
-- in: now time, until time
-- out: id id, kind text, payload text, every int, tries int
UPDATE job
   SET leased_until = :until, tries = tries + 1
 WHERE id = (SELECT j.id
               FROM job AS j
              WHERE j.given_up = 0 AND j.due <= :now AND j.leased_until <= :now
              ORDER BY j.due, j.id
              LIMIT 1)
RETURNING id, kind, payload, every, tries;

-- name: job_take :opt postgres
-- in: now time, until time
-- out: id id, kind text, payload text, every int, tries int
UPDATE job
   SET leased_until = :until, tries = tries + 1
 WHERE id = (SELECT j.id
               FROM job AS j
              WHERE j.given_up = 0 AND j.due <= :now AND j.leased_until <= :now
              ORDER BY j.due, j.id
              LIMIT 1
                FOR UPDATE SKIP LOCKED)
RETURNING id, kind, payload, every, tries;

-- name: job_again :exec
-- in: id id, due time, tries int, given_up flag, said text?
UPDATE job
   SET due = :due, leased_until = 0, tries = :tries, given_up = :given_up, said = :said
 WHERE id = :id;

-- name: job_done :exec
-- in: id id
DELETE FROM job
 WHERE id = :id;

-- name: mail_take :opt sqlite
-- in: now time, until time
-- out: id id, recipient text, subject text, body text, created time, tries int
UPDATE mail_outbox
   SET not_before = :until, tries = tries + 1
 WHERE id = (SELECT m.id
               FROM mail_outbox AS m
              WHERE m.state = 'waiting' AND m.not_before <= :now
              ORDER BY m.not_before, m.id
              LIMIT 1)
RETURNING id, recipient, subject, body, created, tries;

-- name: mail_take :opt postgres
-- in: now time, until time
-- out: id id, recipient text, subject text, body text, created time, tries int
UPDATE mail_outbox
   SET not_before = :until, tries = tries + 1
 WHERE id = (SELECT m.id
               FROM mail_outbox AS m
              WHERE m.state = 'waiting' AND m.not_before <= :now
              ORDER BY m.not_before, m.id
              LIMIT 1
                FOR UPDATE SKIP LOCKED)
RETURNING id, recipient, subject, body, created, tries;

-- The body may hold a link to sign in by: it goes with the mail.
-- name: mail_sent :exec
-- in: id id
UPDATE mail_outbox
   SET state = 'sent', body = '', said = NULL
 WHERE id = :id;

-- name: mail_again :exec
-- in: id id, not_before time, said text
UPDATE mail_outbox
   SET not_before = :not_before, said = :said
 WHERE id = :id;

-- What holds nothing secret stays, to be sent again by hand.
-- name: mail_failed :exec
-- in: id id, said text
UPDATE mail_outbox
   SET state = 'failed', said = :said,
       body = CASE WHEN keep = 1 THEN body ELSE '' END
 WHERE id = :id;

-- name: mail_tidy :exec
-- in: before time
DELETE FROM mail_outbox
 WHERE state <> 'waiting' AND created < :before;

-- name: chat_take :opt sqlite
-- in: now time, until time
-- out: id id, body text, tries int
UPDATE chat_outbox
   SET not_before = :until, tries = tries + 1
 WHERE id = (SELECT c.id
               FROM chat_outbox AS c
              WHERE c.state = 'waiting' AND c.not_before <= :now
              ORDER BY c.not_before, c.id
              LIMIT 1)
RETURNING id, body, tries;

-- name: chat_take :opt postgres
-- in: now time, until time
-- out: id id, body text, tries int
UPDATE chat_outbox
   SET not_before = :until, tries = tries + 1
 WHERE id = (SELECT c.id
               FROM chat_outbox AS c
              WHERE c.state = 'waiting' AND c.not_before <= :now
              ORDER BY c.not_before, c.id
              LIMIT 1
                FOR UPDATE SKIP LOCKED)
RETURNING id, body, tries;

-- name: chat_sent :exec
-- in: id id
UPDATE chat_outbox SET state = 'sent', said = NULL WHERE id = :id;

-- name: chat_again :exec
-- in: id id, not_before time, said text
UPDATE chat_outbox
   SET not_before = :not_before, said = :said
 WHERE id = :id;

-- name: chat_failed :exec
-- in: id id, said text
UPDATE chat_outbox SET state = 'failed', said = :said WHERE id = :id;

-- name: chat_tidy :exec
-- in: before time
DELETE FROM chat_outbox
 WHERE state <> 'waiting' AND created < :before;

-- name: mail_sender :opt
-- out: mail_from text?
SELECT o.mail_from
  FROM organisation AS o;

-- name: server_figures :one
-- in: now time
-- out: facts int, unnumbered int, oldest time?, jobs_due int, jobs_given_up int, mail_waiting int, mail_failed int
SELECT COALESCE((SELECT MAX(h.size) FROM ledger_head AS h), 0) AS facts,
       (SELECT COUNT(*) FROM ledger_fact AS f WHERE f.seq IS NULL) AS unnumbered,
       (SELECT MIN(f.at) FROM ledger_fact AS f WHERE f.seq IS NULL) AS oldest,
       (SELECT COUNT(*) FROM job AS j WHERE j.given_up = 0 AND j.due <= :now) AS jobs_due,
       (SELECT COUNT(*) FROM job AS j WHERE j.given_up = 1) AS jobs_given_up,
       (SELECT COUNT(*) FROM mail_outbox AS m WHERE m.state = 'waiting') AS mail_waiting,
       (SELECT COUNT(*) FROM mail_outbox AS m WHERE m.state = 'failed') AS mail_failed;
