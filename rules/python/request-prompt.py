from flask import Flask, request
from openai import OpenAI

app = Flask(__name__)
client = OpenAI()
RULES = "You answer questions about parcels, and nothing else."


@app.post("/ask")
def ask():
    tone = request.json["tone"]
    answer = client.chat.completions.create(
        model="small",
        messages=[
            # ruleid: request-prompt
            {"role": "system", "content": f"You answer about parcels. Tone: {tone}"},
            {"role": "user", "content": request.json["question"]},
        ],
    )
    return {"answer": answer.choices[0].message.content}


@app.post("/ask/well")
def ask_well():
    answer = client.chat.completions.create(
        model="small",
        messages=[
            # ok: request-prompt
            {"role": "system", "content": RULES},
            {"role": "user", "content": request.json["question"]},
        ],
    )
    return {"answer": answer.choices[0].message.content}
