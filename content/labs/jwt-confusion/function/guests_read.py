def run(lab):
    r = lab.get("/reports")
    lab.expect(r.status == 200 and [x["id"] for x in r.json()["reports"]] == [1], "a guest lists what is public")
    lab.expect(lab.get("/reports/1").status == 200, "a guest reads what is public")
    lab.expect(lab.get("/reports/2").status == 401, "a guest is asked to sign in for the rest")
    lab.expect(lab.get("/me").json()["name"] == "guest", "a guest is called so")
