def client(lab, who):
    def call(method, path, **more):
        return lab.request(method, path, headers={"Authorization": "Bearer " + lab.seeds[who]}, **more)
    return call


def project(call, name):
    return [p["id"] for p in call("GET", "/projects").json()["projects"] if p["name"] == name][0]


def run(lab):
    bob = client(lab, "bob")
    base = "/projects/%d/invoices" % project(bob, lab.seeds["tenant"])
    r = bob("POST", base, json={"customer": "New Mill", "amount": 75, "note": "first order"})
    lab.expect(r.status == 200 and r.json()["amount"] == 75, "a member writes an invoice")
    one = "%s/%s" % (base, r.json()["id"])
    r = bob("PATCH", one, json={"amount": 80, "note": "with delivery"})
    lab.expect(r.status == 200, "a member changes an invoice")
    seen = bob("GET", one).json()
    lab.expect((seen["amount"], seen["note"]) == (80, "with delivery"), "the change is kept")
    r = bob("PATCH", one, json={"amount": "much"})
    lab.expect(r.status == 400, "an amount that is no number answers 400")
    lab.expect(bob("GET", one).json()["amount"] == 80, "a refused change changes nothing")
