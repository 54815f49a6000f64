const express = require("express");
const ldap = require("ldapjs");

const app = express();
const client = ldap.createClient({ url: "ldaps://directory.example" });

app.get("/people", (req, res) => {
	const name = req.query.name;
	// ruleid: express-ldap
	client.search("ou=people,o=example", { scope: "sub", filter: `(cn=${name})` }, (error, found) => {
		found.on("searchEntry", (entry) => res.json(entry));
	});
});

app.post("/signin", (req, res) => {
	const options = { filter: "(uid=" + req.body.user + ")" };
	// ruleid: express-ldap
	client.search("ou=people,o=example", options, () => res.sendStatus(204));
});

app.get("/people/well", (req, res) => {
	const filter = new ldap.EqualityFilter({ attribute: "cn", value: req.query.name });
	// ok: express-ldap
	client.search("ou=people,o=example", { scope: "sub", filter: filter }, () => res.sendStatus(204));
});

app.get("/people/all", (req, res) => {
	// ok: express-ldap
	client.search("ou=people,o=example", { filter: "(objectClass=person)" }, () => res.sendStatus(204));
});
