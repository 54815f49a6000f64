def token(lab, user, audience="reports"):
    r = lab.post("/identity/token", json={"user": user, "password": lab.seeds[user], "audience": audience})
    return r.json()["token"]


def ask(lab, path, token):
    return lab.get(path, headers={"Authorization": "Bearer " + token})


def run(lab):
    for user, want in (("ada", [1, 2, 3]), ("bob", [1, 2])):
        t = token(lab, user)
        r = ask(lab, "/reports", t)
        lab.expect(r.status == 200, "a person lists reports")
        lab.expect([x["id"] for x in r.json()["reports"] if x["id"] <= 3] == want, "%s sees the reports of their roles" % user)
        lab.expect(ask(lab, "/me", t).json()["name"] == user, "the service knows who asks")
        for n in want:
            lab.expect(ask(lab, "/reports/%d" % n, t).status == 200, "and reads them")
    lab.expect(ask(lab, "/reports/3", token(lab, "bob")).status == 403, "staff get 403 for a report of the board")
