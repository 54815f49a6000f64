const csurf = require("csurf");
const express = require("express");
const lusca = require("lusca");

const app = express();

// ruleid: express-csrf-off
app.use(lusca({ csrf: false, xframe: "DENY" }));

// ruleid: express-csrf-off
app.use(csurf({ ignoreMethods: ["GET", "HEAD", "POST"] }));

// ok: express-csrf-off
app.use(lusca({ csrf: true, xframe: "DENY" }));

// ok: express-csrf-off
app.use(csurf({ ignoreMethods: ["GET", "HEAD", "OPTIONS"] }));
