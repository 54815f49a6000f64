const box = document.querySelector("#result");

function greet() {
	const name = new URLSearchParams(window.location.search).get("name");
	// ruleid: dom-html
	box.innerHTML = "<b>Hello " + name + "</b>";
}

function chapter() {
	const id = decodeURIComponent(location.hash.slice(1));
	// ruleid: dom-html
	box.insertAdjacentHTML("beforeend", `<h2>${id}</h2>`);
}

function cameFrom() {
	// ruleid: dom-html
	document.write("You came from " + document.referrer);
}

function greetAsText() {
	const name = new URLSearchParams(window.location.search).get("name");
	// ok: dom-html
	box.textContent = "Hello " + name;
}

function greetCleaned() {
	const name = new URLSearchParams(window.location.search).get("name");
	// ok: dom-html
	box.innerHTML = DOMPurify.sanitize("<b>Hello " + name + "</b>");
}

function clear() {
	// ok: dom-html
	box.innerHTML = "";
}
