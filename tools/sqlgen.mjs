// sqlgen OUT: makes C of sql/.  Run from the top of the tree.
//	OUT/<noun>.h, <noun>.c	typed functions, one a block of queries/<noun>.sql
//	OUT/blocks.h, blocks.c	the list of them all, for the test that prepares each
//	OUT/migrations.c	migrations and tables, as store/schema.h declares
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SqlError, readTree } from './sqlgen_parse.mjs';

const C_TYPE = { id: 'struct id', int: 'int64_t', time: 'int64_t', flag: 'bool', text: 'struct str', bytes: 'struct str' };
const cType = (f) => f.nullable && ['int', 'time', 'flag'].includes(f.type) ? 'struct sql_int' : C_TYPE[f.type];
const literal = (text, indent) => text.split('\n').map((l, i, all) =>
	`${indent}"${l.replace(/[\\"]/g, '\\$&').replace(/\t/g, '\\t')}${i + 1 < all.length ? '\\n' : ''}"`).join('\n');
const upper = (t) => t.toUpperCase();
const MADE = '/* Made by tools/sqlgen.mjs from';

const struct = (name, fields) => `struct ${name} {\n${fields.map((f) =>
	`\t${cType(f)} ${f.name};${f.nullable ? ' /* may be NULL */' : ''}`).join('\n')}\n};\n`;

// "head(a, b, c)tail" over as many lines of 80 as it takes.
function wrap(head, args, tail, indent = '    ') {
	let out = head, line = indent;
	if ((head + args.join(', ') + tail).replace(/\t/g, '        ').length <= 80)
		return head + args.join(', ') + tail;
	args.forEach((a, i) => {
		const text = a + (i + 1 < args.length ? ',' : tail);
		if ((line + text).replace(/\t/g, '        ').length > 79 && line.trim()) {
			out += `\n${line.trimEnd()}`;
			line = indent;
		}
		line += `${text} `;
	});
	return `${out}\n${line.trimEnd()}`;
}

function signature(b, tail = '', split = ' ') {
	const n = `sql_${b.name}`;
	const args = ['struct db *db'];
	if (['one', 'opt', 'many'].includes(b.kind))
		args.push('struct arena *arena');
	if (b.in.length)
		args.push(`const struct ${n}_in *in`);
	if (b.kind === 'opt')
		args.push('bool *found');
	if (b.kind === 'one' || b.kind === 'opt')
		args.push(`struct ${n}_row *out`);
	if (b.kind === 'many')
		args.push(`struct ${n}_rows *out`);
	if (b.kind === 'each')
		args.push(`${n}_fn *fn`, 'void *ctx');
	if (b.kind === 'exec')
		args.push('uint64_t *changed');
	args.push('struct err *err');
	return wrap(`enum err_code${split}${n}(`, args, `)${tail}`);
}

function header(q) {
	const guard = `SQL_${upper(q.noun)}_H`;
	let out = `${MADE} ${q.file} */\n#ifndef ${guard}\n#define ${guard}\n\n#include "base/arena.h"\n#include "base/id.h"\n#include "store/store.h"\n`;
	for (const b of q.blocks) {
		const n = `sql_${b.name}`;
		out += '\n';
		if (b.doc.length)
			out += `/* ${b.doc.join('\n   ').replace(/\*\//g, '* /')} */\n`;
		if (b.in.length)
			out += struct(`${n}_in`, b.in);
		if (b.out.length)
			out += struct(`${n}_row`, b.out);
		if (b.kind === 'many')
			out += `struct ${n}_rows {\n\tstruct ${n}_row *v;\n\tsize_t n, cap;\n};\n`;
		if (b.kind === 'each')
			out += `typedef enum err_code ${n}_fn(\n    const struct ${n}_row *row, void *ctx, struct err *err);\n`;
		out += `${signature(b, ' MUST_USE;')}\n`;
	}
	return `${out}\n#endif\n`;
}

const fieldTable = (name, type, fields) => `static const struct field ${name}[] = {\n${fields.map((f) =>
	`\t{"${f.name}", CELL_${upper(f.type)}, ${f.nullable}, offsetof(struct ${type}, ${f.name})},`).join('\n')}\n};\n`;

