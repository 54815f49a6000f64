-- owner: people

-- name: organisation_get :opt
-- out: name text, public_url text, mail_from text?, created time
SELECT name, public_url, mail_from, created FROM organisation WHERE id = 1;

-- name: organisation_add :exec
-- in: name text, public_url text, mail_from text?, created time
INSERT INTO organisation (id, name, public_url, mail_from, created)
VALUES (1, :name, :public_url, :mail_from, :created)
    ON CONFLICT (id) DO NOTHING;

-- name: organisation_set :exec
-- in: name text, public_url text, mail_from text?, viewer id
UPDATE organisation
   SET name = :name, public_url = :public_url, mail_from = :mail_from
 WHERE id = 1
   AND EXISTS (SELECT 1 FROM person AS v
                WHERE v.id = :viewer AND v.seq_to IS NULL
                  AND v.left_at IS NULL AND v.role = 'admin');
