-- owner: policy

-- name: proposal_subject :opt
-- Whether a viewer may propose for somebody who is here: for themself, for
-- those of a team they lead, or for anybody as administrator or security lead.
-- in: viewer id, person id
-- out: name text, email text, itself flag, leads flag, decides flag
SELECT p.name, p.email,
       CASE WHEN p.id = v.id THEN 1 ELSE 0 END AS itself,
       CASE WHEN t.lead = v.id THEN 1 ELSE 0 END AS leads,
       CASE WHEN v.role IN ('admin', 'security_lead') THEN 1 ELSE 0
            END AS decides
  FROM person AS v
  JOIN person AS p ON p.id = :person AND p.seq_to IS NULL
                  AND p.left_at IS NULL
  LEFT JOIN team AS t ON t.id = p.team AND t.seq_to IS NULL
 WHERE v.id = :viewer AND v.seq_to IS NULL AND v.left_at IS NULL
   AND (p.id = v.id OR v.role IN ('admin', 'security_lead')
        OR t.lead = v.id);

-- name: proposal_add :exec
-- in: id id, kind text, subject id?, about text, payload text
-- in: document bytes?, proposer id, made time
INSERT INTO proposal (id, kind, subject, about, payload, document, proposer,
                      made, state)
VALUES (:id, :kind, :subject, :about, :payload, :document, :proposer, :made,
        'open');

-- name: proposal_open_same :opt
-- in: kind text, subject id, about text
-- out: id id
SELECT p.id
  FROM proposal AS p
 WHERE p.kind = :kind AND p.subject = :subject AND p.about = :about
   AND p.state = 'open';

-- name: proposal_line_add :exec
-- in: proposal id, line int, person id, module text, version text
-- in: completed time, reason text
INSERT INTO proposal_line (proposal, line, person, module, version, completed,
                           reason)
VALUES (:proposal, :line, :person, :module, :version, :completed, :reason);

-- name: proposal_seen :many
-- What a viewer may see: their own, that of the teams they lead, all as
-- administrator, security lead or auditor.  Who decides is neither who
-- proposed nor whom it is about.
-- program: the terminal, which sees all and decides nothing itself.
-- in: viewer id, program flag, id id?, kind text?, state text?, subject id?
-- in: most int
-- out: id id, kind text, state text, subject id?, name text?, email text?
-- out: about text, payload text, has_document flag, proposer id
-- out: proposer_name text?, made time, decided_by id?, decider_name text?
-- out: decided time?, why text?, n_lines int, may_decide flag
-- out: may_withdraw flag, may_read flag
SELECT p.id, p.kind, p.state, p.subject, s.name, s.email, p.about, p.payload,
       CASE WHEN p.document IS NULL THEN 0 ELSE 1 END AS has_document,
       p.proposer, w.name AS proposer_name, p.made, p.decided_by,
       d.name AS decider_name, p.decided, p.why,
       (SELECT COUNT(*) FROM proposal_line AS l
         WHERE l.proposal = p.id) AS n_lines,
       CASE WHEN p.state = 'open' AND v.role IN ('admin', 'security_lead')
             AND p.proposer <> v.id
             AND (p.subject IS NULL OR p.subject <> v.id)
             AND NOT EXISTS (SELECT 1 FROM proposal_line AS l
                              WHERE l.proposal = p.id AND l.person = v.id)
            THEN 1 ELSE 0 END AS may_decide,
       CASE WHEN p.state = 'open' AND p.proposer = v.id
            THEN 1 ELSE 0 END AS may_withdraw,
       CASE WHEN v.role IN ('admin', 'security_lead', 'auditor')
              OR p.subject = v.id
            THEN 1 ELSE 0 END AS may_read
  FROM proposal AS p
  LEFT JOIN person AS v ON v.id = :viewer AND v.seq_to IS NULL
                       AND v.left_at IS NULL
  LEFT JOIN person AS s ON s.id = p.subject AND s.seq_to IS NULL
  LEFT JOIN team AS t ON t.id = s.team AND t.seq_to IS NULL
  LEFT JOIN person AS w ON w.id = p.proposer AND w.seq_to IS NULL
  LEFT JOIN person AS d ON d.id = p.decided_by AND d.seq_to IS NULL
 WHERE (:id IS NULL OR p.id = :id)
   AND (:kind IS NULL OR p.kind = :kind)
   AND (:state IS NULL OR p.state = :state)
   AND (:subject IS NULL OR p.subject = :subject)
   AND (:program = 1
        OR v.role IN ('admin', 'security_lead', 'auditor')
        OR p.subject = v.id OR p.proposer = v.id OR t.lead = v.id)
 ORDER BY p.made DESC, p.id DESC
 LIMIT :most;

