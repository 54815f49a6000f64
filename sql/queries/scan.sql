-- owner: outcomes

-- name: repository_by_name :opt
-- in: name text
-- out: id id, team id?
SELECT r.id, r.team
  FROM repository AS r
 WHERE r.name = :name;

-- name: repository_add :exec
-- in: id id, name text, team id?, created time
-- Another upload may have been first: the caller reads again.
INSERT INTO repository (id, name, team, created)
VALUES (:id, :name, :team, :created)
    ON CONFLICT (name) DO NOTHING;

-- name: repository_set_team :exec
-- in: id id, team id
UPDATE repository SET team = :team WHERE id = :id AND team IS NULL;

-- name: analysis_find :opt
-- in: repository id, tool text, category text, branch text, base text
-- out: id id
SELECT a.id
  FROM analysis AS a
 WHERE a.repository = :repository AND a.tool = :tool
   AND a.category = :category AND a.branch = :branch AND a.base = :base;

-- name: analysis_add :exec
-- in: id id, repository id, tool text, category text, branch text, base text
INSERT INTO analysis (id, repository, tool, category, branch, base)
VALUES (:id, :repository, :tool, :category, :branch, :base)
    ON CONFLICT (repository, tool, category, branch, base) DO NOTHING;

-- name: analysis_lock :exec
-- in: id id
-- Two uploads of one analysis follow each other.
UPDATE analysis SET base = base WHERE id = :id;

-- name: scan_of_analysis :opt
-- in: analysis id
-- out: id id
SELECT s.id
  FROM scan AS s
 WHERE s.analysis = :analysis
 ORDER BY s.id DESC
 LIMIT 1;

-- name: scan_same :opt
-- in: analysis id, digest bytes, commit_id text
-- out: id id, found int, opened int, kept int, closed int
SELECT s.id, s.found, s.opened, s.kept, s.closed
  FROM scan AS s
 WHERE s.analysis = :analysis AND s.digest = :digest
   AND s.commit_id = :commit_id;

-- name: scan_add :exec
-- in: id id, analysis id, at time, commit_id text, tool_version text
-- in: digest bytes, author id?, found int, opened int, kept int, closed int
INSERT INTO scan (id, analysis, at, commit_id, tool_version, digest, author,
                  found, opened, kept, closed)
VALUES (:id, :analysis, :at, :commit_id, :tool_version, :digest, :author,
        :found, :opened, :kept, :closed);

-- name: episode_open_of :each
-- in: analysis id
-- out: episode id, finding id, rule text, path text, line int, hash text
-- out: message text
SELECT e.id AS episode, f.id AS finding, f.rule, f.path, f.line, f.hash, f.message
  FROM episode AS e
  JOIN finding AS f ON f.id = e.finding
 WHERE e.analysis = :analysis AND e.closed IS NULL
 ORDER BY e.id;

-- name: finding_elsewhere :each
-- in: repository id, tool text, analysis id
-- out: finding id, rule text, path text, line int, hash text, message text
-- Known findings that are not open in this analysis: of other branches, and
-- closed ones, which may have come back.
SELECT f.id AS finding, f.rule, f.path, f.line, f.hash, f.message
  FROM finding AS f
 WHERE f.repository = :repository AND f.tool = :tool
   AND NOT EXISTS (SELECT 1
                     FROM episode AS e
                    WHERE e.finding = f.id AND e.analysis = :analysis
                      AND e.closed IS NULL)
 ORDER BY f.id;

-- name: episode_add :exec
-- in: id id, finding id, analysis id, opened time, opened_scan id
INSERT INTO episode (id, finding, analysis, opened, opened_scan)
VALUES (:id, :finding, :analysis, :opened, :opened_scan);

-- name: episode_close :exec
-- in: id id, closed time, closed_scan id, reason text
UPDATE episode
   SET closed = :closed, closed_scan = :closed_scan, reason = :reason
 WHERE id = :id AND closed IS NULL;

-- name: finding_add :exec
-- in: id id, repository id, tool text, rule text, title text?, help text?
-- in: cwe int, cwes text, level int, message text, path text, line int
-- in: snippet text?, hash text, commit_id text, author id?, attribution text
-- in: created time
INSERT INTO finding (id, repository, tool, rule, title, help, cwe, cwes,
                     level, message, path, line, snippet, hash, commit_id,
                     author, attribution, created)
VALUES (:id, :repository, :tool, :rule, :title, :help, :cwe, :cwes, :level,
        :message, :path, :line, :snippet, :hash, :commit_id, :author,
        :attribution, :created);

-- name: finding_move :exec
-- in: id id, message text, path text, line int, snippet text?, hash text
UPDATE finding
   SET message = :message, path = :path, line = :line, snippet = :snippet,
       hash = :hash
 WHERE id = :id;

-- name: finding_lesson_recent :opt
-- in: person id, module text, since time
-- out: assignment id
SELECT l.assignment
  FROM finding_lesson AS l
 WHERE l.person = :person AND l.module = :module AND l.at >= :since
 ORDER BY l.at DESC
 LIMIT 1;

-- name: finding_lesson_add :exec
-- in: finding id, person id, module text, assignment id, at time
INSERT INTO finding_lesson (finding, person, module, assignment, at)
VALUES (:finding, :person, :module, :assignment, :at)
    ON CONFLICT (finding) DO NOTHING;
