class Customers {
	constructor(pool) {
		this.pool = pool;
	}

	byName(name) {
		// ruleid: node-sql-quoted
		return this.pool.query(`SELECT id FROM customer WHERE name = '${name}'`);
	}

	tag(id, tag) {
		// ruleid: node-sql-quoted
		return this.pool.query("UPDATE customer SET tag = '" + tag + "' WHERE id = " + Number(id));
	}

	search(word) {
		// ok: node-sql-quoted
		return this.pool.query("SELECT id FROM customer WHERE name LIKE $1", [`%${word}%`]);
	}

	archived() {
		// ok: node-sql-quoted
		return this.pool.query("SELECT id FROM customer WHERE state = 'archived' AND name <> ''");
	}
}

module.exports = { Customers };