-- name: proposal_lines :many
-- in: proposal id, most int
-- out: line int, person id, name text?, email text?, module text, version text
-- out: completed time, reason text
SELECT l.line, l.person, p.name, p.email, l.module, l.version, l.completed,
       l.reason
  FROM proposal_line AS l
  LEFT JOIN person AS p ON p.id = l.person AND p.seq_to IS NULL
 WHERE l.proposal = :proposal
 ORDER BY l.line
 LIMIT :most;

-- name: proposal_decide :exec
-- The second person, and nobody else, and once.
-- in: id id, decider id, state text, decided time, why text?
UPDATE proposal
   SET state = :state, decided_by = :decider, decided = :decided, why = :why
 WHERE id = :id AND state = 'open' AND proposer <> :decider
   AND (subject IS NULL OR subject <> :decider)
   AND NOT EXISTS (SELECT 1 FROM proposal_line AS l
                    WHERE l.proposal = proposal.id AND l.person = :decider)
   AND EXISTS (SELECT 1 FROM person AS v
                WHERE v.id = :decider AND v.seq_to IS NULL
                  AND v.left_at IS NULL
                  AND v.role IN ('admin', 'security_lead'));

-- name: proposal_withdraw :exec
-- Whoever proposed takes it back, while they are here.
-- in: id id, proposer id, decided time
UPDATE proposal
   SET state = 'withdrawn', decided_by = :proposer, decided = :decided
 WHERE id = :id AND state = 'open' AND proposer = :proposer
   AND EXISTS (SELECT 1 FROM person AS v
                WHERE v.id = :proposer AND v.seq_to IS NULL
                  AND v.left_at IS NULL);

-- name: proposal_document_put :exec
-- in: person id, hash bytes, media text, bytes bytes, stored time
INSERT INTO proposal_document (person, hash, media, bytes, stored)
VALUES (:person, :hash, :media, :bytes, :stored)
    ON CONFLICT (person, hash) DO NOTHING;

-- name: proposal_document_seen :opt
-- For those who decide, the auditor, and whose it is.
-- in: viewer id, id id
-- out: media text, bytes bytes, hash bytes
SELECT f.media, f.bytes, f.hash
  FROM person AS v
  JOIN proposal AS p ON p.id = :id
  JOIN proposal_document AS f ON f.person = p.subject AND f.hash = p.document
 WHERE v.id = :viewer AND v.seq_to IS NULL AND v.left_at IS NULL
   AND (v.role IN ('admin', 'security_lead', 'auditor')
        OR p.subject = v.id);

-- name: proposal_document_drop :exec
-- Of a proposal that came to nothing, unless another one names it.
-- in: id id
DELETE FROM proposal_document
 WHERE EXISTS (SELECT 1 FROM proposal AS p
                WHERE p.id = :id AND p.subject = proposal_document.person
                  AND p.document = proposal_document.hash)
   AND NOT EXISTS (SELECT 1 FROM proposal AS o
                    WHERE o.subject = proposal_document.person
                      AND o.document = proposal_document.hash
                      AND o.state IN ('open', 'accepted'));

-- name: proposal_hash :opt
-- in: id id
-- out: document bytes?
SELECT p.document FROM proposal AS p WHERE p.id = :id;

-- Somebody is erased.

