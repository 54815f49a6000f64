# every rule finds what its sample says, and nothing in another's
assay rules test "$SOURCE/rules"
assay scan "$SOURCE/rules" --format json >all.json
node -e '
	const { basename, extname } = require("path");
	const { results } = JSON.parse(require("fs").readFileSync("all.json", "utf8"));
	const strange = results.filter((r) =>
		basename(r.path, extname(r.path)) !== r.check_id.split(".").pop());
	for (const r of strange)
		console.log(`${r.path}:${r.start.line}: ${r.check_id}`);
	console.log(`${results.length} findings, ${strange.length} in the sample of another rule`);
'
