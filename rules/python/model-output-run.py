import json
import subprocess

from openai import OpenAI

client = OpenAI()
ACTIONS = {"list": ["parcels", "list"], "count": ["parcels", "count"]}


def total(question):
    answer = client.chat.completions.create(
        model="small", messages=[{"role": "user", "content": question}]
    )
    # ruleid: model-output-run
    return eval(answer.choices[0].message.content)


def act(question):
    answer = client.responses.create(model="small", input=question)
    # ruleid: model-output-run
    subprocess.run(answer.output_text, shell=True, check=True)


def report(question, cursor):
    answer = client.responses.create(model="small", input=question)
    # ruleid: model-output-run
    cursor.execute(answer.output_text)
    return cursor.fetchall()


def act_listed(question):
    answer = client.responses.create(model="small", input=question)
    # ok: model-output-run
    subprocess.run(ACTIONS[answer.output_text.strip()], check=True)


def facts(question):
    answer = client.responses.create(model="small", input=question)
    # ok: model-output-run
    return json.loads(answer.output_text)
