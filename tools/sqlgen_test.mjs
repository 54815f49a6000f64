// What sqlgen refuses, and the file:line it says so with.
import assert from 'node:assert';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SqlError, readTree } from './sqlgen_parse.mjs';

const TABLE = '-- table: t view\nCREATE TABLE t (\n\tid ID NOT NULL PRIMARY KEY,\n\tn INT\n);\n';
const HEAD = '-- owner: people\n\n';

function read(migration, query) {
	const root = mkdtempSync(join(tmpdir(), 'sqlgen-'));
	try {
		mkdirSync(join(root, 'migrations'));
		mkdirSync(join(root, 'queries'));
		if (migration)
			writeFileSync(join(root, 'migrations/0001-t.sql'), migration);
		if (query)
			writeFileSync(join(root, 'queries/t.sql'), query);
		try {
			return readTree(root);
		} catch (e) {
			if (e instanceof SqlError)
				e.message = e.message.slice(root.length + 1);
			throw e;
		}
	} finally {
		rmSync(root, { recursive: true });
	}
}

const Q = 'queries/t.sql';
const M = 'migrations/0001-t.sql';
const refused = [
	['-- name: a :one\n-- out: n int\nSELECT 1 AS n;\n', `${Q}:1: no "-- owner: folder" line`],
	[HEAD + '-- name: a :two\nSELECT 1;\n', `${Q}:3: ':two' is none of :one :opt :many :each :exec`],
	[HEAD + '-- name: A :one\nSELECT 1;\n', `${Q}:3: expected "-- name: noun_verb :kind" and perhaps an engine`],
	[HEAD + '-- name: a :one\nSELECT 1;\n', `${Q}:3: a needs "-- out:"`],
	[HEAD + '-- name: a :exec\n-- out: n int\nDELETE FROM t;\n', `${Q}:3: a is :exec and gives no columns`],
	[HEAD + '-- name: a :one\n-- out: n number\nSELECT 1 AS n;\n', `${Q}:4: 'number' is no type: use id, int, time, flag, text, bytes`],
	[HEAD + '-- name: a :one\n-- out: n int, n int\nSELECT 1 AS n;\n', `${Q}:4: 'n' is there twice`],
	[HEAD + '-- name: a :one\n-- out: default int\nSELECT 1;\n', `${Q}:4: 'default' is a word of C: name it otherwise`],
	[HEAD + '-- name: a :exec\nDELETE FROM t WHERE id = :id;\n', `${Q}:4: :id is not declared by "-- in:" of a`],
	[HEAD + '-- name: a :exec\n-- in: id id\nDELETE FROM t;\n', `${Q}:3: a does not use its parameter id`],
	[HEAD + '-- name: a :exec\nDELETE FROM t\n', `${Q}:3: a does not end with ';'`],
	[HEAD + '-- name: a :exec\nDELETE FROM t;\nDELETE FROM t;\n', `${Q}:4: a holds more than one statement`],
	[HEAD + '-- name: a :one\n-- out: n int\nSELECT n::int AS n FROM t;\n',
		`${Q}:5: ':' is not followed by a parameter name (casts are CAST(x AS type))`],
	[HEAD + "-- name: a :exec\nDELETE FROM t WHERE 'x;\n", `${Q}:4: no closing '`],
	[HEAD + '-- name: a :each\n-- out: n int\nINSERT INTO t VALUES (1) RETURNING n;\n', `${Q}:5: :each is for SELECT`],
	[HEAD + '-- name: a :exec postgres\nDELETE FROM t;\n', `${Q}:3: a has no block for sqlite`],
	[HEAD + '-- name: a :exec\nDELETE FROM t;\n-- name: a :exec\nDELETE FROM t;\n', /^queries\/t\.sql:5: a is already at /],
	[HEAD + '-- name: a :exec\n', `${Q}:3: a has no statement`],
	[HEAD + 'DELETE FROM t;\n', `${Q}:1: no "-- name:" block`],
].map(([q, why]) => [null, q, why]).concat([
	['CREATE TABLE t (id ID NOT NULL PRIMARY KEY);\n', `${M}:1: table t has no "-- table: t primary|view|cache|queue" above it`],
	['-- table: t odd\n', `${M}:1: 'odd' is none of primary, view, cache, queue`],
	['-- table: t view\nCREATE TABLE t (n INT);\n', `${M}:2: table t has no primary key`],
	['-- table: t view\nCREATE TABLE t (n BIGINT PRIMARY KEY);\n', `${M}:2: 'BIGINT' is no type: use ID INT TIME FLAG TEXT BYTES`],
	['-- table: t view\nCREATE TABLE t (n INT, PRIMARY KEY (n));\n', `${M}:2: key column n of table t is not NOT NULL`],
	['-- table: t view\nCREATE TABLE t (n INT NOT NULL, n INT, PRIMARY KEY (n));\n', `${M}:2: column n is there twice`],
	[TABLE + 'CREATE TRIGGER x;\n', `${M}:6: 'CREATE TRIGGER X' is not known to migrations`],
	[TABLE + 'ALTER TABLE u ADD COLUMN x INT;\n', `${M}:6: there is no table u`],
	[TABLE + 'ALTER TABLE t RENAME TO u;\n', `${M}:6: only ADD COLUMN and DROP COLUMN are portable`],
	[TABLE + 'DROP TABLE t\n', `${M}:6: a statement does not end with ';'`],
].map(([m, why]) => [m, null, why]));

for (const [migration, query, why] of refused)
	assert.throws(() => read(migration, query), (e) =>
		e instanceof SqlError && (why instanceof RegExp ? why.test(e.message) : assert.equal(e.message, why) ?? true));

// what is accepted
const tree = read(TABLE + 'ALTER TABLE t ADD COLUMN f FLAG;\n', HEAD +
	"-- name: a :opt\n-- in: id id, n int?\n-- out: n int?\nSELECT n -- :no\n  FROM t\n WHERE id = :id AND n <> :n AND 'x' <> ':id';\n");
assert.equal(tree.queries[0].blocks[0].sql.postgres, "SELECT n\n  FROM t\n WHERE id = $1 AND n <> $2 AND 'x' <> ':id'");
assert.equal(tree.queries[0].blocks[0].sql.sqlite, "SELECT n\n  FROM t\n WHERE id = ?1 AND n <> ?2 AND 'x' <> ':id'");
assert.deepEqual(tree.tables[0].columns.map((c) => [c.name, c.type, c.nullable]),
	[['id', 'id', false], ['n', 'int', true], ['f', 'flag', true]]);
assert.match(tree.migrations[0].sqlite, /\) STRICT;\nALTER TABLE t ADD COLUMN f INTEGER CHECK \(f IN \(0, 1\)\);$/);
// a comment or white space changes no checksum, anything else does
const sum = (m) => read(m, null).migrations[0].checksum;
assert.equal(sum(TABLE), sum('-- a word\n' + TABLE.replace(/\n\t/g, '\n\t\t')));
assert.notEqual(sum(TABLE), sum(TABLE.replace('n INT', 'm INT')));
console.log(`${refused.length} refusals and 6 acceptances`);
