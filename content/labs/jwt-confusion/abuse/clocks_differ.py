import time


def archive(lab, claims, **header):
    r = lab.post("/identity/archive", json={"key": lab.seeds["archive"], "header": header, "claims": claims})
    return r.json()["token"]


def ask(lab, path, token):
    return lab.get(path, headers={"Authorization": "Bearer " + token})


def run(lab):
    now = int(time.time())
    t = archive(lab, {"aud": "reports", "sub": "bob", "roles": ["staff"], "nbf": now + 30, "exp": now + 600})
    lab.expect(ask(lab, "/reports/2", t).status == 200, "identity's clock may be half a minute ahead")
    t = archive(lab, {"aud": "reports", "sub": "bob", "roles": ["staff"], "nbf": now - 600, "exp": now + 600})
    lab.expect(ask(lab, "/reports/2", t).status == 200, "a token that has become valid is good")
