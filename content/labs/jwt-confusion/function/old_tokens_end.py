import time


def archive(lab, claims, **header):
    r = lab.post("/identity/archive", json={"key": lab.seeds["archive"], "header": header, "claims": claims})
    return r.json()["token"]


def ask(lab, path, token):
    return lab.get(path, headers={"Authorization": "Bearer " + token})


def run(lab):
    now = int(time.time())
    t = archive(lab, {"aud": "reports", "sub": "bob", "roles": ["staff"], "exp": now - 3600})
    lab.expect(ask(lab, "/reports/2", t).status == 401, "a token from an hour ago answers 401")
    t = archive(lab, {"aud": "reports", "sub": "bob", "roles": ["staff"], "exp": now + 3600})
    lab.expect(ask(lab, "/reports/2", t).status == 200, "one that lasts another hour is good")
