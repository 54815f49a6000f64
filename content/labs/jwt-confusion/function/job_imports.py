import base64
import hashlib
import hmac
import json
import time


def token(lab, user, audience="reports"):
    r = lab.post("/identity/token", json={"user": user, "password": lab.seeds[user], "audience": audience})
    return r.json()["token"]


def ask(lab, path, token):
    return lab.get(path, headers={"Authorization": "Bearer " + token})


def part(value):
    return base64.urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=")


def signed(secret, header, claims):
    text = part(header) + b"." + part(claims)
    mac = hmac.new(secret, text, hashlib.sha256).digest()
    return (text + b"." + base64.urlsafe_b64encode(mac).rstrip(b"=")).decode()


def run(lab):
    claims = {"iss": "batch", "aud": "reports", "sub": "nightly", "scope": ["import"], "exp": int(time.time()) + 300}
    t = signed(lab.seeds["batch"].encode(), {"alg": "HS256", "typ": "JWT", "kid": "batch"}, claims)
    report = {"title": "Night's figures", "level": "staff", "text": "42"}
    r = lab.post("/reports", json=report, headers={"Authorization": "Bearer " + t})
    lab.expect(r.status == 200, "a job signs with the shared secret and imports a report")
    r = ask(lab, "/reports/%d" % r.json()["id"], token(lab, "bob"))
    lab.expect(r.status == 200 and r.json()["by"] == "nightly", "staff read what the job brought")
    r = lab.post("/reports", json=report, headers={"Authorization": "Bearer " + token(lab, "ada")})
    lab.expect(r.status == 403, "a person does not import: 403")
    wrong = signed(b"another secret", {"alg": "HS256", "typ": "JWT", "kid": "batch"}, claims)
    r = lab.post("/reports", json=report, headers={"Authorization": "Bearer " + wrong})
    lab.expect(r.status == 401, "a job with another secret answers 401")
