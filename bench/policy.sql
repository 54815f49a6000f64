-- So many people, each with a few changes, an access and proofs of 24 of 40
-- modules: straight into the tables that facts would have made.
-- .parameter set :people N
PRAGMA synchronous = OFF;
PRAGMA cache_size = -400000;
BEGIN;
CREATE TEMP TABLE n (k INTEGER PRIMARY KEY, id BLOB);
WITH RECURSIVE c(k) AS (
    SELECT 1 UNION ALL SELECT k + 1 FROM c WHERE k < :people)
INSERT INTO n SELECT k, CAST(printf('%016d', k) AS BLOB) FROM c;

INSERT INTO person
       (id, email, name, role, employment, joined, at_from, seq_from)
SELECT id, printf('p%d@example.org', k), printf('Person %d', k),
       CASE k % 20 WHEN 0 THEN 'lead' ELSE 'developer' END, 'employee',
       1735689600000000 + (k % 300) * 86400000000,
       1735689600000000, k
  FROM n;

INSERT INTO person_change
       (person, kind, effective, known, role, no_team, no_manager, no_unit,
        employment, duties, stacks, seq_from)
SELECT id, 'joined', 1735689600000000 + (k % 300) * 86400000000,
       1735689600000000 + (k % 300) * 86400000000,
       CASE k % 20 WHEN 0 THEN 'lead' ELSE 'developer' END, 0, 0, 0,
       CASE k % 5 WHEN 0 THEN 'contractor' ELSE 'employee' END,
       CASE k % 7 WHEN 0 THEN '["on-call"]' ELSE '[]' END,
       CASE k % 3 WHEN 0 THEN '["go"]' WHEN 1 THEN '["python-flask"]'
            ELSE '["php","go"]' END, k
  FROM n;
INSERT INTO person_change
       (person, kind, effective, known, no_team, no_manager, no_unit, duties,
        seq_from)
SELECT id, 'changed', 1772323200000000 + (k % 90) * 86400000000,
       1772323200000000 + (k % 90) * 86400000000, 0, 0, 0,
       '["reviewer"]', 1000000 + k
  FROM n WHERE k % 4 = 0;

INSERT INTO access_grant
       (person, system, level, source, since, since_known, seq_from)
SELECT id, CASE k % 2 WHEN 0 THEN 'production' ELSE 'pipelines' END,
       CASE k % 9 WHEN 0 THEN 'admin' ELSE 'user' END, 'csv',
       1764547200000000, 1764547200000000, 2000000 + k
  FROM n;

INSERT INTO completion
       (id, person, module, version, how, score, earned, seq_from)
SELECT CAST(printf('%08d%08d', n.k, m.k) AS BLOB), n.id,
       printf('m%d', m.k), '1.0.0', 'studied', 90,
       1755000000000000 + ((n.k * 7 + m.k * 13) % 500) * 86400000000,
       3000000 + n.k * 40 + m.k
  FROM n JOIN n AS m ON m.k <= 40
 WHERE (n.k + m.k) % 5 < 3;
COMMIT;
ANALYZE;
