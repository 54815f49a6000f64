def client(lab, who):
    def call(method, path, **more):
        return lab.request(method, path, headers={"Authorization": "Bearer " + lab.seeds[who]}, **more)
    return call


def project(call, name):
    return [p["id"] for p in call("GET", "/projects").json()["projects"] if p["name"] == name][0]


def run(lab):
    bob = client(lab, "bob")
    pid = project(bob, lab.seeds["tenant"])
    base = "/projects/%d/invoices" % pid
    ids = [bob("POST", base, json={"customer": "Batch %d" % n, "amount": n}).json()["id"] for n in range(3)]
    r = bob("POST", "/projects/%d/batch" % pid, json={"action": "export", "ids": ids})
    lab.expect(r.status == 200, "a batch of the project's invoices is exported")
    lab.expect([i["id"] for i in r.json()["invoices"]] == ids, "the export holds each invoice, in the order asked for")
    r = bob("POST", "/projects/%d/batch" % pid, json={"action": "pay", "ids": ids[:2]})
    lab.expect(r.status == 200, "a batch of invoices is marked as paid")
    status = {i["id"]: i["status"] for i in bob("GET", base).json()["invoices"]}
    lab.expect([status[i] for i in ids] == ["paid", "paid", "open"], "those and no others are paid")
