const { app, BrowserWindow } = require("electron");

function open() {
	// ruleid: electron-web-security
	return new BrowserWindow({ width: 800, webPreferences: { webSecurity: false } });
}

// ruleid: electron-web-security
app.commandLine.appendSwitch("ignore-certificate-errors");

function openWell() {
	// ok: electron-web-security
	return new BrowserWindow({ width: 800, webPreferences: { sandbox: true } });
}

// ok: electron-web-security
app.commandLine.appendSwitch("lang", "en");

module.exports = { open, openWell };
