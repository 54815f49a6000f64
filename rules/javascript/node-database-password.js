const mongoose = require("mongoose");
const mysql = require("mysql2/promise");
const { Pool } = require("pg");

// ruleid: node-database-password
const pool = new Pool({ host: "db.example", user: "shop", password: "tulip-7" });

async function orders() {
	// ruleid: node-database-password
	return mysql.createConnection({ host: "db.example", user: "shop", password: "tulip-8" });
}

async function documents() {
	// ruleid: node-database-password
	await mongoose.connect("mongodb://shop:tulip-9@db.example/shop");
}

// ok: node-database-password
const own = new Pool({ host: "db.example", user: "shop", password: process.env.DB_PASSWORD });

async function local() {
	// ok: node-database-password
	await mongoose.connect("mongodb://localhost/shop");
}

async function open() {
	// ok: node-database-password
	return mysql.createConnection({ host: "127.0.0.1", user: "test", password: "" });
}

module.exports = { pool, own, orders, documents, local, open };
