-- owner: outcomes
-- The right is the join on viewer: security lead, admin and auditor see all;
-- an author their own; everybody those of their team's repositories; a lead
-- those of the repositories and the members of the teams they lead.

-- name: finding_list :many
-- in: viewer id, is_open flag, any_state flag, mine flag, repository text?
-- in: cwe int, after id?, row_limit int
-- out: id id, repository text, branch text, tool text, rule text, title text?
-- out: message text, path text, line int, cwe int, level int, author id?
-- out: author_name text?, opened time, closed time?, reason text?, open_count int
SELECT f.id, r.name AS repository, a.branch, f.tool, f.rule, f.title, f.message, f.path,
       f.line, f.cwe, f.level, f.author, p.name AS author_name, e.opened, e.closed, e.reason,
       (SELECT COUNT(*)
          FROM episode AS o
         WHERE o.finding = f.id AND o.closed IS NULL) AS open_count
  FROM finding AS f
  JOIN repository AS r ON r.id = f.repository
  JOIN episode AS e ON e.id = (SELECT x.id
                                 FROM episode AS x
                                WHERE x.finding = f.id
                                ORDER BY x.id DESC
                                LIMIT 1)
  JOIN analysis AS a ON a.id = e.analysis
  JOIN person AS v ON v.id = :viewer AND v.seq_to IS NULL
                  AND v.left_at IS NULL
  LEFT JOIN person AS p ON p.id = f.author AND p.seq_to IS NULL
 WHERE (v.role IN ('security_lead', 'admin', 'auditor')
        OR f.author = v.id
        OR r.team = v.team
        OR EXISTS (SELECT 1
                     FROM team AS t
                    WHERE t.lead = v.id AND t.seq_to IS NULL
                      AND (t.id = r.team OR t.id = p.team)))
   AND (:any_state = 1
        OR (:is_open = 1) = EXISTS (SELECT 1
                                      FROM episode AS o
                                     WHERE o.finding = f.id
                                       AND o.closed IS NULL))
   AND (:mine = 0 OR f.author = v.id)
   AND (:repository IS NULL OR r.name = :repository)
   AND (:cwe = 0 OR f.cwe = :cwe)
   AND (:after IS NULL OR f.id < :after)
 ORDER BY f.id DESC
 LIMIT :row_limit;

-- name: finding_count :one
-- in: viewer id
-- out: open_count int, mine int
SELECT COUNT(*) AS open_count,
       COUNT(CASE WHEN f.author = :viewer THEN 1 END) AS mine
  FROM finding AS f
  JOIN repository AS r ON r.id = f.repository
  JOIN person AS v ON v.id = :viewer AND v.seq_to IS NULL
                  AND v.left_at IS NULL
  LEFT JOIN person AS p ON p.id = f.author AND p.seq_to IS NULL
 WHERE (v.role IN ('security_lead', 'admin', 'auditor')
        OR f.author = v.id
        OR r.team = v.team
        OR EXISTS (SELECT 1
                     FROM team AS t
                    WHERE t.lead = v.id AND t.seq_to IS NULL
                      AND (t.id = r.team OR t.id = p.team)))
   AND EXISTS (SELECT 1
                 FROM episode AS o
                WHERE o.finding = f.id AND o.closed IS NULL);

-- name: finding_get :opt
-- in: viewer id, id id
-- out: id id, repository text, branch text, tool text, rule text, title text?
-- out: message text, path text, line int, cwe int, level int, author id?
-- out: author_name text?, opened time, closed time?, reason text?, open_count int
-- out: cwes text, snippet text?, help text?, commit_id text, attribution text
SELECT f.id, r.name AS repository, a.branch, f.tool, f.rule, f.title, f.message, f.path,
       f.line, f.cwe, f.level, f.author, p.name AS author_name, e.opened, e.closed, e.reason,
       (SELECT COUNT(*)
          FROM episode AS o
         WHERE o.finding = f.id AND o.closed IS NULL) AS open_count,
       f.cwes, f.snippet, f.help, f.commit_id, f.attribution
  FROM finding AS f
  JOIN repository AS r ON r.id = f.repository
  JOIN episode AS e ON e.id = (SELECT x.id
                                 FROM episode AS x
                                WHERE x.finding = f.id
                                ORDER BY x.id DESC
                                LIMIT 1)
  JOIN analysis AS a ON a.id = e.analysis
  JOIN person AS v ON v.id = :viewer AND v.seq_to IS NULL
                  AND v.left_at IS NULL
  LEFT JOIN person AS p ON p.id = f.author AND p.seq_to IS NULL
 WHERE f.id = :id
   AND (v.role IN ('security_lead', 'admin', 'auditor')
        OR f.author = v.id
        OR r.team = v.team
        OR EXISTS (SELECT 1
                     FROM team AS t
                    WHERE t.lead = v.id AND t.seq_to IS NULL
                      AND (t.id = r.team OR t.id = p.team)));

-- name: finding_episodes :many
-- in: finding id
-- out: branch text, category text, base text, opened time, opened_commit text
-- out: closed time?, closed_commit text?, reason text?
SELECT a.branch, a.category, a.base, e.opened, so.commit_id AS opened_commit,
       e.closed, sc.commit_id AS closed_commit, e.reason
  FROM episode AS e
  JOIN analysis AS a ON a.id = e.analysis
  JOIN scan AS so ON so.id = e.opened_scan
  LEFT JOIN scan AS sc ON sc.id = e.closed_scan
 WHERE e.finding = :finding
 ORDER BY e.id
 LIMIT 1000;
