// ruleid: dom-message-origin
window.addEventListener("message", (event) => {
	document.title = event.data.title;
});

// ruleid: dom-message-origin
window.addEventListener("message", function (message) {
	localStorage.setItem("theme", message.data);
}, false);

// ok: dom-message-origin
window.addEventListener("message", (event) => {
	if (event.origin !== "https://shop.example") return;
	document.title = event.data.title;
});

// ok: dom-message-origin
window.addEventListener("storage", (event) => {
	document.title = event.newValue;
});
