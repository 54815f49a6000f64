def token(lab, user, audience="reports"):
    r = lab.post("/identity/token", json={"user": user, "password": lab.seeds[user], "audience": audience})
    return r.json()["token"]


def ask(lab, path, token):
    return lab.get(path, headers={"Authorization": "Bearer " + token})


def run(lab):
    old = token(lab, "ada")
    r = lab.post("/identity/rotate", json={"key": lab.seeds["operator"]})
    lab.expect(r.status == 200, "identity changes to its other key")
    new = token(lab, "ada")
    lab.expect(old.split(".")[0] != new.split(".")[0], "tokens name the new key")
    lab.expect(ask(lab, "/reports/3", new).status == 200, "a token under the new key is good")
    lab.expect(ask(lab, "/reports/3", old).status == 200, "one under the old key stays good")
