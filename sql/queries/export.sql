-- owner: evidence

-- name: export_may :opt
-- A row where the viewer may export evidence.
-- in: viewer id
-- out: role text
SELECT v.role
  FROM person AS v
 WHERE v.id = :viewer AND v.seq_to IS NULL AND v.left_at IS NULL
   AND v.role IN ('admin', 'auditor');

-- name: export_position :one
-- How many facts are in the views.
-- out: size int
SELECT COALESCE(MAX(f.seq) + 1, 0) AS size
  FROM ledger_fact AS f;

-- name: export_completions :each
-- One row for each person and module asked of them, by the latest asking
-- before the period's end.
-- The role is the one held when the module was completed, or else asked for.
-- operator is the terminal of the machine itself, where nobody signs in.
-- in: viewer id, operator flag, until time
-- in: person id?, all_modules flag, modules text
-- out: person id, name text, email text, role text?, module text
-- out: title text?, version text?, made time, why text, due time?
-- out: asked_by text, attempts int, best int?, last int?, completed time?
-- out: how text?, valid_until time?, attested time?
SELECT a.person, p.name, p.email, h.role, a.module, m.title,
       COALESCE(c.version, m.version) AS version, a.made, a.why, a.due,
       a.asked_by,
       (SELECT COUNT(*) FROM attempt_result AS r
         WHERE r.person = a.person AND r.module = a.module
           AND r.closed < :until) AS attempts,
       (SELECT MAX(r.score) FROM attempt_result AS r
         WHERE r.person = a.person AND r.module = a.module
           AND r.closed < :until) AS best,
       (SELECT r.score FROM attempt_result AS r
         WHERE r.person = a.person AND r.module = a.module
           AND r.closed < :until
         ORDER BY r.closed DESC, r.attempt DESC
         LIMIT 1) AS last,
       c.earned AS completed, c.how, c.valid_until,
       (SELECT MIN(s.signed_at) FROM attestation AS s
         WHERE s.person = a.person AND s.module = a.module
           AND s.completion = c.id AND s.signed_at < :until) AS attested
  FROM assignment AS a
  JOIN person AS p ON p.id = a.person AND p.seq_to IS NULL
  LEFT JOIN module_version AS m ON m.module = a.module AND m.seq_to IS NULL
  LEFT JOIN completion AS c ON c.id = (
       SELECT d.id FROM completion AS d
        WHERE d.person = a.person AND d.module = a.module
          AND d.seq_to IS NULL AND d.earned < :until
          AND (a.asked_by = 'rule' OR d.earned >= a.made)
        ORDER BY d.earned DESC, d.id DESC
        LIMIT 1)
  LEFT JOIN person AS h ON h.id = a.person
        AND h.seq_from <= COALESCE(c.seq_from, a.seq_from)
        AND (h.seq_to IS NULL OR h.seq_to > COALESCE(c.seq_from, a.seq_from))
 WHERE (:operator = 1 OR EXISTS (
           SELECT 1 FROM person AS v
            WHERE v.id = :viewer AND v.seq_to IS NULL AND v.left_at IS NULL
              AND v.role IN ('admin', 'auditor')))
   AND a.seq_to IS NULL
   AND a.made < :until
   AND (:person IS NULL OR a.person = :person)
   AND (:all_modules = 1 OR :modules LIKE '% ' || a.module || ' %')
   AND NOT EXISTS (SELECT 1 FROM assignment AS b
                    WHERE b.person = a.person AND b.module = a.module
                      AND b.seq_to IS NULL AND b.made < :until
                      AND b.seq_from > a.seq_from)
 ORDER BY a.person, a.module;
