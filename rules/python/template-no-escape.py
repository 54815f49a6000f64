from flask import Flask
from jinja2 import Environment, FileSystemLoader, select_autoescape

app = Flask(__name__)
# ruleid: template-no-escape
app.jinja_env.autoescape = False
# ruleid: template-no-escape
plain = Environment(loader=FileSystemLoader("pages"))
# ruleid: template-no-escape
off = Environment(loader=FileSystemLoader("pages"), autoescape=False)
# ok: template-no-escape
pages = Environment(loader=FileSystemLoader("pages"), autoescape=select_autoescape())
# ok: template-no-escape
latex = Environment(loader=FileSystemLoader("bills"), block_start_string="<<")
