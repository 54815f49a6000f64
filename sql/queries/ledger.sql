-- owner: ledger

-- name: ledger_fact_known :opt
-- in: id id
-- out: type text, subject id?
SELECT type, subject
  FROM ledger_fact
 WHERE id = :id;

-- name: ledger_subject_next :one
-- Gives the next ordinal and holds the subject's row until the commit.
-- in: id id
-- out: last int
INSERT INTO ledger_subject (id, last)
VALUES (:id, 1)
    ON CONFLICT (id) DO UPDATE SET last = ledger_subject.last + 1
RETURNING last;

-- name: ledger_subject_give_back :exec
-- in: id id
UPDATE ledger_subject
   SET last = last - 1
 WHERE id = :id;

-- name: ledger_fact_add :exec
-- in: id id, type text, at time, actor id?, subject id?, ordinal int, line bytes
INSERT INTO ledger_fact (id, type, at, actor, subject, ordinal, line)
VALUES (:id, :type, :at, :actor, :subject, :ordinal, :line)
    ON CONFLICT (id) DO NOTHING;

-- name: ledger_secret_add :exec
-- in: fact id, person id, fields text, key bytes, personal text
INSERT INTO ledger_secret (fact, person, fields, key, personal)
VALUES (:fact, :person, :fields, :key, :personal);

-- name: ledger_pending :one
-- Whether the integrator has anything to do.
-- out: waiting flag
SELECT CASE WHEN EXISTS (SELECT 1 FROM ledger_fact WHERE seq IS NULL)
            THEN 1 ELSE 0 END AS waiting;

-- name: ledger_number :exec
-- Whatever is committed and has no number gets one; of one subject in the
-- order of its ordinals.
-- in: first int, most int
UPDATE ledger_fact
   SET seq = :first + p.n
  FROM (SELECT id, ROW_NUMBER() OVER (ORDER BY ordinal, id) - 1 AS n
          FROM (SELECT id, ordinal
                  FROM ledger_fact
                 WHERE seq IS NULL
                 ORDER BY ordinal, id
                 LIMIT :most) AS w) AS p
 WHERE ledger_fact.id = p.id;

-- name: ledger_entries :many
-- One row a fact and person that it holds commitments of.
-- in: first int, past int
-- out: id id, seq int, type text, at time, actor id?, subject id?, ordinal int, line bytes, person id?, fields text?, key bytes?, personal text?, erased int?
SELECT f.id, COALESCE(f.seq, -1) AS seq, f.type, f.at, f.actor, f.subject,
       f.ordinal, f.line, s.person, s.fields, s.key, s.personal,
       e.seq AS erased
  FROM ledger_fact AS f
  LEFT JOIN ledger_secret AS s ON s.fact = f.id
  LEFT JOIN ledger_erased AS e ON e.id = s.person
 WHERE f.seq >= :first AND f.seq < :past
 ORDER BY f.seq, s.person;

-- name: ledger_seq_of :opt
-- in: id id
-- out: seq int?
SELECT seq
  FROM ledger_fact
 WHERE id = :id;

-- name: ledger_head_last :opt
-- out: size int, root bytes, at time, note text?
SELECT size, root, at, note
  FROM ledger_head
 ORDER BY size DESC
 LIMIT 1;

-- name: ledger_head_signed :opt
-- out: size int, root bytes, at time, note text?
SELECT size, root, at, note
  FROM ledger_head
 WHERE note IS NOT NULL
 ORDER BY size DESC
 LIMIT 1;

-- name: ledger_head_add :exec
-- in: size int, root bytes, at time, epoch int
INSERT INTO ledger_head (size, root, at, epoch)
VALUES (:size, :root, :at, :epoch);

-- name: ledger_head_sign :exec
-- in: size int, note text
UPDATE ledger_head
   SET note = :note
 WHERE size = :size AND note IS NULL;

-- name: ledger_tile_get :opt
-- in: level int, place int
-- out: hashes bytes
SELECT hashes
  FROM ledger_tile
 WHERE level = :level AND place = :place;

-- name: ledger_tile_put :exec
-- in: level int, place int, hashes bytes
INSERT INTO ledger_tile (level, place, hashes)
VALUES (:level, :place, :hashes)
    ON CONFLICT (level, place) DO UPDATE SET hashes = excluded.hashes;

-- name: ledger_lease_take :opt
-- No row: somebody else holds it.
-- in: holder text, until time, now time
-- out: epoch int
INSERT INTO ledger_lease (id, epoch, holder, until)
VALUES (1, 1, :holder, :until)
    ON CONFLICT (id) DO UPDATE
   SET epoch = ledger_lease.epoch + 1, holder = excluded.holder,
       until = excluded.until
 WHERE ledger_lease.until <= :now
RETURNING epoch;

-- name: ledger_lease_holder :opt
-- out: holder text, until time
SELECT holder, until
  FROM ledger_lease
 WHERE id = 1;

-- name: ledger_lease_keep :exec
-- Changes nothing for whoever has lost it; locks the row until the commit.
-- in: epoch int, until time
UPDATE ledger_lease
   SET until = :until
 WHERE id = 1 AND epoch = :epoch;

-- name: ledger_secret_erase :exec
-- in: person id, stand_in id
UPDATE ledger_secret
   SET person = :stand_in, key = NULL, personal = NULL
 WHERE person = :person;

-- name: ledger_subject_erase :exec
-- in: person id, stand_in id
UPDATE ledger_fact
   SET subject = :stand_in
 WHERE subject = :person;

-- name: ledger_actor_erase :exec
-- in: person id, stand_in id
UPDATE ledger_fact
   SET actor = :stand_in
 WHERE actor = :person;

-- name: ledger_subject_rename :exec
-- in: person id, stand_in id
UPDATE ledger_subject
   SET id = :stand_in
 WHERE id = :person;

-- name: ledger_erased_add :exec
-- in: id id, seq int
INSERT INTO ledger_erased (id, seq)
VALUES (:id, :seq);

-- name: ledger_secret_count :one
-- in: person id
-- out: n int
SELECT CAST(COUNT(*) AS BIGINT) AS n
  FROM ledger_secret
 WHERE person = :person;

-- name: ledger_order_gaps :one
-- Subjects whose ordinals do not run from 1 without gap.
-- out: n int
SELECT CAST(COUNT(*) AS BIGINT) AS n
  FROM (SELECT subject
          FROM ledger_fact
         GROUP BY subject
        HAVING MAX(ordinal) <> COUNT(*)
            OR MIN(ordinal) <> 1) AS g;

-- name: ledger_order_swaps :one
-- Facts numbered before their subject's earlier one.
-- out: n int
SELECT CAST(COUNT(*) AS BIGINT) AS n
  FROM ledger_fact AS a
  JOIN ledger_fact AS b
    ON b.subject = a.subject AND b.ordinal = a.ordinal + 1
 WHERE a.seq > b.seq OR (a.seq IS NULL AND b.seq IS NOT NULL);

-- name: content_put :exec
-- in: hash bytes, data bytes, stored time
INSERT INTO content_blob (hash, bytes, stored)
VALUES (:hash, :data, :stored)
    ON CONFLICT (hash) DO NOTHING;

-- name: content_get :opt
-- in: hash bytes
-- out: bytes bytes
SELECT bytes
  FROM content_blob
 WHERE hash = :hash;
