def run(lab):
    auth = {"Authorization": "Bearer " + lab.seeds["token"]}
    saved = [{"name": "A", "columns": ["reference"],
              "headings": {"reference": "Ref."}, "sort": "reference"},
             {"name": "B", "columns": ["city", "note"], "headings": {},
              "sort": "city desc, reference"}]
    r = lab.post("/reports/restore", headers=auth, json={"reports": saved})
    lab.expect(r.status == 201 and len(r.json()["ids"]) == 2,
               "two reports are restored")
    listed = {x["id"]: x for x in lab.get("/reports", headers=auth).json()}
    for number, report in zip(r.json()["ids"], saved):
        lab.expect(listed.get(number) == {**report, "id": number},
                   "what was restored is what was saved")
        lab.expect(lab.get(f"/reports/{number}/run",
                           headers=auth).status == 200, "and it runs")
