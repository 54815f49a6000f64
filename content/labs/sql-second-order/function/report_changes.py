def run(lab):
    auth = {"Authorization": "Bearer " + lab.seeds["token"]}
    report = {"name": "Draft", "columns": ["city"], "headings": {}, "sort": ""}
    number = lab.post("/reports", headers=auth, json=report).json()["id"]
    report.update(name="Final", columns=["reference"], sort="reference desc")
    r = lab.request("PUT", f"/reports/{number}", headers=auth, json=report)
    lab.expect(r.status == 200, "a report can be changed")
    listed = lab.get("/reports", headers=auth).json()
    lab.expect({**report, "id": number} in listed,
               "the list has the report as it was changed")
    r = lab.get(f"/reports/{number}/run", headers=auth)
    lab.expect(r.status == 200 and r.json()["headings"] == ["reference"],
               "it runs as it was changed")
    lab.expect(lab.request("DELETE", f"/reports/{number}",
                           headers=auth).status == 204, "it can be deleted")
    lab.expect(lab.get(f"/reports/{number}/run", headers=auth).status == 404,
               "a deleted report is gone")
    lab.expect(lab.post("/reports", headers=auth,
                        json={"name": "", "columns": []}).status == 400,
               "a report without a name and columns is refused")
