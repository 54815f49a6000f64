const express = require("express");
const serveIndex = require("serve-index");

const app = express();

// ruleid: express-listing
app.use("/files", express.static("files"), serveIndex("files", { icons: true }));

// ruleid: express-listing
app.use("/logs", serveIndex("logs"));

// ok: express-listing
app.use("/files", express.static("files"));
