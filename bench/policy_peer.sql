-- The plainest form of the question: who proved which of the 40 modules within
-- twelve months, by the latest proof; no populations, leaves, rules or reasons.
SELECT COUNT(*), SUM(last IS NULL OR last < :now - 31536000000000)
  FROM (SELECT n.value AS module, p.id,
               (SELECT MAX(c.earned) FROM completion AS c
                 WHERE c.person = p.id AND c.module = 'm' || n.value
                   AND c.earned <= :now) AS last
          FROM person AS p,
               (WITH RECURSIVE c(value) AS (
                    SELECT 1 UNION ALL SELECT value + 1 FROM c
                     WHERE value < 40)
                SELECT value FROM c) AS n
         WHERE p.seq_to IS NULL);
