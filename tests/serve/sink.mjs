// A mail relay of a few lines, for tests: keeps what it is given.
import net from "node:net";

export function sink(answer = () => "250 ok") {
	const mails = [];
	const server = net.createServer((socket) => {
		let text = "", data = false, mail = { to: [] };
		const say = (line) => socket.write(`${line}\r\n`);
		const line = (one) => {
			if (data && one !== ".") {
				mail.text += `${one}\r\n`;
			} else if (data) {
				data = false;
				mails.push(mail);
				mail = { to: [] };
				say("250 kept");
			} else if (/^DATA/.test(one)) {
				data = true;
				mail.text = "";
				say("354 go on");
			} else if (/^RCPT/.test(one)) {
				const said = answer(one);
				if (said.startsWith("250"))
					mail.to.push(/<(.*)>/.exec(one)[1]);
				say(said);
			} else if (/^QUIT/.test(one)) {
				say("221 bye");
				socket.end();
			} else {
				say("250 yes");
			}
		};
		say("220 sink");
		socket.on("error", () => {});
		socket.on("data", (d) => {
			text += d;
			for (let at; (at = text.indexOf("\r\n")) >= 0; text = text.slice(at + 2))
				line(text.slice(0, at));
		});
	});
	return new Promise((done) => server.listen(0, "127.0.0.1", () =>
		done({ mails, url: `smtp://127.0.0.1:${server.address().port}`, close: () => server.close() })));
}

export const body = (mail) =>
	Buffer.from(mail.text.split("\r\n\r\n").slice(1).join(""), "base64").toString("utf8");
