const express = require("express");
const session = require("express-session");

const app = express();

// ruleid: cookie-script-readable
app.use(session({ secret: process.env.SESSION_KEY, cookie: { secure: true, httpOnly: false } }));

app.post("/signin", (req, res) => {
	// ruleid: cookie-script-readable
	res.cookie("access_token", "value", { secure: true, httpOnly: false, sameSite: "lax" });
	res.sendStatus(204);
});

app.post("/signin/well", (req, res) => {
	// ok: cookie-script-readable
	res.cookie("access_token", "value", { secure: true, httpOnly: true, sameSite: "lax" });
	res.sendStatus(204);
});

app.post("/theme", (req, res) => {
	// ok: cookie-script-readable
	res.cookie("theme", "dark", { httpOnly: false });
	res.sendStatus(204);
});
