// Two helpers of tests/gates/run, over HTTP:
//	forge.mjs serve FILE		a forge that keeps what it is told, one JSON a line;
//					prints its port; a path with /refused/ is refused
//	forge.mjs get URL TOKEN FILE	the body to FILE, the status to standard output
import fs from "node:fs";
import http from "node:http";

const [what, ...rest] = process.argv.slice(2);
if (what === "get") {
	const [url, token, file] = rest;
	const reply = await fetch(url, { headers: { Authorization: `Bearer ${token}` } });
	fs.writeFileSync(file, Buffer.from(await reply.arrayBuffer()));
	console.log(reply.status);
} else {
	const server = http.createServer((rq, re) => {
		let body = "";
		rq.on("data", (d) => { body += d; });
		rq.on("end", () => {
			const { authorization, "private-token": token } = rq.headers;
			fs.appendFileSync(rest[0], `${JSON.stringify({ method: rq.method, url: rq.url,
				auth: authorization ?? `PRIVATE-TOKEN ${token}`, body: JSON.parse(body) })}\n`);
			re.writeHead(rq.url.includes("/refused/") ? 403 : 201, { "Content-Type": "application/json" });
			re.end("{\"message\":\"no such thing for you\"}");
		});
	});
	server.listen(0, "127.0.0.1", () => console.log(server.address().port));
}
