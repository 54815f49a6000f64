const express = require("express");
const { db, knex, pool } = require("./store");

const app = express();
const COLUMNS = { name: "name", added: "created_at" };

app.get("/customers", async (req, res) => {
	const name = req.query.name;
	// ruleid: express-sql
	const found = await pool.query("SELECT * FROM customer WHERE name = '" + name + "'");
	res.json(found.rows);
});

app.get("/customers/sorted", (req, res) => {
	const { order } = req.query;
	const statement = `SELECT * FROM customer ORDER BY ${order}`;
	// ruleid: express-sql
	res.json(db.prepare(statement).all());
});

app.post("/customers/:id/tag", (req, res) => {
	// ruleid: express-sql
	db.exec(`UPDATE customer SET tag = '${req.body.tag}' WHERE id = 1`);
	res.sendStatus(204);
});

app.get("/sales", async (req, res) => {
	const order = req.query.order || "day";
	// ruleid: express-sql
	res.json(await knex.raw("SELECT * FROM sale ORDER BY " + order));
});

app.get("/customers/by-name", async (req, res) => {
	// ok: express-sql
	const found = await pool.query("SELECT * FROM customer WHERE name = $1", [req.query.name]);
	res.json(found.rows);
});

app.get("/customers/listed", (req, res) => {
	const column = Object.hasOwn(COLUMNS, "name") ? COLUMNS.name : "id";
	// ok: express-sql
	res.json(db.prepare(`SELECT * FROM customer ORDER BY ${column}`).all());
});

app.get("/customers/page", (req, res) => {
	const page = Number(req.query.page);
	// ok: express-sql
	res.json(db.prepare(`SELECT * FROM customer LIMIT 20 OFFSET ${page * 20}`).all());
});
