const express = require("express");
const OpenAI = require("openai");

const app = express();
const client = new OpenAI();

app.post("/ask", async (req, res) => {
	const { tone, question } = req.body;
	const answer = await client.chat.completions.create({
		model: "small",
		messages: [
			// ruleid: express-prompt
			{ role: "system", content: `Answer in a ${tone} tone.` },
			{ role: "user", content: question },
		],
	});
	res.json(answer.choices[0].message);
});

app.post("/ask/well", async (req, res) => {
	const answer = await client.chat.completions.create({
		model: "small",
		messages: [
			// ok: express-prompt
			{ role: "system", content: "Answer in a friendly tone." },
			{ role: "user", content: req.body.question },
		],
	});
	res.json(answer.choices[0].message);
});
