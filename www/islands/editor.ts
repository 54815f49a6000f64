// A textarea with data-editor="python" becomes a code editor; the textarea stays
// in the form and holds the text, so that without this file it is what one types
// into.  Escape, then Tab leaves the editor: Tab indents only until then.
//
// The editor lives in a shadow root: there its styles are a constructed sheet,
// which the content policy allows without a nonce.
import { basicSetup } from "codemirror";
import { EditorView, keymap } from "@codemirror/view";
import { EditorState, type Extension } from "@codemirror/state";
import { indentWithTab } from "@codemirror/commands";
import { HighlightStyle, indentUnit, syntaxHighlighting } from "@codemirror/language";
import { tags } from "@lezer/highlight";
import { python } from "@codemirror/lang-python";
import { javascript } from "@codemirror/lang-javascript";
import { cpp } from "@codemirror/lang-cpp";
import { json } from "@codemirror/lang-json";

const languages: Record<string, () => Extension> = {
	python, javascript, json, c: cpp,
};
const units: Record<string, string> = { python: "    ", c: "\t", javascript: "\t", json: "  " };

// The page's own colours reach into the shadow root as custom properties.
const theme = EditorView.theme({
	"&": { color: "var(--ink)", backgroundColor: "var(--well)", border: "1px solid var(--line-strong)" },
	"&.cm-focused": { outline: "2px solid var(--accent)", outlineOffset: "2px" },
	".cm-scroller": { fontFamily: "var(--mono)", fontSize: "0.9rem", lineHeight: "1.5", maxHeight: "36rem", minHeight: "12rem" },
	".cm-gutters": { color: "var(--ink-soft)", backgroundColor: "var(--well)", borderRight: "1px solid var(--line)" },
	".cm-activeLine, .cm-activeLineGutter": { backgroundColor: "var(--sheet)" },
	".cm-cursor": { borderLeftColor: "var(--ink)" },
	"&.cm-focused .cm-selectionBackground, .cm-selectionBackground": { backgroundColor: "var(--accent-wash) !important" },
	".cm-panels": { color: "var(--ink)", backgroundColor: "var(--sheet)" },
	".cm-tooltip": { color: "var(--ink)", backgroundColor: "var(--sheet)", border: "1px solid var(--line)" },
});
const colours = syntaxHighlighting(HighlightStyle.define([
	{ tag: [tags.keyword, tags.operatorKeyword], color: "var(--code-key)" },
	{ tag: [tags.string, tags.regexp], color: "var(--good)" },
	{ tag: [tags.number, tags.bool, tags.null], color: "var(--wait)" },
	{ tag: tags.comment, color: "var(--ink-soft)", fontStyle: "italic" },
	{ tag: [tags.definition(tags.variableName), tags.function(tags.variableName)], fontWeight: "600" },
]));

function replace(area: HTMLTextAreaElement): void {
	const language = area.dataset.editor ?? "";
	const host = document.createElement("div");
	const keep = EditorView.updateListener.of((update) => {
		if (!update.docChanged)
			return;
		area.value = update.state.doc.toString();
		area.dispatchEvent(new Event("input", { bubbles: true }));
	});
	area.before(host);
	new EditorView({
		parent: host.attachShadow({ mode: "open" }),
		state: EditorState.create({
			doc: area.value,
			extensions: [
				basicSetup, keymap.of([indentWithTab]), theme, colours, keep,
				languages[language]?.() ?? [], indentUnit.of(units[language] ?? "\t"),
				EditorView.contentAttributes.of({
					tabindex: "0",
					"aria-label": area.getAttribute("aria-label") ?? area.name,
					"aria-description": "Escape, then Tab leaves the editor.",
				}),
			],
		}),
	});
	area.hidden = true;
}

for (const area of document.querySelectorAll<HTMLTextAreaElement>("textarea[data-editor]"))
	replace(area);
