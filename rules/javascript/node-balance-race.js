const { Account } = require("./models");

async function pay(id, amount) {
	const account = await Account.findByPk(id);
	// ruleid: node-balance-race
	if (account.balance < amount) throw new Error("not enough");
	account.balance -= amount;
	await account.save();
}

async function redeem(id, points) {
	const account = await Account.findByPk(id);
	// ruleid: node-balance-race
	if (account.points >= points) {
		account.points -= points;
		await account.save();
	}
}

async function payWell(sequelize, id, amount) {
	await sequelize.transaction(async (transaction) => {
		const account = await Account.findByPk(id, { transaction, lock: true });
		// ok: node-balance-race
		if (account.balance < amount) throw new Error("not enough");
		account.balance -= amount;
		await account.save({ transaction });
	});
}

async function payAtOnce(id, amount) {
	// ok: node-balance-race
	const changed = await Account.updateOne({ id, balance: { $gte: amount } }, { $inc: { balance: -amount } });
	if (changed.modifiedCount === 0) throw new Error("not enough");
}

module.exports = { pay, redeem, payWell, payAtOnce };
