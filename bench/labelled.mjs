// scores a scan against a suite of labelled test cases: a CSV of
//
//	test name, category, real vulnerability (true or false), CWE
//
// beside files whose names begin with a test's. A test counts as flagged when
// a finding in its file has exactly the expected CWE; a category's score is
// the share of true ones flagged less the share of false ones; the suite's is
// the mean over its categories.
import {execFileSync} from 'node:child_process'
import {readFileSync, readdirSync} from 'node:fs'
import {basename} from 'node:path'

const [assay, dir, rules = 'rules'] = process.argv.slice(2)
const csv = readdirSync(dir).find((f) => f.startsWith('expectedresults'))
if (!csv) {
	console.error(`no expectedresults*.csv in '${dir}'`)
	process.exit(2)
}

function scan() {
	const started = performance.now()
	let out
	try {
		out = execFileSync(assay, ['scan', '-c', rules, '-f', 'json', dir],
			{maxBuffer: 1 << 30, stdio: ['ignore', 'pipe', 'inherit']})
	} catch (e) {
		if (e.status !== 1) throw e // 1: there are findings
		out = e.stdout
	}
	return [JSON.parse(out), (performance.now() - started) / 1000]
}

const [report, seconds] = scan()
const flagged = new Map()
for (const r of report.results)
	for (const cwe of [r.extra.metadata?.cwe ?? []].flat()) {
		const test = basename(r.path).replace(/\..*/, '')
		const set = flagged.get(test) ?? new Set()
		set.add(Number(/\d+/.exec(cwe)[0]))
		flagged.set(test, set)
	}

const categories = new Map()
for (const line of readFileSync(`${dir}/${csv}`, 'utf8').split('\n')) {
	const [test, category, real, cwe] = line.split(',').map((s) => s.trim())
	if (line.startsWith('#') || !cwe) continue
	const c = categories.get(category) ?? {tp: 0, p: 0, fp: 0, n: 0}
	const hit = flagged.get(test)?.has(Number(cwe)) ?? false
	if (real === 'true') { c.p++; c.tp += hit } else { c.n++; c.fp += hit }
	categories.set(category, c)
}

const share = (a, b) => (b ? (100 * a) / b : 0)
let tpr = 0, fpr = 0
for (const [name, c] of [...categories].sort()) {
	const t = share(c.tp, c.p), f = share(c.fp, c.n)
	tpr += t
	fpr += f
	console.log(`${name.padEnd(16)} TPR ${t.toFixed(1).padStart(5)}  ` +
		`FPR ${f.toFixed(1).padStart(5)}  (${c.tp}/${c.p}, ${c.fp}/${c.n})`)
}
const n = categories.size
console.log(`mean of ${n}       TPR ${(tpr / n).toFixed(1)}  FPR ` +
	`${(fpr / n).toFixed(1)}  score ${((tpr - fpr) / n).toFixed(1)}, in ` +
	`${seconds.toFixed(1)} s`)
