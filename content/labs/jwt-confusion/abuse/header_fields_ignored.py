import time


def archive(lab, claims, **header):
    r = lab.post("/identity/archive", json={"key": lab.seeds["archive"], "header": header, "claims": claims})
    return r.json()["token"]


def ask(lab, path, token):
    return lab.get(path, headers={"Authorization": "Bearer " + token})


def run(lab):
    claims = {"aud": "reports", "sub": "bob", "roles": ["staff"], "exp": int(time.time()) + 600}
    for header in ({"typ": "at+jwt"}, {"x5t": "9Q"}, {"jku": "https://identity.example/identity/jwks.json"}, {"kid": "id-2026-a"}, {"kid": "id-2026-b"}):
        r = ask(lab, "/reports/2", archive(lab, claims, **header))
        lab.expect(r.status == 200, "a header field that decides nothing is no reason to refuse")
