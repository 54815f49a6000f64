def client(lab, who):
    def call(method, path, **more):
        return lab.request(method, path, headers={"Authorization": "Bearer " + lab.seeds[who]}, **more)
    return call


def project(call, name):
    return [p["id"] for p in call("GET", "/projects").json()["projects"] if p["name"] == name][0]


def run(lab):
    ada, bob = client(lab, "ada"), client(lab, "bob")
    base = "/projects/%d/invoices" % project(ada, lab.seeds["tenant"])
    iid = ada("POST", base, json={"customer": "Talk", "amount": 5}).json()["id"]
    first = bob("POST", "%s/%s/comments" % (base, iid), json={"text": "is it sent?"})
    lab.expect(first.status == 200, "a member comments on an invoice")
    r = ada("POST", "%s/%s/comments" % (base, iid), json={"text": "yes", "quote": first.json()["id"]})
    lab.expect(r.status == 200 and r.json()["quote"] == "bob: is it sent?", "a comment quotes another one of its invoice")
    texts = [c["text"] for c in bob("GET", "%s/%s/comments" % (base, iid)).json()["comments"]]
    lab.expect(texts == ["is it sent?", "yes"], "comments stand in their order")
