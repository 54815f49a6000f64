def client(lab, who):
    def call(method, path, **more):
        return lab.request(method, path, headers={"Authorization": "Bearer " + lab.seeds[who]}, **more)
    return call


def project(call, name):
    return [p["id"] for p in call("GET", "/projects").json()["projects"] if p["name"] == name][0]


def run(lab):
    vic = client(lab, "vic")
    base = "/projects/%d/invoices" % project(vic, lab.seeds["tenant"])
    rows = vic("GET", base).json()["invoices"]
    one = "%s/%s" % (base, rows[0]["id"])
    lab.expect(vic("GET", one).status == 200, "a viewer reads an invoice")
    lab.expect(vic("GET", one + "/comments").status == 200, "a viewer reads its comments")
    lab.expect(vic("GET", one + "/link").status == 200, "a viewer makes a link")
    r = vic("POST", base.replace("invoices", "batch"), json={"action": "export", "ids": [i["id"] for i in rows]})
    lab.expect(r.status == 200 and len(r.json()["invoices"]) == len(rows), "a viewer exports a batch")
    lab.expect(vic("PATCH", one, json={"amount": 1}).status == 403, "a viewer changes nothing: 403")
    lab.expect(vic("POST", base, json={"customer": "X", "amount": 1}).status == 403, "a viewer writes nothing: 403")
