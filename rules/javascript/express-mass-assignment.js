const express = require("express");
const { Note, User } = require("./models");

const app = express();

app.post("/users", async (req, res) => {
	// ruleid: express-mass-assignment
	res.json(await User.create(req.body));
});

app.put("/users/:id", async (req, res) => {
	// ruleid: express-mass-assignment
	res.json(await User.findByIdAndUpdate(req.params.id, { $set: req.body }, { new: true }));
});

app.put("/notes/:id", async (req, res) => {
	const note = await Note.findOne({ _id: req.params.id, owner: req.user.id });
	// ruleid: express-mass-assignment
	Object.assign(note, req.body);
	await note.save();
	res.sendStatus(204);
});

app.post("/notes", async (req, res) => {
	// ruleid: express-mass-assignment
	const note = new Note({ ...req.body, owner: req.user.id });
	await note.save();
	res.sendStatus(204);
});

app.post("/notes/well", async (req, res) => {
	const { title, text } = req.body;
	// ok: express-mass-assignment
	res.json(await Note.create({ title: String(title), text: String(text), owner: req.user.id }));
});

app.post("/echo", (req, res) => {
	// ok: express-mass-assignment
	res.json(Object.assign({}, req.body));
});
