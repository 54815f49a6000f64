const { BrowserWindow, ipcMain, shell } = require("electron");

ipcMain.handle("open", (event, address) => {
	// ruleid: electron-open-external
	return shell.openExternal(address);
});

function links(window) {
	window.webContents.setWindowOpenHandler(({ url }) => {
		// ruleid: electron-open-external
		shell.openExternal(url);
		return { action: "deny" };
	});
}

ipcMain.handle("open:well", (event, address) => {
	if (!address.startsWith("https://help.example/")) return false;
	// ok: electron-open-external
	return shell.openExternal(address);
});

ipcMain.handle("help", () => {
	// ok: electron-open-external
	return shell.openExternal("https://help.example/");
});

module.exports = { BrowserWindow, links };
