const express = require("express");
const { User, Order } = require("./models");

const app = express();

app.post("/signin", async (req, res) => {
	const { name, password } = req.body;
	// ruleid: node-nosql
	const user = await User.findOne({ name: name, password: password });
	res.json({ found: user !== null });
});

app.get("/orders", async (req, res) => {
	// ruleid: node-nosql
	res.json(await Order.find(req.query));
});

app.post("/orders/drop", async (req, res) => {
	// ruleid: node-nosql
	await req.app.locals.db.collection("orders").deleteMany({ customer: req.body.customer });
	res.sendStatus(204);
});

app.post("/signin/well", async (req, res) => {
	// ok: node-nosql
	const user = await User.findOne({ name: String(req.body.name) });
	res.json({ found: user !== null });
});

app.post("/signin/exact", async (req, res) => {
	// ok: node-nosql
	const user = await User.findOne({ name: { $eq: req.body.name } });
	res.json({ found: user !== null });
});

app.get("/orders/:id", async (req, res) => {
	// ok: node-nosql
	res.json(await Order.findOne({ _id: req.params.id }));
});
