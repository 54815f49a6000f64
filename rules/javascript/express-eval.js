const vm = require("vm");
const express = require("express");

const app = express();

app.get("/sum", (req, res) => {
	// ruleid: express-eval
	res.json({ value: eval(req.query.formula) });
});

app.post("/filter", (req, res) => {
	const text = "return " + req.body.filter;
	// ruleid: express-eval
	const keep = new Function("row", text);
	res.json({ kept: [1, 2, 3].filter(keep) });
});

app.post("/rule", (req, res) => {
	// ruleid: express-eval
	res.json(vm.runInNewContext(req.body.rule, {}));
});

app.post("/data", (req, res) => {
	// ok: express-eval
	res.json(JSON.parse(req.body.data));
});

app.get("/constant", (req, res) => {
	// ok: express-eval
	res.json({ value: eval("2 ** 2") });
});
