-- owner: people

-- name: outbox_add :exec
-- in: id id, recipient text, subject text, body text, now time
-- in: not_before time, keep flag
INSERT INTO mail_outbox (id, recipient, subject, body, created, not_before,
                         tries, state, said, keep)
VALUES (:id, :recipient, :subject, :body, :now, :not_before, 0, 'waiting',
        NULL, :keep);
