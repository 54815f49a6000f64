const express = require("express");

const app = express();

// ruleid: express-trust-proxy
app.set("trust proxy", true);

// ruleid: express-trust-proxy
app.enable("trust proxy");

// ok: express-trust-proxy
app.set("trust proxy", "loopback");

// ok: express-trust-proxy
app.set("trust proxy", 1);
