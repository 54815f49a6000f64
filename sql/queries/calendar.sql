-- owner: people

-- name: calendar_token_set :exec
-- A new one puts an end to the one before.
-- in: person id, hash bytes, now time
INSERT INTO calendar_token (person, hash, made)
VALUES (:person, :hash, :now)
    ON CONFLICT (person) DO UPDATE SET hash = excluded.hash,
                                       made = excluded.made;

-- name: calendar_token_drop :exec
-- in: person id
DELETE FROM calendar_token WHERE person = :person;

-- name: calendar_token_of :opt
-- One's own.
-- in: person id
-- out: made time
SELECT made FROM calendar_token WHERE person = :person;

-- name: calendar_token_find :opt
-- Of somebody who is here and whose account is open.
-- in: hash bytes
-- out: person id
SELECT k.person
  FROM calendar_token AS k
  JOIN account AS a ON a.person = k.person AND a.closed = 0
  JOIN person AS p ON p.id = k.person AND p.seq_to IS NULL
                  AND p.left_at IS NULL
 WHERE k.hash = :hash;
