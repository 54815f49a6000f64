// Nothing needs this file.  It saves an answer when it is chosen instead of
// when the form is sent, and lets a long line of code be reached by keyboard.
"use strict";

const form = document.getElementById("answer");
if (form) {
	const said = document.getElementById("saved");
	let last = Promise.resolve();
	const save = async () => {
		const body = new URLSearchParams(new FormData(form));
		body.set("stay", "yes");
		try {
			const reply = await fetch(form.action, { method: "POST", body, redirect: "manual" });
			const kept = reply.status === 204;
			said.textContent = kept ? "Saved." : reply.status === 422
				? "Saved as soon as it is complete." : "Not saved yet: press the button.";
		} catch {
			said.textContent = "Not saved yet: press the button.";
		}
	};
	form.addEventListener("change", () => {
		form.elements.revision.value = Number(form.elements.revision.value) + 1;
		last = last.then(save);
	});
}

for (const pre of document.querySelectorAll("pre:not([tabindex])"))
	if (pre.scrollWidth > pre.clientWidth)
		pre.tabIndex = 0;
