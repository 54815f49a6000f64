const { ApolloServer } = require("@apollo/server");
const errorhandler = require("errorhandler");
const express = require("express");
const { resolvers, typeDefs } = require("./schema");

const app = express();

// ruleid: node-debug-on
const server = new ApolloServer({ typeDefs, resolvers, introspection: true });

// ruleid: node-debug-on
app.use(errorhandler());

if (process.env.NODE_ENV === "development") {
	// ok: node-debug-on
	app.use(errorhandler({ log: true }));
}

// ok: node-debug-on
const closed = new ApolloServer({ typeDefs, resolvers, introspection: process.env.NODE_ENV !== "production" });

module.exports = { app, server, closed };
