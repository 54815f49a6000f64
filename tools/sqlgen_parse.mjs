// Reads sql/migrations/*.sql and sql/queries/*.sql (the forms are in
// sql/README.md) into plain objects.  Every complaint names file:line.
import { readFileSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { createHash } from 'node:crypto';

export const TYPES = ['id', 'int', 'time', 'flag', 'text', 'bytes'];
const KINDS = ['one', 'opt', 'many', 'each', 'exec'];
const TABLE_KINDS = ['primary', 'view', 'cache', 'queue'];
const C_WORDS = new Set(('auto break case char const continue default do ' +
	'double else enum extern float for goto if inline int long register ' +
	'restrict return short signed sizeof static struct switch typedef ' +
	'union unsigned void volatile while bool true false').split(' '));

export class SqlError extends Error {}
const fail = (file, line, text) => {
	throw new SqlError(`${file}:${line}: ${text}`);
};

const TOKEN = new RegExp([
	/(?<space>[ \t\r\n]+)/, /(?<comment>--[^\n]*)/,
	/(?<string>'(?:[^']|'')*')/, /(?<quoted>"[^"]*")/,
	/(?<param>:[a-z][a-z0-9_]*)/, /(?<word>[A-Za-z_][A-Za-z0-9_]*)/,
	/(?<number>[0-9]+(?:\.[0-9]+)?)/, /(?<mark><=|>=|<>|\|\||[^])/,
].map((r) => r.source).join('|'), 'y');

// [{kind, text, line}]
export function tokens(file, text, firstLine = 1) {
	const out = [];
	let line = firstLine;
	TOKEN.lastIndex = 0;
	while (TOKEN.lastIndex < text.length) {
		const m = TOKEN.exec(text);
		const kind = Object.keys(m.groups).find((k) => m.groups[k] !== undefined);
		const mark = m[0];
		if (kind === 'mark' && (mark === "'" || mark === '"'))
			fail(file, line, `no closing ${mark}`);
		if (kind === 'mark' && !/^[-+*/%(),.;=<>|&~]+$/.test(mark))
			fail(file, line, mark === ':' ?
				"':' is not followed by a parameter name (casts are CAST(x AS type))" :
				`'${mark}' is not part of the portable subset`);
		out.push({ kind, text: mark, line });
		line += mark.split('\n').length - 1;
	}
	return out;
}

const code = (list) => list.filter((t) => t.kind !== 'space' && t.kind !== 'comment');
const squeeze = (list) => code(list).map((t) => t.text).join(' ');

// ---- queries

function field(file, line, text) {
	const m = /^([a-z][a-z0-9_]*) +([a-z]+)(\??)$/.exec(text.trim());
	if (!m)
		fail(file, line, `'${text.trim()}' is not "name type" or "name type?"`);
	const [, name, type, mark] = m;
	if (!TYPES.includes(type))
		fail(file, line, `'${type}' is no type: use ${TYPES.join(', ')}`);
	if (C_WORDS.has(name))
		fail(file, line, `'${name}' is a word of C: name it otherwise`);
	return { name, type, nullable: mark === '?' };
}

function fields(file, line, text) {
	const list = text.split(',').map((t) => field(file, line, t));
	list.forEach((f, i) => {
		if (list.findIndex((g) => g.name === f.name) !== i)
			fail(file, line, `'${f.name}' is there twice`);
	});
	if (list.length > 60)
		fail(file, line, 'more than 60 fields');
	return list;
}

