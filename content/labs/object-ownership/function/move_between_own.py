def client(lab, who):
    def call(method, path, **more):
        return lab.request(method, path, headers={"Authorization": "Bearer " + lab.seeds[who]}, **more)
    return call


def project(call, name):
    return [p["id"] for p in call("GET", "/projects").json()["projects"] if p["name"] == name][0]


def run(lab):
    ada = client(lab, "ada")
    here, there = project(ada, lab.seeds["tenant"]), project(ada, lab.seeds["tenant"] + "-branch")
    iid = ada("POST", "/projects/%d/invoices" % here, json={"customer": "Mover", "amount": 9}).json()["id"]
    r = ada("PATCH", "/projects/%d/invoices/%s" % (here, iid), json={"project_id": there})
    lab.expect(r.status == 200 and r.json()["project_id"] == there, "an invoice moves to another project of one's own")
    r = ada("GET", "/projects/%d/invoices/%s" % (there, iid))
    lab.expect(r.status == 200, "a moved invoice opens under its new project")
    ids = [i["id"] for i in ada("GET", "/projects/%d/invoices" % here).json()["invoices"]]
    lab.expect(iid not in ids, "a moved invoice is gone from the old project")
