const path = require("node:path");
const { BrowserWindow } = require("electron");

function open() {
	// ruleid: electron-isolation
	return new BrowserWindow({ width: 800, webPreferences: { nodeIntegration: true, contextIsolation: false } });
}

function openApart() {
	// ruleid: electron-isolation
	return new BrowserWindow({ webPreferences: { contextIsolation: false } });
}

function openWell() {
	// ok: electron-isolation
	return new BrowserWindow({ webPreferences: { preload: path.join(__dirname, "preload.js") } });
}

function openPlain() {
	// ok: electron-isolation
	return new BrowserWindow({ webPreferences: { nodeIntegration: false, contextIsolation: true } });
}

module.exports = { open, openApart, openWell, openPlain };