function blockSql(file, block, lines) {
	const first = lines.findIndex((l) => l.text.trim() !== '' && !l.text.startsWith('--'));
	if (first < 0)
		fail(file, block.line, `${block.name} has no statement`);
	const text = lines.slice(first).map((l) => l.text).join('\n').trimEnd();
	const all = tokens(file, text, lines[first].line);
	const body = code(all);
	const end = body.findIndex((t) => t.text === ';');
	if (end !== body.length - 1)
		fail(file, end < 0 ? block.line : body[end].line, end < 0 ?
			`${block.name} does not end with ';'` :
			`${block.name} holds more than one statement`);
	const used = new Set(body.filter((t) => t.kind === 'param').map((t) => t.text.slice(1)));
	for (const t of body)
		if (t.kind === 'param' && !block.in.some((f) => f.name === t.text.slice(1)))
			fail(file, t.line, `${t.text} is not declared by "-- in:" of ${block.name}`);
	for (const f of block.in)
		if (!used.has(f.name))
			fail(file, block.line, `${block.name} does not use its parameter ${f.name}`);
	if (block.kind === 'each' && !/^(select|with)$/i.test(body[0].text))
		fail(file, body[0].line, ':each is for SELECT');
	const kept = all.filter((t) => t.kind !== 'comment').slice(0, -1);
	const put = (sign) => kept.map((t) => t.kind === 'param' ?
		sign + (block.in.findIndex((f) => f.name === t.text.slice(1)) + 1) : t.text)
		.join('').replace(/;\s*$/, '').split('\n').map((l) => l.trimEnd())
		.filter((l) => l !== '').join('\n');
	return { sqlite: put('?'), postgres: put('$') };
}

function block(file, head, lines) {
	const m = /^-- name: ([a-z][a-z0-9_]*) :([a-z]+)(?: (sqlite|postgres))?$/.exec(head.text.trimEnd());
	if (!m)
		fail(file, head.line, 'expected "-- name: noun_verb :kind" and perhaps an engine');
	const b = { name: m[1], kind: m[2], engine: m[3], line: head.line, file, in: [], out: [], doc: [] };
	if (!KINDS.includes(b.kind))
		fail(file, head.line, `':${b.kind}' is none of ${KINDS.map((k) => ':' + k).join(' ')}`);
	for (const { text, line } of lines) {
		if (!text.startsWith('--') && text.trim() !== '')
			break;
		const d = /^-- (in|out): (.*)$/.exec(text);
		if (d) {
			b[d[1]] = [...b[d[1]], ...fields(file, line, d[2].replace(/,\s*$/, ''))];
		} else if (text.startsWith('-- '))
			b.doc.push(text.slice(3).trimEnd());
	}
	if ((b.kind === 'exec') !== (b.out.length === 0))
		fail(file, b.line, b.kind === 'exec' ?
			`${b.name} is :exec and gives no columns` : `${b.name} needs "-- out:"`);
	b.sql = blockSql(file, b, lines);
	return b;
}

// One block for both engines out of one, or of a sqlite and a postgres one.
function merge(list) {
	const byName = new Map();
	for (const b of list) {
		const had = byName.get(b.name);
		if (!had) {
			byName.set(b.name, { ...b, engines: { [b.engine ?? 'both']: b } });
			continue;
		}
		if (!b.engine || had.engines[b.engine] || had.engines.both)
			fail(b.file, b.line, `${b.name} is already at ${had.file}:${had.line}`);
		const same = (x) => JSON.stringify([x.kind, x.in, x.out]);
		if (same(b) !== same(had))
			fail(b.file, b.line, `${b.name} declares other fields than at ${had.file}:${had.line}`);
		had.engines[b.engine] = b;
	}
	for (const b of byName.values()) {
		for (const e of ['sqlite', 'postgres'])
			if (!b.engines.both && !b.engines[e])
				fail(b.file, b.line, `${b.name} has no block for ${e}`);
		b.sql = {
			sqlite: (b.engines.both ?? b.engines.sqlite).sql.sqlite,
			postgres: (b.engines.both ?? b.engines.postgres).sql.postgres,
		};
	}
	return [...byName.values()];
}

export function readQueries(file, text) {
	const lines = text.split('\n').map((t, i) => ({ text: t, line: i + 1 }));
	const owner = lines.find((l) => l.text.startsWith('-- owner:'));
	if (!owner)
		fail(file, 1, 'no "-- owner: folder" line');
	const owners = owner.text.slice(9).trim().split(/[ ,]+/);
	const owned = owners.findIndex((o) => !/^[a-z]+$/.test(o));
	const list = [];
	const starts = lines.flatMap((l, i) => l.text.startsWith('-- name:') ? [i] : []);
	if (starts.length === 0)
		fail(file, 1, 'no "-- name:" block');
	starts.forEach((at, i) => list.push(block(file, lines[at], lines.slice(at + 1, starts[i + 1]))));
	for (const l of lines.slice(0, starts[0]))
		if (l.text.trim() !== '' && !l.text.startsWith('--'))
			fail(file, l.line, 'a statement without a "-- name:" line');
	return { noun: basename(file, '.sql'), file,
		owners: owned < 0 ? owners : owners.slice(0, owned), blocks: merge(list) };
}

