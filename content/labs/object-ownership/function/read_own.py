def client(lab, who):
    def call(method, path, **more):
        return lab.request(method, path, headers={"Authorization": "Bearer " + lab.seeds[who]}, **more)
    return call


def project(call, name):
    return [p["id"] for p in call("GET", "/projects").json()["projects"] if p["name"] == name][0]


def run(lab):
    ada = client(lab, "ada")
    pid = project(ada, lab.seeds["tenant"])
    for row in ada("GET", "/projects/%d/invoices" % pid).json()["invoices"]:
        r = ada("GET", "/projects/%d/invoices/%s" % (pid, row["id"]))
        lab.expect(r.status == 200, "an invoice of one's own project opens")
        lab.expect(r.json() == row, "an invoice shows what the list shows, its note included")
    lab.expect(lab.get("/projects/%d/invoices" % pid).status == 401, "nobody reads without signing in")
    lab.expect(ada("GET", "/projects/%d/invoices/999999" % pid).status == 404, "an invoice that is not there answers 404")
