import time


def archive(lab, claims, **header):
    r = lab.post("/identity/archive", json={"key": lab.seeds["archive"], "header": header, "claims": claims})
    return r.json()["token"]


def ask(lab, path, token):
    return lab.get(path, headers={"Authorization": "Bearer " + token})


def run(lab):
    exp = int(time.time()) + 600
    for aud in ("reports", ["reports"], ["wiki", "reports"]):
        t = archive(lab, {"aud": aud, "sub": "bob", "roles": ["staff"], "exp": exp})
        lab.expect(ask(lab, "/reports/2", t).status == 200, "a token for several services is good at each of them")
