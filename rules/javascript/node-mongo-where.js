const express = require("express");
const { Parcel } = require("./models");

const app = express();

app.get("/parcels/:id", async (req, res) => {
	// ruleid: node-mongo-where
	res.json(await Parcel.find({ $where: `this.number === '${req.params.id}'` }));
});

app.get("/parcels", async (req, res) => {
	const limit = req.query.limit;
	// ruleid: node-mongo-where
	res.json(await Parcel.find().$where("this.weight < " + limit));
});

app.get("/parcels/:id/well", async (req, res) => {
	// ok: node-mongo-where
	res.json(await Parcel.find({ number: String(req.params.id) }));
});

app.get("/parcels/light", async (req, res) => {
	// ok: node-mongo-where
	res.json(await Parcel.find({ $where: "this.weight < this.allowed" }));
});
