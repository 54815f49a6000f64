const express = require("express");
const { load } = require("./orders");

const app = express();

app.get("/orders/:id", async (req, res) => {
	try {
		res.json(await load(req.params.id));
	} catch (error) {
		// ruleid: express-error-details
		res.status(500).json({ message: "failed", trace: error.stack });
	}
});

app.use((err, req, res, next) => {
	const text = "Failed: " + err.stack;
	// ruleid: express-error-details
	res.status(500).send(text);
});

app.use("/well", (err, req, res, next) => {
	console.error(err.stack);
	// ok: express-error-details
	res.status(500).json({ message: "failed", number: req.id });
});

app.use("/trial", (err, req, res, next) => {
	if (app.get("env") === "development") {
		// ok: express-error-details
		res.status(500).send(err.stack);
	} else {
		next();
	}
});