// ---- migrations

const SQLITE = { ID: 'BLOB', INT: 'INTEGER', TIME: 'INTEGER', FLAG: 'INTEGER', TEXT: 'TEXT', BYTES: 'BLOB' };
const POSTGRES = { ID: 'UUID', INT: 'BIGINT', TIME: 'BIGINT', FLAG: 'BIGINT', TEXT: 'TEXT COLLATE "C"', BYTES: 'BYTEA' };

function expandColumn(file, list) {
	const body = code(list);
	const [name, type] = body;
	if (!name || name.kind !== 'word' || !/^[a-z][a-z0-9_]*$/.test(name.text))
		fail(file, body[0]?.line ?? 0, `'${name?.text}' is no column name`);
	if (!type || !(type.text in SQLITE))
		fail(file, name.line, `'${type?.text}' is no type: use ${Object.keys(SQLITE).join(' ')}`);
	const words = body.slice(2).map((t) => t.text.toUpperCase()).join(' ');
	const check = type.text === 'FLAG' ? ` CHECK (${name.text} IN (0, 1))` : '';
	const rest = squeeze(body.slice(2));
	const put = (map) => `${name.text} ${map[type.text]}${check}${rest && ' '}${rest}`;
	return {
		column: { name: name.text, type: type.text.toLowerCase(),
			nullable: !/\bNOT NULL\b/.test(words) && !/\bPRIMARY KEY\b/.test(words) },
		key: /\bPRIMARY KEY\b/.test(words), sqlite: put(SQLITE), postgres: put(POSTGRES),
	};
}

function splitCommas(list) {
	const parts = [[]];
	let depth = 0;
	for (const t of list) {
		depth += t.text === '(' ? 1 : t.text === ')' ? -1 : 0;
		if (t.text === ',' && depth === 0)
			parts.push([]);
		else
			parts.at(-1).push(t);
	}
	return parts;
}

const CONSTRAINT = /^(PRIMARY|UNIQUE|FOREIGN|CHECK|CONSTRAINT)$/i;

function createTable(file, body, tables, declared) {
	const name = body[2].text, line = body[0].line;
	const kind = declared.get(name);
	if (!kind)
		fail(file, line, `table ${name} has no "-- table: ${name} ${TABLE_KINDS.join('|')}" above it`);
	if (tables.has(name))
		fail(file, line, `table ${name} is already there`);
	if (body[3]?.text !== '(' || body.at(-1).text !== ')')
		fail(file, line, `expected CREATE TABLE ${name} ( ... )`);
	const table = { name, kind, columns: [], key: [] };
	const parts = { sqlite: [], postgres: [] };
	for (const part of splitCommas(body.slice(4, -1))) {
		if (!part.length)
			fail(file, line, `a comma too many in table ${name}`);
		if (CONSTRAINT.test(part[0].text)) {
			const words = part.map((t) => t.text);
			if (words[0].toUpperCase() === 'PRIMARY')
				table.key = words.slice(3, -1).filter((w) => w !== ',');
			parts.sqlite.push(words.join(' '));
			parts.postgres.push(words.join(' '));
			continue;
		}
		const c = expandColumn(file, part);
		if (table.columns.some((o) => o.name === c.column.name))
			fail(file, part[0].line, `column ${c.column.name} is there twice`);
		table.columns.push(c.column);
		if (c.key)
			table.key = [c.column.name];
		parts.sqlite.push(c.sqlite);
		parts.postgres.push(c.postgres);
	}
	if (!table.key.length)
		fail(file, line, `table ${name} has no primary key`);
	for (const k of table.key) {
		const column = table.columns.find((c) => c.name === k);
		if (!column)
			fail(file, line, `key column ${k} is not in table ${name}`);
		if (column.nullable)
			fail(file, line, `key column ${k} of table ${name} is not NOT NULL`);
	}
	tables.set(name, table);
	const put = (list, end) => `CREATE TABLE ${name} (\n\t${list.join(',\n\t')})${end};`;
	return { sqlite: put(parts.sqlite, ' STRICT'), postgres: put(parts.postgres, '') };
}

