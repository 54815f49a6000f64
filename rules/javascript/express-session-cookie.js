const express = require("express");
const session = require("express-session");

const app = express();
const secret = process.env.SESSION_KEY;

// ruleid: express-session-cookie
app.use(session({ secret, resave: false, saveUninitialized: false }));

// ruleid: express-session-cookie
app.use(session({ secret, resave: false, saveUninitialized: false, cookie: { secure: false, maxAge: 60000 } }));

// ok: express-session-cookie
app.use(session({ secret, resave: false, saveUninitialized: false, cookie: { secure: true, sameSite: "lax" } }));

// ok: express-session-cookie
app.use(session({ secret, cookie: { secure: process.env.NODE_ENV === "production" } }));
