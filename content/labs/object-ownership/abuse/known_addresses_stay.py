def client(lab, who):
    def call(method, path, **more):
        return lab.request(method, path, headers={"Authorization": "Bearer " + lab.seeds[who]}, **more)
    return call


def project(call, name):
    return [p["id"] for p in call("GET", "/projects").json()["projects"] if p["name"] == name][0]


def run(lab):
    ada = client(lab, "ada")
    pid = project(ada, lab.seeds["tenant"])
    r = ada("GET", "/projects/%d/invoices/%d" % (pid, lab.seeds["first"]))
    lab.expect(r.status == 200, "the address of an invoice that customers have on paper still opens")
    lab.expect(r.json()["id"] == lab.seeds["first"], "invoices keep their numbers")
