-- owner: policy

-- name: policy_version_add :exec
-- The first fact of a number counts.
-- in: policy text, version int, content bytes, effective time, published time
-- in: publisher id?, note text?, seq int
INSERT INTO policy_version
       (policy, version, content, effective, published, publisher, note,
        seq_from, seq_to)
VALUES (:policy, :version, :content, :effective, :published, :publisher,
        :note, :seq, NULL)
ON CONFLICT (policy, version) DO NOTHING;

-- name: policy_signature_add :exec
-- in: id id, person id, policy text, version int, name text, signed_at time
-- in: seq int
INSERT INTO policy_signature
       (id, person, policy, version, name, signed_at, seq_from, seq_to)
VALUES (:id, :person, :policy, :version, :name, :signed_at, :seq, NULL)
ON CONFLICT (id) DO NOTHING;

-- name: exception_add :exec
-- in: id id, person id, obligation text, reason text, measure text?
-- in: until time, asked time, asked_by id?, seq int
INSERT INTO exception
       (id, person, obligation, reason, measure, until, asked, asked_by,
        state, approver, decided, seq_from, seq_to)
VALUES (:id, :person, :obligation, :reason, :measure, :until, :asked,
        :asked_by, 'asked', NULL, NULL, :seq, NULL)
ON CONFLICT (id) DO NOTHING;

-- name: exception_decide :exec
-- Granted, refused or ended; only what was asked is decided, and only what
-- was granted ends.  What the grant says of measure and end holds.
-- in: id id, before text, state text, approver id?, measure text?
-- in: until time?, decided time
UPDATE exception
   SET state = :state, approver = COALESCE(:approver, approver),
       measure = COALESCE(:measure, measure),
       until = COALESCE(:until, until),
       decided = CASE WHEN :state = 'ended' THEN decided ELSE :decided END
 WHERE id = :id AND state = :before;

-- name: outside_proof_add :exec
-- in: fact id, person id, module text, version text?, how text, course text?
-- in: completed time, known time, valid_until time?, actor id?, approver id?
-- in: seq int
INSERT INTO outside_proof
       (fact, person, module, version, how, course, completed, known,
        valid_until, actor, approver, seq_from, seq_to)
VALUES (:fact, :person, :module, :version, :how, :course, :completed, :known,
        :valid_until, :actor, :approver, :seq, NULL)
ON CONFLICT (fact, module) DO NOTHING;

-- name: performance_add :exec
-- in: id id, obligation text, note text, document bytes?, performed time
-- in: actor id?, seq int
INSERT INTO performance
       (id, obligation, note, document, performed, actor, seq_from, seq_to)
VALUES (:id, :obligation, :note, :document, :performed, :actor, :seq, NULL)
ON CONFLICT (id) DO NOTHING;
