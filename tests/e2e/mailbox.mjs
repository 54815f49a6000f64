// A mail server that keeps what it is given: enough SMTP for one sender.
import net from "node:net";

function readable(text) {
	const [head, ...body] = text.split("\n\n");
	return /^Content-Transfer-Encoding: base64/mi.test(head)
		? `${head}\n\n${Buffer.from(body.join(""), "base64").toString("utf8")}` : text;
}

export async function mailbox() {
	const mails = [];
	const server = net.createServer((socket) => {
		let mail = null;
		let pending = "";
		const say = (line) => socket.write(`${line}\r\n`);
		const command = (line) => {
			if (/^(EHLO|HELO)/i.test(line)) say("250 test");
			else if (/^RCPT/i.test(line)) { mail.to.push(/<(.*)>/.exec(line)[1]); say("250 ok"); }
			else if (/^MAIL/i.test(line)) { mail = { to: [], text: "" }; say("250 ok"); }
			else if (/^DATA/i.test(line)) { mail.open = true; say("354 go on"); }
			else if (/^QUIT/i.test(line)) { say("221 bye"); socket.end(); }
			else say("250 ok");
		};
		say("220 test");
		socket.on("error", () => {});
		socket.on("data", (chunk) => {
			pending += chunk.toString("utf8");
			for (let end; (end = pending.indexOf("\r\n")) >= 0;) {
				const line = pending.slice(0, end);
				pending = pending.slice(end + 2);
				if (!mail?.open) command(line);
				else if (line !== ".") mail.text += `${line}\n`;
				else { mail.open = false; mails.push({ ...mail, text: readable(mail.text) }); say("250 kept"); }
			}
		});
	});
	await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
	const find = (to, words) => mails.find((m) => m.to.includes(to) && words.test(m.text));
	return {
		port: server.address().port,
		mails,
		close: () => server.close(),
		// The newest link in a mail to that person, soft line breaks undone.
		async link(to, path, ms = 20000) {
			const words = new RegExp(`https?://[^\\s]*${path}/[A-Za-z0-9_-]+`);
			for (const end = Date.now() + ms; Date.now() < end;) {
				const text = find(to, words)?.text ?? "";
				if (text)
					return words.exec(text)[0];
				await new Promise((next) => setTimeout(next, 100));
			}
			throw new Error(`no mail to ${to} with a link to ${path}`);
		},
	};
}