-- name: proposal_forget_lines :exec
-- in: person id
DELETE FROM proposal_line
 WHERE person = :person
    OR proposal IN (SELECT p.id FROM proposal AS p
                     WHERE p.subject = :person);

-- name: proposal_forget_documents :exec
-- in: person id
DELETE FROM proposal_document WHERE person = :person;

-- name: proposal_forget :exec
-- in: person id
DELETE FROM proposal WHERE subject = :person;

-- name: proposal_forget_proposer :exec
-- What they proposed about others stays, as somebody's.
-- in: person id, stand_in id
UPDATE proposal SET proposer = :stand_in WHERE proposer = :person;

-- name: proposal_forget_decider :exec
-- in: person id, stand_in id
UPDATE proposal SET decided_by = :stand_in WHERE decided_by = :person;

-- What came of exceptions, as the facts say.

-- name: exception_history :many
-- Of one person and obligation, latest first; no row for a viewer who may not
-- see the person's.
-- in: viewer id, person id, obligation text
-- out: id id, reason text, measure text?, until time, asked time, state text
-- out: decided time?, approver_name text?
SELECT e.id, e.reason, e.measure, e.until, e.asked,
       CASE WHEN e.state = 'asked' THEN COALESCE(q.state, 'open')
            ELSE e.state END AS state,
       e.decided, a.name AS approver_name
  FROM person AS v
  JOIN person AS p ON p.id = :person AND p.seq_to IS NULL
  LEFT JOIN team AS t ON t.id = p.team AND t.seq_to IS NULL
  JOIN exception AS e ON e.person = p.id AND e.obligation = :obligation
                     AND e.seq_to IS NULL
  LEFT JOIN person AS a ON a.id = e.approver AND a.seq_to IS NULL
  LEFT JOIN proposal AS q ON q.id = e.id
 WHERE v.id = :viewer AND v.seq_to IS NULL AND v.left_at IS NULL
   AND (v.id = p.id OR v.role IN ('admin', 'auditor', 'security_lead')
        OR t.lead = v.id)
 ORDER BY e.asked DESC, e.id DESC
 LIMIT 100;

-- name: exception_over :many
-- Granted, and their end has passed.
-- in: now time
-- out: id id, person id, until time
SELECT e.id, e.person, e.until
  FROM exception AS e
 WHERE e.state = 'granted' AND e.until < :now AND e.seq_to IS NULL
 ORDER BY e.until, e.id
 LIMIT 500;

-- name: exception_counts :many
-- For each obligation; those of others only for who sees everybody.
-- in: viewer id, now time
-- out: obligation text, granted int, running int, people int
SELECT e.obligation, COUNT(*) AS granted,
       CAST(SUM(CASE WHEN e.state = 'granted' AND e.until >= :now
                     THEN 1 ELSE 0 END) AS BIGINT) AS running,
       COUNT(DISTINCT e.person) AS people
  FROM person AS v
  JOIN exception AS e ON e.approver IS NOT NULL AND e.seq_to IS NULL
                     AND e.state IN ('granted', 'ended')
 WHERE v.id = :viewer AND v.seq_to IS NULL AND v.left_at IS NULL
   AND v.role IN ('admin', 'auditor', 'security_lead')
 GROUP BY e.obligation
 ORDER BY e.obligation;

-- name: outside_counts :many
-- By module: what was set as done, and what was learnt elsewhere.
-- in: viewer id
-- out: module text, overrides int, certificates int
SELECT o.module,
       CAST(SUM(CASE WHEN o.how = 'override' THEN 1 ELSE 0 END) AS BIGINT)
           AS overrides,
       CAST(SUM(CASE WHEN o.how = 'override' THEN 0 ELSE 1 END) AS BIGINT)
           AS certificates
  FROM person AS v
  JOIN outside_proof AS o ON o.seq_to IS NULL
 WHERE v.id = :viewer AND v.seq_to IS NULL AND v.left_at IS NULL
   AND v.role IN ('admin', 'auditor', 'security_lead')
 GROUP BY o.module
 ORDER BY o.module;
