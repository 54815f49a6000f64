const { contextBridge, ipcRenderer } = require("electron");

// ruleid: electron-bridge-all
contextBridge.exposeInMainWorld("ipc", { renderer: ipcRenderer });

// ruleid: electron-bridge-all
contextBridge.exposeInMainWorld("desk", {
	ask: (channel, value) => ipcRenderer.invoke(channel, value),
});

// ok: electron-bridge-all
contextBridge.exposeInMainWorld("orders", {
	load: (id) => ipcRenderer.invoke("orders:load", Number(id)),
});
