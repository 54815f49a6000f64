def client(lab, who):
    def call(method, path, **more):
        return lab.request(method, path, headers={"Authorization": "Bearer " + lab.seeds[who]}, **more)
    return call


def project(call, name):
    return [p["id"] for p in call("GET", "/projects").json()["projects"] if p["name"] == name][0]


def run(lab):
    ada = client(lab, "ada")
    names = {p["name"]: p["role"] for p in ada("GET", "/projects").json()["projects"]}
    tenant = lab.seeds["tenant"]
    lab.expect(names == {tenant: "owner", tenant + "-branch": "owner"}, "a user sees the projects they are in")
    r = ada("GET", "/projects/%d/invoices" % project(ada, tenant))
    lab.expect(r.status == 200, "the list of a project's invoices answers 200")
    customers = {i["customer"] for i in r.json()["invoices"]}
    lab.expect({"Harbour Works", "Mill Lane"} <= customers, "the list holds the project's invoices")
    lab.expect("Corner Shop" not in customers, "the list holds nobody else's invoices")
