const http = require("node:http");
const express = require("express");

const app = express();
const server = http.createServer(app);

// ruleid: node-limits-off
app.use(express.json({ limit: "500mb" }));

// ruleid: node-limits-off
server.requestTimeout = 0;

// ok: node-limits-off
app.use(express.json({ limit: "1mb" }));

// ok: node-limits-off
server.requestTimeout = 60000;
