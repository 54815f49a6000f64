// A folder of src/ includes sql/<noun>.h only where queries/<noun>.sql names
// it as an owner.  Tests may look anywhere.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { SqlError, readTree } from './sqlgen_parse.mjs';

function complaints(queries) {
	const owners = new Map(queries.map((q) => [`${q.noun}.h`, q.owners]));
	const bad = [];
	for (const folder of readdirSync('src', { withFileTypes: true }).filter((d) => d.isDirectory()))
		for (const name of readdirSync(join('src', folder.name))) {
			if (!/\.[ch]$/.test(name) || /_(test|fuzz|bench)\.c$/.test(name))
				continue;
			const file = join('src', folder.name, name);
			readFileSync(file, 'utf8').split('\n').forEach((text, i) => {
				const m = /^#include "sql\/(.*)"/.exec(text);
				if (m && !owners.get(m[1])?.includes(folder.name))
					bad.push(`${file}:${i + 1}: sql/${m[1]} belongs to ` +
						(owners.get(m[1])?.join(', ') ?? 'nobody'));
			});
		}
	return bad;
}

try {
	const bad = complaints(readTree('sql').queries);
	bad.forEach((b) => console.error(b));
	process.exit(bad.length ? 1 : 0);
} catch (e) {
	if (!(e instanceof SqlError))
		throw e;
	console.error(e.message);
	process.exit(1);
}
