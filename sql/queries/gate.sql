-- owner: policy
-- What was answered at a gate, and what was opened past it.

-- name: gate_decision_add :exec
-- in: id id, person id?, system text, allow flag, state text, reason text
-- in: surface text?, policy int?, decided time, until time, seq_from int
INSERT INTO gate_decision (id, person, system, allow, state, reason, surface,
                           policy, decided, until, seq_from, seq_to)
VALUES (:id, :person, :system, :allow, :state, :reason, :surface,
        :policy, :decided, :until, :seq_from, NULL);

-- name: gate_opening_add :exec
-- in: id id, person id, system text, reason text, opened time, until time
-- in: actor id?, seq_from int
INSERT INTO gate_opening (id, person, system, reason, opened, until, actor,
                          seq_from, seq_to)
VALUES (:id, :person, :system, :reason, :opened, :until, :actor,
        :seq_from, NULL);

-- name: gate_said :opt
-- The last answer to the same question, while it stands.
-- in: person id, system text, now time
-- out: allow flag, state text, reason text, policy int?, until time
SELECT d.allow, d.state, d.reason, d.policy, d.until
  FROM gate_decision AS d
 WHERE d.system = :system AND d.person = :person AND d.decided <= :now
   AND d.until >= :now
 ORDER BY d.decided DESC, d.id DESC
 LIMIT 1;

-- name: gate_open_now :many
-- in: system text, now time
-- out: person id, until time
SELECT o.person, MAX(o.until) AS until
  FROM gate_opening AS o
 WHERE o.system = :system AND o.opened <= :now AND o.until >= :now
 GROUP BY o.person
 ORDER BY o.person;

-- name: gate_openings :many
-- Break-glass, newest first, for those who answer for it.
-- in: viewer id, program flag, most int
-- out: person id, name text?, email text?, system text, reason text
-- out: opened time, until time, by_name text?
SELECT o.person, p.name, p.email, o.system, o.reason, o.opened, o.until,
       a.name AS by_name
  FROM gate_opening AS o
  LEFT JOIN person AS p ON p.id = o.person AND p.seq_to IS NULL
  LEFT JOIN person AS a ON a.id = o.actor AND a.seq_to IS NULL
 WHERE :program = 1
    OR EXISTS (SELECT 1
                 FROM person AS v
                WHERE v.id = :viewer AND v.seq_to IS NULL
                  AND v.left_at IS NULL
                  AND v.role IN ('admin', 'security_lead', 'auditor'))
 ORDER BY o.opened DESC, o.id DESC
 LIMIT :most;

-- name: gate_rights :opt
-- Who may look at gates, and who may open and approve.
-- in: viewer id
-- out: acts flag
SELECT CASE WHEN v.role IN ('admin', 'security_lead') THEN 1 ELSE 0 END AS acts
  FROM person AS v
 WHERE v.id = :viewer AND v.seq_to IS NULL AND v.left_at IS NULL
   AND v.role IN ('admin', 'security_lead', 'auditor');

-- name: gate_alarm :many
-- Who may hear of break-glass.
-- out: id id, email text, role text
SELECT p.id, p.email, p.role
  FROM person AS p
 WHERE p.seq_to IS NULL AND p.left_at IS NULL
   AND p.role IN ('admin', 'security_lead')
 ORDER BY p.email;

-- name: gate_grants :many
-- Every access to a system that began in a period.
-- in: system text, since time, until time
-- out: person id, level text, source text, since time, since_known time
-- out: until time?
SELECT g.person, g.level, g.source, g.since, g.since_known, g.until
  FROM access_grant AS g
 WHERE g.system = :system AND g.seq_to IS NULL
   AND g.since >= :since AND g.since <= :until
 ORDER BY g.since, g.person, g.level, g.source;

-- name: gate_holders :many
-- Who reaches a system now.
-- in: system text, now time
-- out: person id
SELECT DISTINCT g.person
  FROM access_grant AS g
 WHERE g.system = :system AND g.seq_to IS NULL AND g.since <= :now
   AND (g.until IS NULL OR g.until >= :now)
 ORDER BY g.person;
