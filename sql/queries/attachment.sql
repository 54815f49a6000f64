-- owner: policy

-- name: attachment_view_add :exec
-- The later fact of the same attachment does not count.
-- in: id id, control text, kind text, title text, file text, media text
-- in: document bytes, dated time, until time?, attached time, actor id?
-- in: seq int
INSERT INTO attachment
       (id, control, kind, title, file, media, document, dated, until,
        attached, actor, seq_from)
VALUES (:id, :control, :kind, :title, :file, :media, :document, :dated,
        :until, :attached, :actor, :seq)
ON CONFLICT (id) DO NOTHING;

-- name: attachment_view_end :exec
-- in: id id, withdrawn time, by id?, reason text, seq int
UPDATE attachment
   SET withdrawn = :withdrawn, withdrawn_by = :by, reason = :reason,
       seq_to = :seq
 WHERE id = :id AND seq_to IS NULL;

-- name: attachment_writer :opt
-- Who may attach and withdraw.
-- in: viewer id
-- out: yes int
SELECT 1 AS yes FROM person
 WHERE id = :viewer AND seq_to IS NULL AND left_at IS NULL
   AND role IN ('admin', 'security_lead');

-- name: control_viewer :opt
-- Who may see how everybody stands with a control.
-- in: viewer id
-- out: yes int
SELECT 1 AS yes FROM person
 WHERE id = :viewer AND seq_to IS NULL AND left_at IS NULL
   AND role IN ('admin', 'security_lead', 'auditor');

-- name: attachment_of_control :many
-- No row for a viewer without the right; control empty: of all of them.
-- in: viewer id, program flag, control text
-- out: id id, control text, kind text, title text, file text, media text
-- out: document bytes, dated time, until time?, attached time, name text?
-- out: withdrawn time?, withdrawn_name text?, reason text?
SELECT a.id, a.control, a.kind, a.title, a.file, a.media, a.document,
       a.dated, a.until, a.attached, p.name, a.withdrawn,
       w.name AS withdrawn_name, a.reason
  FROM attachment AS a
  LEFT JOIN person AS p ON p.id = a.actor AND p.seq_to IS NULL
  LEFT JOIN person AS w ON w.id = a.withdrawn_by AND w.seq_to IS NULL
 WHERE (a.control = :control OR :control = '')
   AND (:program = 1
        OR EXISTS (SELECT 1
                     FROM person AS v
                    WHERE v.id = :viewer AND v.seq_to IS NULL
                      AND v.left_at IS NULL
                      AND v.role IN ('admin', 'security_lead', 'auditor')))
 ORDER BY a.dated DESC, a.id;

-- name: attachment_by_id :opt
-- in: viewer id, program flag, id id
-- out: id id, control text, kind text, title text, file text, media text
-- out: document bytes, dated time, until time?, attached time, name text?
-- out: withdrawn time?, withdrawn_name text?, reason text?
SELECT a.id, a.control, a.kind, a.title, a.file, a.media, a.document,
       a.dated, a.until, a.attached, p.name, a.withdrawn,
       w.name AS withdrawn_name, a.reason
  FROM attachment AS a
  LEFT JOIN person AS p ON p.id = a.actor AND p.seq_to IS NULL
  LEFT JOIN person AS w ON w.id = a.withdrawn_by AND w.seq_to IS NULL
 WHERE a.id = :id
   AND (:program = 1
        OR EXISTS (SELECT 1
                     FROM person AS v
                    WHERE v.id = :viewer AND v.seq_to IS NULL
                      AND v.left_at IS NULL
                      AND v.role IN ('admin', 'security_lead', 'auditor')));
