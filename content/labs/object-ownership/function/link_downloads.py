def client(lab, who):
    def call(method, path, **more):
        return lab.request(method, path, headers={"Authorization": "Bearer " + lab.seeds[who]}, **more)
    return call


def project(call, name):
    return [p["id"] for p in call("GET", "/projects").json()["projects"] if p["name"] == name][0]


def run(lab):
    bob = client(lab, "bob")
    base = "/projects/%d/invoices" % project(bob, lab.seeds["tenant"])
    iid = [i["id"] for i in bob("GET", base).json()["invoices"] if i["customer"] == "Mill Lane"][0]
    r = bob("GET", "%s/%s/link" % (base, iid))
    lab.expect(r.status == 200, "a member makes a link for a customer")
    got = lab.get(r.json()["url"])
    lab.expect(got.status == 200, "the link opens without an account")
    lab.expect("Mill Lane" in got.text and lab.seeds["account"] in got.text, "the invoice says who pays and where to")
    lab.expect("pays late" not in got.text, "the customer does not see the note")
