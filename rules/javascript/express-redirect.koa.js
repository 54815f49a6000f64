const Router = require("@koa/router");

const router = new Router();

router.get("/go", (ctx) => {
	// ruleid: express-redirect
	ctx.redirect(ctx.query.to);
});

router.get("/order", (ctx) => {
	// ok: express-redirect
	ctx.redirect(`/orders/${ctx.query.number}`);
});

router.get("/back", (ctx) => {
	const to = String(ctx.query.to);
	if (!isSafePath(to)) ctx.throw(400);
	// ok: express-redirect
	ctx.redirect(to);
});

function isSafePath(to) {
	return /^[/]\w+$/.test(to);
}

module.exports = { router };
