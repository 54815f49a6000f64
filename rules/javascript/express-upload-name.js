const crypto = require("node:crypto");
const express = require("express");
const multer = require("multer");
const upload = require("express-fileupload");

const app = express();
app.use(upload());
const ENDINGS = { "image/png": ".png", "image/jpeg": ".jpg" };

const kept = multer.diskStorage({
	filename: (req, file, cb) => {
		// ruleid: express-upload-name
		cb(null, Date.now() + "-" + file.originalname);
	},
});

app.post("/avatar", (req, res) => {
	const picture = req.files.avatar;
	// ruleid: express-upload-name
	picture.mv("/srv/avatars/" + req.files.avatar.name, () => res.sendStatus(204));
});

const named = multer.diskStorage({
	filename: (req, file, cb) => {
		// ok: express-upload-name
		cb(null, crypto.randomUUID() + ENDINGS[file.mimetype]);
	},
});

app.post("/avatar/well", (req, res) => {
	// ok: express-upload-name
	req.files.avatar.mv("/srv/avatars/" + crypto.randomUUID(), () => res.sendStatus(204));
});

module.exports = { app, kept, named };
