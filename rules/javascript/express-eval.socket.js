const vm = require("node:vm");
const { WebSocketServer } = require("ws");

const server = new WebSocketServer({ port: 8080 });

server.on("connection", (ws) => {
	ws.on("message", (data) => {
		// ruleid: express-eval
		ws.send(String(vm.runInNewContext(data.toString(), {})));
	});
	ws.on("close", (code) => {
		// ok: express-eval
		vm.runInNewContext("count - 1", { count: code });
	});
});
