def client(lab, who):
    def call(method, path, **more):
        return lab.request(method, path, headers={"Authorization": "Bearer " + lab.seeds[who]}, **more)
    return call


def project(call, name):
    return [p["id"] for p in call("GET", "/projects").json()["projects"] if p["name"] == name][0]


def run(lab):
    ada, bob, vic = client(lab, "ada"), client(lab, "bob"), client(lab, "vic")
    base = "/projects/%d/invoices" % project(ada, lab.seeds["tenant"])
    iid = ada("POST", base, json={"customer": "Shared", "amount": 10}).json()["id"]
    one = "%s/%s" % (base, iid)
    lab.expect(bob("GET", one).status == 200, "a member reads what a teammate wrote")
    lab.expect(vic("GET", one).status == 200, "a viewer reads what a teammate wrote")
    lab.expect(bob("PATCH", one, json={"amount": 11}).status == 200, "a member changes what a teammate wrote")
    r = bob("POST", base.replace("invoices", "batch"), json={"action": "pay", "ids": [iid]})
    lab.expect(r.status == 200, "a member marks a teammate's invoice as paid")
    lab.expect(ada("GET", one).json()["status"] == "paid", "and the teammate sees it")
    lab.expect(bob("POST", one + "/comments", json={"text": "done"}).status == 200, "a member comments on it")
