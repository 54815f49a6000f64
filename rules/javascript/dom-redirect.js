const PAGES = { orders: "/orders", basket: "/basket" };

function back() {
	const next = new URLSearchParams(window.location.search).get("next");
	// ruleid: dom-redirect
	window.location.href = next;
}

function follow() {
	// ruleid: dom-redirect
	location.assign(decodeURIComponent(location.hash.slice(1)));
}

function backWell() {
	const next = new URLSearchParams(window.location.search).get("next");
	// ok: dom-redirect
	window.location.href = PAGES[next] || "/";
}

function search() {
	const term = new URLSearchParams(window.location.search).get("term");
	// ok: dom-redirect
	location.assign("/search?term=" + encodeURIComponent(term));
}

module.exports = { back, follow, backWell, search };
