def run(lab):
    auth = {"Authorization": "Bearer " + lab.seeds["token"]}
    for sort in ("WEIGHT_G DESC", " weight_g   desc ", "city,weight_g Desc",
                 "hotline, reference", "note desc,city asc ,  weight_g"):
        r = lab.post("/reports", headers=auth, json={
            "name": "spelled", "columns": ["Reference", "reference"],
            "headings": {}, "sort": sort})
        lab.expect(r.status == 201, f"a report sorted by '{sort}' is saved")
        r = lab.get(f"/reports/{r.json()['id']}/run", headers=auth)
        lab.expect(r.status == 200, f"a report sorted by '{sort}' runs")
        lab.expect(["ND-1001", "ND-1001"] in r.json()["rows"],
                   "a column may stand there twice, in any case")
