// packaging/haproxy.cfg as it stands, but for its ports and its certificate.
import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import fs from "node:fs";
import http2 from "node:http2";
import net from "node:net";
import path from "node:path";
import test from "node:test";
import tls from "node:tls";
import { get, serve, temporary, until } from "./program.mjs";

const HAPROXY = "/usr/sbin/haproxy";

const freePort = () => new Promise((done) => {
	const s = net.createServer().listen(0, "127.0.0.1", () => {
		const { port } = s.address();
		s.close(() => done(port));
	});
});

function certificate(dir) {
	const pem = path.join(dir, "assay.pem");
	execFileSync("openssl", ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256",
		"-nodes", "-days", "2", "-subj", "/CN=localhost", "-keyout", `${pem}.key`, "-out", `${pem}.crt`],
		{ stdio: "ignore" });
	fs.writeFileSync(pem, fs.readFileSync(`${pem}.crt`, "utf8") + fs.readFileSync(`${pem}.key`, "utf8"));
	return pem;
}

async function behindProxy(server) {
	const dir = temporary();
	const [plain, secure] = [await freePort(), await freePort()];
	const pem = certificate(dir);
	const config = fs.readFileSync("packaging/haproxy.cfg", "utf8")
		.replace("bind :80\n", `bind 127.0.0.1:${plain}\n`)
		.replace("bind :443 ssl crt /etc/haproxy/certs/assay.pem", `bind 127.0.0.1:${secure} ssl crt ${pem}`)
		.replace("server one 127.0.0.1:8420", `server one 127.0.0.1:${server.port}`)
		.replace("log /dev/log local0", "log stderr format raw local0");
	const file = path.join(dir, "haproxy.cfg");
	fs.writeFileSync(file, config);
	execFileSync(HAPROXY, ["-c", "-q", "-f", file]);
	const child = spawn(HAPROXY, ["-db", "-f", file], { stdio: ["ignore", "ignore", "pipe"] });
	const proxy = { plain, secure, log: "" };
	child.stderr.on("data", (d) => { proxy.log += d; });
	proxy.stop = () => new Promise((done) => {
		child.on("exit", done);
		child.kill("SIGTERM");
	});
	await until(async () => (await get(plain, "/").catch(() => null)) !== null);
	return proxy;
}

function raw(port, text) {
	return new Promise((done) => {
		let got = "";
		const s = tls.connect({ port, host: "127.0.0.1", rejectUnauthorized: false,
			ALPNProtocols: ["http/1.1"] }, () => s.write(text));
		s.on("data", (d) => { got += d; });
		s.on("error", () => done(got));
		s.on("close", () => done(got));
		setTimeout(() => s.end(), 500);
	});
}

const h2 = (port, headers) => new Promise((done, failed) => {
	const client = http2.connect(`https://127.0.0.1:${port}`, { rejectUnauthorized: false });
	client.on("error", failed);
	const rq = client.request(headers);
	const re = { text: "" };
	rq.on("response", (h) => { re.headers = h; });
	rq.on("data", (d) => { re.text += d; });
	rq.on("end", () => {
		client.close();
		done(re);
	});
	rq.end();
});

test("the shipped HAProxy configuration serves HTTP/2 and lets nothing ambiguous through", async () => {
	const server = await serve({ args: ["--trust", "127.0.0.1"] });
	const proxy = await behindProxy(server);
	try {
		await until(async () => (await h2(proxy.secure, { ":path": "/healthz" })).headers[":status"] === 200);
		const ok = await h2(proxy.secure, { ":path": "/healthz" });
		assert.equal(JSON.parse(ok.text).status, "ok");
		assert.match(ok.headers["strict-transport-security"], /max-age/);
		assert.match(ok.headers["content-security-policy"], /default-src 'none'/);
		assert.equal((await h2(proxy.secure, { ":path": "/metrics" })).headers[":status"], 404);
		const moved = await get(proxy.plain, "/record?x=1");
		assert.equal(moved.status, 308);
		assert.match(moved.headers.location, /^https:\/\/.*\/record\?x=1$/);

		const NEXT = "GET /healthz HTTP/1.1\r\nHost: a\r\nX-Smuggled: 1\r\n\r\n";
		const bad = [
			`GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n${NEXT}`,
			`GET / HTTP/1.1\r\nHost: a\r\nX: a\0b\r\n\r\n${NEXT}`,
			`GET / HTTP/1.1\r\nHost: a\r\nBad Name: x\r\n\r\n${NEXT}`,
			`POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabc${NEXT}`,
			`POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\n${NEXT}`,
			`POST / HTTP/1.1\r\nHost: a\r\nContent-Length: +3\r\n\r\nabc${NEXT}`,
			`POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0x1\r\na\r\n0\r\n\r\n${NEXT}`,
			`GET / HTTP/1.1\r\nHost : a\r\n\r\n${NEXT}`,
		];
		for (const text of bad) {
			const got = await raw(proxy.secure, text);
			assert.match(got, /^HTTP\/1\.1 4\d\d /, JSON.stringify(text));
		}
		// A bare LF or a folded line is refused or arrives as one clean line: never as another request.
		for (const text of [
			"GET /healthz HTTP/1.1\nHost: a\n\n",
			"GET /healthz HTTP/1.1\r\nHost: a\r\nX: a\r\n folded\r\n\r\n",
			"GET /healthz HTTP/1.1\r\nHost: a\r\nX: a\nY: b\r\n\r\n",
		]) {
			const got = await raw(proxy.secure, text);
			assert.ok((got.match(/^HTTP\/1\.1 /gm) ?? []).length <= 1, JSON.stringify(text));
		}
		assert.doesNotMatch(proxy.log, /x=1/);
	} finally {
		await proxy.stop();
		assert.equal(await server.stop(), 0);
	}
});
