const Router = require("@koa/router");
const { knex, prisma } = require("./store");

const router = new Router();

router.get("/sales", async (ctx) => {
	const { order } = ctx.query;
	// ruleid: express-sql
	ctx.body = await knex("sale").orderByRaw(order);
});

router.post("/sales", async (ctx) => {
	const note = ctx.request.body.note;
	// ruleid: express-sql
	await prisma.$executeRawUnsafe("UPDATE sale SET note = '" + note + "'");
	ctx.status = 204;
});

const resolvers = {
	Query: {
		// ruleid: express-sql
		sales: (parent, args) => knex.raw(`SELECT * FROM sale WHERE day = '${args.day}'`),
	},
};

router.get("/sales/well", async (ctx) => {
	const day = ctx.query.day;
	// ok: express-sql
	ctx.body = await knex.raw("SELECT * FROM sale WHERE day = ?", [day]);
});

router.get("/sales/checked", async (ctx) => {
	const order = String(ctx.query.order);
	if (!["day", "amount"].includes(order)) ctx.throw(400);
	// ok: express-sql
	ctx.body = await knex("sale").orderByRaw(order);
});

module.exports = { router, resolvers };
