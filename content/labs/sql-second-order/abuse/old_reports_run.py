def run(lab):
    auth = {"Authorization": "Bearer " + lab.seeds["token"]}
    by_name = {r["name"]: r["id"]
               for r in lab.get("/reports", headers=auth).json()}

    def rows(name):
        lab.expect(name in by_name, f"the report '{name}' is still there")
        r = lab.get(f"/reports/{by_name[name]}/run", headers=auth)
        lab.expect(r.status == 200, f"the report '{name}' still runs")
        return r.json()

    heavy = rows("Heavy first")
    lab.expect(heavy["headings"] == ["reference", "recipient", "Weight (g)"],
               "it has its headings")
    own = [row[0] for row in heavy["rows"] if row[0].startswith("ND-")]
    lab.expect(own == ["ND-1003", "ND-1001", "ND-1004", "ND-1002"],
               "its sort, in capitals, still holds")
    kiel = rows("Kiel run, driver's copy")
    lab.expect(kiel["headings"] == ["city", "Who", "Driver's note"],
               "an apostrophe may stand in a heading")
    lab.expect([row for row in kiel["rows"] if row[0] == "Kiel"]
               == [["Kiel", "Jonas Petersen", "ring twice"],
                   ["Kiel", "Mira Lorenz", ""]], "its rows are right")
