-- owner: policy
-- What a lapse does to an access.

-- name: hook_last :many
-- The last action of each person for a system.
-- in: system text
-- out: id id, person id, action text, state text, approver id?
SELECT h.id, h.person, h.action, h.state, h.approver
  FROM access_hook AS h
 WHERE h.system = :system AND h.state <> 'dropped'
   AND NOT EXISTS (SELECT 1
                     FROM access_hook AS n
                    WHERE n.system = h.system AND n.person = h.person
                      AND n.state <> 'dropped'
                      AND (n.proposed > h.proposed
                           OR (n.proposed = h.proposed AND n.id > h.id)))
 ORDER BY h.person;

-- name: hook_by_id :opt
-- in: id id
-- out: person id, state text
SELECT h.person, h.state FROM access_hook AS h WHERE h.id = :id;

-- name: hook_add :exec
-- in: id id, person id, system text, action text, state text, why text
-- in: proposed time, approver id?, decided time?
INSERT INTO access_hook (id, person, system, action, state, why, proposed,
                         approver, decided, tries, not_before, said, called)
VALUES (:id, :person, :system, :action, :state, :why, :proposed,
        :approver, :decided, 0, :proposed, NULL, NULL);

-- name: hook_drop :exec
-- What has not been called yet and has lost its reason.
-- in: id id, said text, now time
UPDATE access_hook
   SET state = 'dropped', said = :said, decided = :now
 WHERE id = :id AND state IN ('proposed', 'approved', 'failed', 'refused');

-- name: hook_approve :exec
-- The right is here: an administrator or a security lead, and not about their
-- own access.
-- in: id id, approver id, program flag, now time
UPDATE access_hook
   SET state = 'approved', approver = :approver, decided = :now,
       tries = 0, not_before = :now
 WHERE id = :id AND state IN ('proposed', 'failed', 'refused')
   AND (:program = 1
        OR EXISTS (SELECT 1
                     FROM person AS v
                    WHERE v.id = :approver AND v.seq_to IS NULL
                      AND v.left_at IS NULL
                      AND v.id <> access_hook.person
                      AND v.role IN ('admin', 'security_lead')));

-- name: hook_refuse :exec
-- in: id id, approver id, program flag, now time
UPDATE access_hook
   SET state = 'refused', approver = :approver, decided = :now
 WHERE id = :id AND state IN ('proposed', 'approved', 'failed')
   AND (:program = 1
        OR EXISTS (SELECT 1
                     FROM person AS v
                    WHERE v.id = :approver AND v.seq_to IS NULL
                      AND v.left_at IS NULL
                      AND v.id <> access_hook.person
                      AND v.role IN ('admin', 'security_lead')));

-- name: hook_forget :exec
-- What was proposed about somebody who is erased goes; what was done is a fact.
-- in: person id
DELETE FROM access_hook
 WHERE person = :person;

-- name: hook_forget_approver :exec
-- in: person id, stand_in id
UPDATE access_hook
   SET approver = :stand_in
 WHERE approver = :person;

-- name: hook_all :many
-- Newest first, for those who answer for it.
-- in: viewer id, program flag, most int
-- out: id id, person id, name text?, email text?, system text, action text
-- out: state text, why text, proposed time, by_name text?, decided time?
-- out: tries int, said text?, called time?
SELECT h.id, h.person, p.name, p.email, h.system, h.action, h.state, h.why,
       h.proposed, a.name AS by_name, h.decided, h.tries, h.said, h.called
  FROM access_hook AS h
  LEFT JOIN person AS p ON p.id = h.person AND p.seq_to IS NULL
  LEFT JOIN person AS a ON a.id = h.approver AND a.seq_to IS NULL
 WHERE :program = 1
    OR EXISTS (SELECT 1
                 FROM person AS v
                WHERE v.id = :viewer AND v.seq_to IS NULL
                  AND v.left_at IS NULL
                  AND v.role IN ('admin', 'security_lead', 'auditor'))
 ORDER BY h.proposed DESC, h.id DESC
 LIMIT :most;

-- name: hook_due :many
-- in: now time
-- out: id id, person id, email text, system text, action text, why text
-- out: approver id?, tries int
SELECT h.id, h.person, p.email, h.system, h.action, h.why, h.approver, h.tries
  FROM access_hook AS h
  JOIN person AS p ON p.id = h.person AND p.seq_to IS NULL
 WHERE h.state = 'approved' AND h.not_before <= :now
 ORDER BY h.not_before, h.id
 LIMIT 50;

-- name: hook_settle :exec
-- in: id id, state text, tries int, not_before time, said text?, called time?
UPDATE access_hook
   SET state = :state, tries = :tries, not_before = :not_before, said = :said,
       called = :called
 WHERE id = :id AND state = 'approved';
