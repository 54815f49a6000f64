const express = require("express");
const helmet = require("helmet");

const app = express();

// ruleid: express-framing
app.use(helmet({ frameguard: false }));

app.use((req, res, next) => {
	// ruleid: express-framing
	res.setHeader("X-Frame-Options", "ALLOWALL");
	next();
});

// ok: express-framing
app.use(helmet());

// ok: express-framing
app.use(helmet({ hsts: { maxAge: 31536000 } }));
