-- owner: learn

-- What facts make of the views; nothing else writes them.

-- name: assignment_add :exec
-- in: id id, person id, module text, why text, asked_by text, finding id?
-- in: actor id?, made time, due time?, seq_from int
INSERT INTO assignment (id, person, module, why, asked_by, finding, actor,
                        made, due, seq_from)
VALUES (:id, :person, :module, :why, :asked_by, :finding, :actor,
        :made, :due, :seq_from);

-- name: attempt_result_add :exec
-- in: attempt id, person id, module text, version text, started time
-- in: closed time, asked int, right_count int, score int, pass int
-- in: passed flag, expired flag, seq_from int
INSERT INTO attempt_result (attempt, person, module, version, started, closed,
                            asked, right_count, score, pass, passed, expired,
                            seq_from)
VALUES (:attempt, :person, :module, :version, :started, :closed,
        :asked, :right_count, :score, :pass, :passed, :expired, :seq_from)
ON CONFLICT (attempt) DO NOTHING;

-- name: completion_add :exec
-- in: id id, person id, module text, version text, how text, attempt id?
-- in: score int?, earned time, valid_until time?, seq_from int
INSERT INTO completion (id, person, module, version, how, attempt, score,
                        earned, valid_until, seq_from)
VALUES (:id, :person, :module, :version, :how, :attempt, :score,
        :earned, :valid_until, :seq_from);

-- name: attestation_add :exec
-- in: id id, person id, module text, version text, name text, statement text
-- in: ip text, user_agent text, completion id?, signed_at time, seq_from int
INSERT INTO attestation (id, person, module, version, name, statement, ip,
                         user_agent, completion, signed_at, seq_from)
VALUES (:id, :person, :module, :version, :name, :statement, :ip,
        :user_agent, :completion, :signed_at, :seq_from);