function alterTable(file, body, tables) {
	const table = tables.get(body[2]?.text);
	const words = body.map((t) => t.text.toUpperCase());
	if (!table)
		fail(file, body[0].line, `there is no table ${body[2]?.text}`);
	if (words[3] === 'ADD' && words[4] === 'COLUMN') {
		const c = expandColumn(file, body.slice(5));
		table.columns.push(c.column);
		const head = `ALTER TABLE ${table.name} ADD COLUMN `;
		return { sqlite: `${head}${c.sqlite};`, postgres: `${head}${c.postgres};` };
	}
	if (words[3] === 'DROP' && words[4] === 'COLUMN') {
		table.columns = table.columns.filter((c) => c.name !== body[5].text);
		const text = `${squeeze(body)};`;
		return { sqlite: text, postgres: text };
	}
	return fail(file, body[0].line, 'only ADD COLUMN and DROP COLUMN are portable');
}

function statement(file, body, tables, declared) {
	const head = body.slice(0, 3).map((t) => t.text.toUpperCase()).join(' ');
	if (head.startsWith('CREATE TABLE'))
		return createTable(file, body, tables, declared);
	if (head.startsWith('ALTER TABLE'))
		return alterTable(file, body, tables);
	if (head.startsWith('DROP TABLE'))
		tables.delete(body[2].text);
	else if (!/^(CREATE INDEX|CREATE UNIQUE INDEX|DROP INDEX|INSERT INTO|UPDATE|DELETE FROM)/.test(head))
		fail(file, body[0].line, `'${head}' is not known to migrations`);
	const text = `${squeeze(body)};`;
	return { sqlite: text, postgres: text };
}

function readMigration(file, text, tables) {
	const m = /^([0-9]{4})-([a-z][a-z0-9-]*)\.sql$/.exec(basename(file));
	if (!m)
		fail(file, 1, 'a migration is called NNNN-noun.sql');
	const all = tokens(file, text);
	const declared = new Map();
	for (const t of all) {
		const d = t.kind === 'comment' && /^-- table: *(\S+) +(\S+)/.exec(t.text);
		if (d && !TABLE_KINDS.includes(d[2]))
			fail(file, t.line, `'${d[2]}' is none of ${TABLE_KINDS.join(', ')}`);
		if (d)
			declared.set(d[1], d[2]);
	}
	const out = { sqlite: [], postgres: [] };
	let body = [];
	for (const t of code(all)) {
		if (t.text !== ';') {
			body.push(t);
			continue;
		}
		if (!body.length)
			fail(file, t.line, 'an empty statement');
		const s = statement(file, body, tables, declared);
		out.sqlite.push(s.sqlite);
		out.postgres.push(s.postgres);
		body = [];
	}
	if (body.length)
		fail(file, body[0].line, "a statement does not end with ';'");
	const checksum = createHash('sha256').update(squeeze(all)).digest('hex');
	return { version: Number(m[1]), name: m[2], checksum, sqlite: out.sqlite.join('\n'), postgres: out.postgres.join('\n') };
}

const sqlFiles = (dir) => {
	try {
		return readdirSync(dir).filter((f) => f.endsWith('.sql')).sort().map((f) => join(dir, f));
	} catch {
		return [];
	}
};

// {migrations, tables, queries} of the tree under root.
export function readTree(root) {
	const tables = new Map();
	const migrations = [];
	for (const file of sqlFiles(join(root, 'migrations'))) {
		const m = readMigration(file, readFileSync(file, 'utf8'), tables);
		const twin = migrations.find((o) => o.version === m.version);
		if (twin)
			fail(file, 1, `number ${m.version} is taken by '${twin.name}'`);
		migrations.push(m);
	}
	const queries = sqlFiles(join(root, 'queries')).map((f) => readQueries(f, readFileSync(f, 'utf8')));
	const names = new Map();
	for (const b of queries.flatMap((q) => q.blocks)) {
		if (names.has(b.name))
			fail(b.file, b.line, `${b.name} is already in ${names.get(b.name)}`);
		names.set(b.name, b.file);
	}
	return { migrations, tables: [...tables.values()], queries };
}
