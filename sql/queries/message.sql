-- owner: policy
-- What waits in the outboxes, for those who look after them.

-- name: message_viewer :opt
-- Administrators and auditors; whole says that addresses are shown whole.
-- in: viewer id
-- out: whole flag
SELECT CASE WHEN v.role = 'admin' THEN 1 ELSE 0 END AS whole
  FROM person AS v
 WHERE v.id = :viewer AND v.seq_to IS NULL AND v.left_at IS NULL
   AND v.role IN ('admin', 'auditor');

-- name: message_counts :one
-- out: mail_waiting int, mail_trying int, mail_failed int, mail_sent int
-- out: chat_waiting int, chat_failed int, chat_sent int
SELECT (SELECT COUNT(*) FROM mail_outbox AS m
         WHERE m.state = 'waiting' AND m.said IS NULL) AS mail_waiting,
       (SELECT COUNT(*) FROM mail_outbox AS m
         WHERE m.state = 'waiting' AND m.said IS NOT NULL) AS mail_trying,
       (SELECT COUNT(*) FROM mail_outbox AS m
         WHERE m.state = 'failed') AS mail_failed,
       (SELECT COUNT(*) FROM mail_outbox AS m
         WHERE m.state = 'sent') AS mail_sent,
       (SELECT COUNT(*) FROM chat_outbox AS c
         WHERE c.state = 'waiting') AS chat_waiting,
       (SELECT COUNT(*) FROM chat_outbox AS c
         WHERE c.state = 'failed') AS chat_failed,
       (SELECT COUNT(*) FROM chat_outbox AS c
         WHERE c.state = 'sent') AS chat_sent;

-- name: message_mail :many
-- Newest first.  again: its body is still there.
-- in: state text, tried flag, most int
-- out: id id, recipient text, subject text, created time, not_before time
-- out: tries int, said text?, again flag
SELECT m.id, m.recipient, m.subject, m.created, m.not_before, m.tries, m.said,
       CASE WHEN m.body <> '' THEN 1 ELSE 0 END AS again
  FROM mail_outbox AS m
 WHERE m.state = :state AND (:tried = 0 OR m.said IS NOT NULL)
 ORDER BY m.created DESC, m.id DESC
 LIMIT :most;

-- name: message_chat :many
-- in: state text, tried flag, most int
-- out: id id, body text, created time, not_before time, tries int, said text?
SELECT c.id, c.body, c.created, c.not_before, c.tries, c.said
  FROM chat_outbox AS c
 WHERE c.state = :state AND (:tried = 0 OR c.said IS NOT NULL)
 ORDER BY c.created DESC, c.id DESC
 LIMIT :most;

-- name: message_mail_retry :exec
-- A dead one again from the start, a waiting one at once.
-- in: id id, now time
UPDATE mail_outbox
   SET state = 'waiting', tries = 0, not_before = :now
 WHERE id = :id AND state IN ('waiting', 'failed') AND body <> '';

-- name: message_chat_retry :exec
-- in: id id, now time
UPDATE chat_outbox
   SET state = 'waiting', tries = 0, not_before = :now
 WHERE id = :id AND state IN ('waiting', 'failed');

-- name: message_mail_drop :exec
-- in: id id
DELETE FROM mail_outbox WHERE id = :id AND state IN ('waiting', 'failed');

-- name: message_chat_drop :exec
-- in: id id
DELETE FROM chat_outbox WHERE id = :id AND state IN ('waiting', 'failed');

-- name: message_chat_add :exec
-- in: id id, body text, now time, not_before time
INSERT INTO chat_outbox (id, body, created, not_before, tries, state, said)
VALUES (:id, :body, :now, :not_before, 0, 'waiting', NULL);
