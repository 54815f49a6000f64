def token(lab, user, audience="reports"):
    r = lab.post("/identity/token", json={"user": user, "password": lab.seeds[user], "audience": audience})
    return r.json()["token"]


def ask(lab, path, token):
    return lab.get(path, headers={"Authorization": "Bearer " + token})


def run(lab):
    good = token(lab, "bob")
    head, claims, signature = good.split(".")
    other = token(lab, "ada").split(".")
    for what, t in (
        ("another's claims", ".".join((head, other[1], signature))),
        ("a cut signature", good[:-8]),
        ("no signature", head + "." + claims + "."),
        ("two parts", head + "." + claims),
        ("no JSON", "a.b.c"),
        ("JSON that is no object", "bnVsbA.bnVsbA.AA"),
    ):
        lab.expect(ask(lab, "/reports/2", t).status == 401, "a token with %s answers 401" % what)
    lab.expect(ask(lab, "/reports/2", good).status == 200, "and the good one goes on working")
