// Where in the markup an interpolation stands.  A small reader of tags, fed the
// literal text of a template piece by piece; it stops at whatever the strict
// content policy would stop at run time.

const URL_ATTRIBUTES = new Set(["href", "src", "action", "formaction", "poster", "cite", "data",
	"manifest", "ping", "background", "longdesc", "xlink:href",
	"hx-get", "hx-post", "hx-put", "hx-patch", "hx-delete", "hx-push-url", "hx-replace-url"]);
const CLOSED_ATTRIBUTES = new Set(["style", "srcset", "imagesrcset", "srcdoc", "http-equiv", "nonce",
	"hx-on", "hx-vals", "hx-vars", "hx-headers", "hx-trigger", "hx-ext"]);
const RAW = new Set(["script", "style"]);
const RCDATA = new Set(["title", "textarea"]);
const SPACE = /[ \t\n\f\r]/;

export class Place {
	constructor(stop) {
		this.stop = stop;
		this.state = "text";
		this.tag = "";
		this.attribute = "";
		this.value = ""; // of the attribute, so far; \0 for an interpolation
		this.raw = "";
		this.closing = false;
	}

	copy() {
		return Object.assign(new Place(this.stop), this);
	}

	// What must be the same at both ends of a section.
	key() {
		const inTag = ["tag name", "in tag", "attribute", "after attribute", "after value"];
		const state = inTag.includes(this.state) ? "in tag" : this.state;
		const tag = state === "text" || state === "raw" ? this.raw : this.tag;
		return [state, tag, state.startsWith("value") ? this.attribute : ""].join("|");
	}

	// After a section inside a tag nothing may grow onto its last attribute.
	settle() {
		if (["tag name", "in tag", "attribute", "after attribute"].includes(this.state))
			this.state = "after value";
	}

	feed(text) {
		for (let i = 0; i < text.length;)
			i += this.step(text, i);
	}

	step(text, i) {
		const c = text[i];
		switch (this.state) {
		case "text":
			return this.inText(text, i);
		case "comment":
			if (text.startsWith("-->", i)) {
				this.state = "text";
				return 3;
			}
			return 1;
		case "declaration":
			if (c === ">")
				this.state = "text";
			return 1;
		case "raw":
			return this.inRaw(text, i);
		case "tag name":
			return this.inTagName(c);
		case "in tag":
		case "attribute":
		case "after attribute":
		case "after value":
			return this.inTag(c);
		case "before value":
			return this.beforeValue(c);
		default:
			return this.inValue(c);
		}
	}

	inText(text, i) {
		if (text.startsWith("<!--", i)) {
			this.state = "comment";
			return 4;
		}
		if (text.startsWith("<!", i)) {
			this.state = "declaration";
			return 2;
		}
		const m = /^<(\/?)(?=[a-zA-Z])/.exec(text.slice(i, i + 3));
		if (m) {
			this.state = "tag name";
			this.closing = m[1] === "/";
			this.tag = "";
			return m[0].length;
		}
		if (text[i] === "<")
			this.stop("'<' that opens no tag: write &lt;");
		return 1;
	}

	inRaw(text, i) {
		const end = `</${this.raw}`;
		if (text.slice(i, i + end.length).toLowerCase() === end) {
			this.state = "tag name";
			this.closing = true;
			this.tag = "";
			this.raw = "";
			return 2;
		}
		if (RAW.has(this.raw) && !SPACE.test(text[i]))
			this.stop(`inline <${this.raw}>: the content policy allows files only`);
		return 1;
	}

	inTagName(c) {
		if (SPACE.test(c) || c === "/")
			this.state = "in tag";
		else if (c === ">")
			this.endTag();
		else
			this.tag += c.toLowerCase();
		return 1;
	}

	inTag(c) {
		if (c === ">") {
			this.endAttribute();
			this.endTag();
		} else if (c === "=" && (this.state === "attribute" || this.state === "after attribute")) {
			this.state = "before value";
			this.value = "";
		} else if (SPACE.test(c)) {
			this.state = this.state === "attribute" || this.state === "after attribute" ?
				"after attribute" : "in tag";
		} else if (c === "/") {
			this.endAttribute();
			this.state = "in tag";
		} else if (c === "<" || c === "\"" || c === "'" || c === "=") {
			this.stop(`${c} between the attributes of <${this.tag}>`);
		} else if (this.state === "attribute") {
			this.attribute += c.toLowerCase();
		} else {
			if (this.state === "after value")
				this.stop(`no space before an attribute of <${this.tag}>`);
			this.endAttribute();
			this.attribute = c.toLowerCase();
			this.state = "attribute";
		}
		return 1;
	}

	beforeValue(c) {
		this.checkName();
		if (c === "\"")
			this.state = "value \"";
		else if (c === "'")
			this.state = "value '";
		else if (!SPACE.test(c))
			this.stop(`the value of ${this.attribute} is not quoted`);
		return 1;
	}

	inValue(c) {
		if (c === this.state.at(-1)) {
			this.state = "after value";
			this.attribute = "";
		} else {
			this.value += c;
		}
		return 1;
	}

	checkName() {
		if (/^on/.test(this.attribute) || this.attribute === "style")
			this.stop(`${this.attribute}= is inline script or style: the content policy forbids it`);
	}

	endAttribute() {
		this.checkName();
		this.attribute = "";
	}

	endTag() {
		const special = RAW.has(this.tag) || RCDATA.has(this.tag);
		this.state = "text";
		this.raw = "";
		if (special && !this.closing) {
			this.state = "raw";
			this.raw = this.tag;
		}
	}

	// "text", "attribute" or "url", or stops.
	interpolate() {
		const { state } = this;
		if (state === "text" || (state === "raw" && RCDATA.has(this.raw)))
			return "text";
		if (state === "raw")
			this.stop(`an interpolation inside <${this.raw}>`);
		if (state === "comment" || state === "declaration")
			this.stop("an interpolation inside a comment");
		if (state === "before value")
			this.stop(`the value of ${this.attribute} is not quoted`);
		if (!state.startsWith("value"))
			this.stop(`an interpolation among the names of <${this.tag}>`);
		return this.inAttribute();
	}

	inAttribute() {
		const first = this.value === "";
		if (CLOSED_ATTRIBUTES.has(this.attribute) ||
			(this.tag === "meta" && this.attribute === "content") || this.tag === "base")
			this.stop(`nothing may be interpolated into ${this.attribute} of <${this.tag}>`);
		this.value += "\0";
		if (!URL_ATTRIBUTES.has(this.attribute))
			return "attribute";
		if (!first)
			this.stop(`a URL begins the value of ${this.attribute}: make it whole with URL_OF()`);
		return "url";
	}
}
