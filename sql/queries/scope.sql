-- owner: people

-- name: access_view_grant :exec
-- Nothing where the same grant stands.
-- in: person id, system text, level text, source text, login text?
-- in: since time, known time, seq int
INSERT INTO access_grant
       (person, system, level, source, login, since, since_known, until,
        until_known, seq_from, seq_to)
SELECT :person, :system, :level, :source, :login, :since, :known, NULL, NULL,
       :seq, NULL
 WHERE NOT EXISTS (SELECT 1 FROM access_grant AS g
                    WHERE g.person = :person AND g.system = :system
                      AND g.level = :level AND g.source = :source
                      AND g.until IS NULL AND g.seq_to IS NULL);

-- name: access_view_close :exec
-- in: person id, system text, level text, source text, seq int
UPDATE access_grant SET seq_to = :seq
 WHERE person = :person AND system = :system AND level = :level
   AND source = :source AND until IS NULL AND seq_to IS NULL;

-- name: access_view_end :exec
-- From the row that access_view_close has just closed.
-- in: person id, system text, level text, source text, until time
-- in: known time, seq int
INSERT INTO access_grant
       (person, system, level, source, login, since, since_known, until,
        until_known, seq_from, seq_to)
SELECT person, system, level, source, login, since, since_known, :until,
       :known, :seq, NULL
  FROM access_grant
 WHERE person = :person AND system = :system AND level = :level
   AND source = :source AND seq_to = :seq;

-- name: absence_view_put :exec
-- The last fact of a leave decides; it stays its person's.
-- in: id id, person id, from_at time, to_at time?, withdrawn flag
-- in: known time, seq int
INSERT INTO absence
       (id, person, from_at, to_at, withdrawn, known, seq_from, seq_to)
VALUES (:id, :person, :from_at, :to_at, :withdrawn, :known, :seq, NULL)
    ON CONFLICT (id) DO UPDATE
   SET from_at = :from_at, to_at = :to_at, withdrawn = :withdrawn,
       known = :known, seq_from = :seq
 WHERE absence.person = :person;

-- name: access_all :many
-- Everybody's for an administrator, security lead, auditor and the program;
-- one's own for others.  standing = 1: only what has not ended at :now.
-- in: viewer id, program flag, person id?, system text?, standing flag
-- in: now time, most int, skip int
-- out: person id, name text, email text, gone flag, system text, level text
-- out: source text, login text?, since time, since_known time, until time?
-- out: until_known time?
SELECT g.person, p.name, p.email,
       CASE WHEN p.left_at IS NULL THEN 0 ELSE 1 END AS gone,
       g.system, g.level, g.source, g.login, g.since, g.since_known,
       g.until, g.until_known
  FROM access_grant AS g
  JOIN person AS p ON p.id = g.person AND p.seq_to IS NULL
 WHERE g.seq_to IS NULL
   AND (:standing = 0 OR g.until IS NULL OR g.until >= :now)
   AND (:person IS NULL OR g.person = :person)
   AND (:system IS NULL OR g.system = :system)
   AND (:program = 1
        OR EXISTS (SELECT 1 FROM person AS v
                    WHERE v.id = :viewer AND v.seq_to IS NULL
                      AND v.left_at IS NULL
                      AND (v.id = g.person OR v.role IN
                           ('admin', 'security_lead', 'auditor'))))
 ORDER BY g.system, p.name, g.person, g.since, g.level, g.source, g.seq_from
 LIMIT :most OFFSET :skip;

-- name: absence_all :many
-- Of one person, newest first; likewise.
-- in: viewer id, program flag, person id, most int
-- out: id id, from_at time, to_at time?, withdrawn flag, known time
SELECT a.id, a.from_at, a.to_at, a.withdrawn, a.known
  FROM absence AS a
 WHERE a.person = :person AND a.seq_to IS NULL
   AND (:program = 1
        OR EXISTS (SELECT 1 FROM person AS v
                    WHERE v.id = :viewer AND v.seq_to IS NULL
                      AND v.left_at IS NULL
                      AND (v.id = a.person OR v.role IN
                           ('admin', 'security_lead', 'auditor'))))
 ORDER BY a.from_at DESC, a.id DESC
 LIMIT :most;

-- name: person_history :many
-- What was said of one person, newest first; likewise.
-- in: viewer id, program flag, person id, most int
-- out: kind text, effective time, known time, starts time?, role text?
-- out: team id?, team_name text?, no_team flag, manager id?
-- out: manager_name text?, no_manager flag, unit text?, no_unit flag
-- out: employment text?, stacks text?, duties text?, zone text?
SELECT c.kind, c.effective, c.known, c.starts, c.role, c.team,
       t.name AS team_name, c.no_team, c.manager, m.name AS manager_name,
       c.no_manager, c.unit, c.no_unit, c.employment, c.stacks, c.duties,
       c.zone
  FROM person_change AS c
  LEFT JOIN team AS t ON t.id = c.team AND t.seq_to IS NULL
  LEFT JOIN person AS m ON m.id = c.manager AND m.seq_to IS NULL
 WHERE c.person = :person
   AND (:program = 1
        OR EXISTS (SELECT 1 FROM person AS v
                    WHERE v.id = :viewer AND v.seq_to IS NULL
                      AND v.left_at IS NULL
                      AND (v.id = c.person OR v.role IN
                           ('admin', 'security_lead', 'auditor'))))
 ORDER BY c.effective DESC, c.seq_from DESC
 LIMIT :most;

-- name: access_last :opt
-- The newest of one grant's rows.
-- in: person id, system text, level text, source text
-- out: since time, until time?
SELECT g.since, g.until
  FROM access_grant AS g
 WHERE g.person = :person AND g.system = :system AND g.level = :level
   AND g.source = :source AND g.seq_to IS NULL
 ORDER BY CASE WHEN g.until IS NULL THEN 0 ELSE 1 END, g.seq_from DESC
 LIMIT 1;

-- name: access_of_source :many
-- Everything one source says now, for who may change it: what has ended, too.
-- in: source text
-- out: person id, system text, level text, login text?, since time
-- out: until time?
SELECT g.person, g.system, g.level, g.login, g.since, g.until
  FROM access_grant AS g
 WHERE g.source = :source AND g.seq_to IS NULL
 ORDER BY g.person, g.system, g.level,
          CASE WHEN g.until IS NULL THEN 0 ELSE 1 END, g.seq_from DESC;

-- name: access_systems :many
-- For an administrator, security lead or auditor: which systems there are,
-- and how many people stand in each, of whom gone have left.
-- in: viewer id, now time
-- out: system text, people int, privileged int, gone int
SELECT g.system, COUNT(DISTINCT g.person) AS people,
       COUNT(DISTINCT CASE WHEN g.level IN ('admin', 'privileged')
                           THEN g.person END) AS privileged,
       COUNT(DISTINCT CASE WHEN p.left_at IS NOT NULL
                           THEN g.person END) AS gone
  FROM access_grant AS g
  JOIN person AS p ON p.id = g.person AND p.seq_to IS NULL
 WHERE g.seq_to IS NULL AND (g.until IS NULL OR g.until >= :now)
   AND EXISTS (SELECT 1 FROM person AS v
                WHERE v.id = :viewer AND v.seq_to IS NULL
                  AND v.left_at IS NULL
                  AND v.role IN ('admin', 'security_lead', 'auditor'))
 GROUP BY g.system
 ORDER BY g.system
 LIMIT 500;
