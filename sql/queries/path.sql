-- owner: learn

-- name: path_chosen_by :opt
-- in: person id
-- out: path text
SELECT c.path
  FROM path_chosen AS c
 WHERE c.person = :person;

-- name: path_choose :exec
-- in: person id, path text, chosen time
INSERT INTO path_chosen (person, path, chosen)
VALUES (:person, :path, :chosen)
ON CONFLICT (person) DO UPDATE SET path = excluded.path,
                                   chosen = excluded.chosen;

-- name: path_leave :exec
-- in: person id
DELETE FROM path_chosen WHERE person = :person;
