-- owner: people

-- name: account_add :exec
-- in: person id, email text, created time
INSERT INTO account (person, email, password, password_at, totp, totp_on,
                     totp_last, closed, created)
VALUES (:person, :email, NULL, NULL, NULL, 0, 0, 0, :created)
    ON CONFLICT (email) DO NOTHING;

-- name: account_by_email :opt
-- in: email text
-- out: person id, password text?, totp_on flag, closed flag
SELECT person, password, totp_on, closed FROM account WHERE email = :email;

-- name: account_get :opt
-- in: person id
-- out: email text, password text?, totp bytes?, totp_on flag, totp_last int
-- out: closed flag
SELECT email, password, totp, totp_on, totp_last, closed
  FROM account WHERE person = :person;

-- name: account_set_email :exec
-- No row changes where another has the address.
-- in: person id, email text
UPDATE account SET email = :email
 WHERE person = :person
   AND NOT EXISTS (SELECT 1 FROM account AS o
                    WHERE o.email = :email AND o.person <> :person);

-- name: account_set_password :exec
-- in: person id, password text, at time
UPDATE account SET password = :password, password_at = :at
 WHERE person = :person AND closed = 0;

-- name: account_close :exec
-- in: person id
UPDATE account SET closed = 1 WHERE person = :person;

-- name: account_totp_offer :exec
-- in: person id, totp bytes
UPDATE account SET totp = :totp, totp_last = 0
 WHERE person = :person AND totp_on = 0 AND closed = 0;

-- name: account_totp_on :exec
-- in: person id
UPDATE account SET totp_on = 1 WHERE person = :person AND totp IS NOT NULL;

-- name: account_totp_off :exec
-- in: person id
UPDATE account SET totp = NULL, totp_on = 0, totp_last = 0
 WHERE person = :person;

-- name: account_totp_used :exec
-- A step once used, or an older one, changes no row.
-- in: person id, step int
UPDATE account SET totp_last = :step
 WHERE person = :person AND totp_last < :step;

-- name: recovery_add :exec
-- in: person id, hash bytes
INSERT INTO recovery_code (person, hash, used) VALUES (:person, :hash, NULL);

-- name: recovery_use :exec
-- in: person id, hash bytes, now time
UPDATE recovery_code SET used = :now
 WHERE person = :person AND hash = :hash AND used IS NULL;

-- name: recovery_clear :exec
-- in: person id
DELETE FROM recovery_code WHERE person = :person;

-- name: try_add :one
-- Counts one more within the window that began after :window.
-- in: key text, now time, window time
-- out: count int, since time
INSERT INTO try_count (key, count, since) VALUES (:key, 1, :now)
    ON CONFLICT (key) DO UPDATE
   SET count = CASE WHEN try_count.since <= :window THEN 1
                    ELSE try_count.count + 1 END,
       since = CASE WHEN try_count.since <= :window THEN :now
                    ELSE try_count.since END
RETURNING count, since;

-- name: try_clear :exec
-- in: key text
DELETE FROM try_count WHERE key = :key;

-- name: try_sweep :exec
-- in: before time
DELETE FROM try_count WHERE since < :before;

-- name: account_reopen :exec
-- Of somebody who came back: they get in by a new link alone.
-- in: person id
UPDATE account
   SET closed = 0, password = NULL, password_at = NULL, totp = NULL,
       totp_on = 0, totp_last = 0
 WHERE person = :person;
