import time


def archive(lab, claims, **header):
    r = lab.post("/identity/archive", json={"key": lab.seeds["archive"], "header": header, "claims": claims})
    return r.json()["token"]


def ask(lab, path, token):
    return lab.get(path, headers={"Authorization": "Bearer " + token})


def run(lab):
    exp = int(time.time()) + 600
    for sub in ("batch", "none", "o'hara", "zoë"):
        t = archive(lab, {"aud": "reports", "sub": sub, "roles": ["staff", "HS256"], "exp": exp})
        r = ask(lab, "/me", t)
        lab.expect(r.status == 200 and r.json()["name"] == sub, "a person may be called anything")
    t = archive(lab, {"aud": "reports", "sub": "new", "exp": exp})
    lab.expect(ask(lab, "/reports/1", t).status == 200, "a person without roles reads what is public")
    lab.expect(ask(lab, "/reports/2", t).status == 403, "and nothing else")
