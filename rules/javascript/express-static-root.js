const path = require("node:path");
const express = require("express");

const app = express();

// ruleid: express-static-root
app.use(express.static(__dirname));

// ruleid: express-static-root
app.use("/files", express.static(path.join(__dirname, "..")));

// ruleid: express-static-root
app.use("/data", express.static("data", { dotfiles: "allow" }));

// ok: express-static-root
app.use(express.static(path.join(__dirname, "public")));

// ok: express-static-root
app.use("/assets", express.static("assets", { maxAge: "1d" }));