function body(b) {
	const args = ['db'];
	if (['one', 'opt', 'many'].includes(b.kind))
		args.push('arena');
	args.push(`&sql_${b.name}_block`, b.in.length ? 'in' : 'NULL');
	if (b.kind === 'opt')
		args.push('found');
	if (b.kind === 'one' || b.kind === 'opt')
		args.push('out');
	if (b.kind === 'many')
		args.push('(void **)&out->v', '&out->n', '&out->cap');
	if (b.kind === 'each')
		args.push(`${b.name}_row`, '&call');
	if (b.kind === 'exec')
		args.push('changed');
	args.push('err');
	const call = b.kind === 'each' ? `\tstruct ${b.name}_call call = {fn, ctx};\n\n` : '';
	return `${signature(b, '', '\n')}\n{\n${call}${wrap(`\treturn statement_${b.kind}(`, args, ');', '\t    ')}\n}\n`;
}

function source(q) {
	let out = `${MADE} ${q.file} */\n#include "sql/${q.noun}.h"\n\n#include "sql/blocks.h"\n#include "store/statement.h"\n`;
	for (const b of q.blocks) {
		const n = `sql_${b.name}`;
		out += '\n';
		if (b.in.length)
			out += fieldTable(`${b.name}_in`, `${n}_in`, b.in);
		if (b.out.length)
			out += fieldTable(`${b.name}_out`, `${n}_row`, b.out);
		out += `\nconst struct statement ${n}_block = {\n\t.name = "${b.name}",\n\t.kind = STATEMENT_${upper(b.kind)},\n`;
		out += `\t.sql = {\n${literal(b.sql.sqlite, '\t    ')},\n${literal(b.sql.postgres, '\t    ')}},\n`;
		if (b.in.length)
			out += `\t.in = ${b.name}_in,\n\t.n_in = NELEM(${b.name}_in),\n`;
		if (b.out.length)
			out += `\t.out = ${b.name}_out,\n\t.n_out = NELEM(${b.name}_out),\n\t.row_size = sizeof(struct ${n}_row),\n`;
		out += '};\n\n';
		if (b.kind === 'each')
			out += `struct ${b.name}_call {\n\t${n}_fn *fn;\n\tvoid *ctx;\n};\n\nstatic enum err_code\n${b.name}_row(const void *row, void *ctx, struct err *err)\n{\n\tconst struct ${b.name}_call *call = ctx;\n\n\treturn call->fn(row, call->ctx, err);\n}\n\n`;
		out += body(b);
	}
	return out;
}

function blocks(queries) {
	const all = queries.flatMap((q) => q.blocks);
	const h = `${MADE} sql/queries */\n#ifndef SQL_BLOCKS_H\n#define SQL_BLOCKS_H\n\n#include "store/statement.h"\n\n/* Every block, for the test that prepares and checks each. */\nextern const struct statement *const sql_blocks[];\nextern const size_t sql_block_count;\n\n${all.map((b) => `extern const struct statement sql_${b.name}_block;\n`).join('')}\n#endif\n`;
	const c = `${MADE} sql/queries */\n#include "sql/blocks.h"\n\nconst struct statement *const sql_blocks[] = {\n${all.map((b) => `\t&sql_${b.name}_block,\n`).join('')}\tNULL,\n};\nconst size_t sql_block_count = NELEM(sql_blocks) - 1;\n`;
	return { h, c };
}

function table(t) {
	const columns = t.columns.map((c) => `\t{"${c.name}", CELL_${upper(c.type)}, ${c.nullable}, 0},\n`).join('');
	const names = t.columns.map((c) => c.name).join(', ');
	const marks = (sign) => t.columns.map((_, i) => `${sign}${i + 1}`).join(', ');
	const select = `SELECT ${names}\n  FROM ${t.name}\n ORDER BY ${t.key.join(', ')}`;
	const insert = `INSERT INTO ${t.name}\n    (${names})\n VALUES (`;
	const field = (name, kind, sqls, extra) => `\t.${name} = {.name = "${t.name}_${name}", .kind = STATEMENT_${kind},\n\t    .sql = {\n${sqls.map((s) => literal(s, '\t\t')).join(',\n')}}${extra}},\n`;
	const key = t.key.map((k) => t.columns.findIndex((c) => c.name === k));
	return { columns: `static const struct field ${t.name}_columns[] = {\n${columns}};\nstatic const unsigned ${t.name}_key[] = {${key.join(', ')}};\n`,
		row: `\t{.name = "${t.name}", .kind = TABLE_${upper(t.kind)},\n\t.columns = ${t.name}_columns, .n_columns = NELEM(${t.name}_columns),\n\t.key = ${t.name}_key, .n_key = NELEM(${t.name}_key),\n` +
		field('dump', 'EACH', [select, select], `,\n\t    .out = ${t.name}_columns, .n_out = NELEM(${t.name}_columns)`) +
		field('clear', 'EXEC', [`DELETE FROM ${t.name}`, `DELETE FROM ${t.name}`], '') +
		field('insert', 'EXEC', [`${insert}${marks('?')})`, `${insert}${marks('$')})`], `,\n\t    .in = ${t.name}_columns, .n_in = NELEM(${t.name}_columns)`) + '\t},\n' };
}

function migrations(tree) {
	const made = tree.tables.map(table);
	return `${MADE} sql/migrations */\n#include "store/schema.h"\n\n` +
	`const struct migration store_migrations[] = {\n${tree.migrations.map((m) =>
		`\t{.version = ${m.version}, .name = "${m.name}",\n\t.checksum =\n\t    "${m.checksum}",\n\t.sql = {\n${literal(m.sqlite, '\t    ')},\n${literal(m.postgres, '\t    ')}}},\n`).join('')}\t{0},\n};\nconst size_t store_migration_count = NELEM(store_migrations) - 1;\n\n` +
	made.map((t) => t.columns).join('\n') +
	`\nconst struct table store_tables[] = {\n${made.map((t) => t.row).join('')}\t{0},\n};\nconst size_t store_table_count = NELEM(store_tables) - 1;\n`;
}

function main(dir) {
	const tree = readTree('sql');
	mkdirSync(dir, { recursive: true });
	for (const q of tree.queries) {
		writeFileSync(join(dir, `${q.noun}.h`), header(q));
		writeFileSync(join(dir, `${q.noun}.c`), source(q));
	}
	const list = blocks(tree.queries);
	writeFileSync(join(dir, 'blocks.h'), list.h);
	writeFileSync(join(dir, 'blocks.c'), list.c);
	writeFileSync(join(dir, 'migrations.c'), migrations(tree));
}

try {
	if (process.argv.length !== 3)
		throw new SqlError('usage: node tools/sqlgen.mjs OUT');
	main(process.argv[2]);
} catch (e) {
	if (!(e instanceof SqlError))
		throw e;
	console.error(e.message);
	process.exit(1);
}
