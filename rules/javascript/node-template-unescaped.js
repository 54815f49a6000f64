const Handlebars = require("handlebars");
const Mustache = require("mustache");
const nunjucks = require("nunjucks");

// ruleid: node-template-unescaped
const page = Handlebars.compile("<h1>{{title}}</h1>", { noEscape: true });

// ruleid: node-template-unescaped
nunjucks.configure("views", { autoescape: false, watch: false });

function plain() {
	// ruleid: node-template-unescaped
	Mustache.escape = (text) => text;
}

// ok: node-template-unescaped
const pageWell = Handlebars.compile("<h1>{{title}}</h1>");

// ok: node-template-unescaped
nunjucks.configure("views", { autoescape: true });

module.exports = { page, plain, pageWell };
