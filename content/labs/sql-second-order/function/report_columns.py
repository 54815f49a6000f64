def run(lab):
    auth = {"Authorization": "Bearer " + lab.seeds["token"]}
    r = lab.post("/reports", headers=auth, json={
        "name": "Who gets what",
        "columns": ["reference", "carrier", "hotline", "weight_g"],
        "headings": {"weight_g": "Gewicht (g)", "carrier": "Dienst"},
        "sort": "reference"})
    lab.expect(r.status == 201, "a report is saved")
    r = lab.get(f"/reports/{r.json()['id']}/run", headers=auth)
    lab.expect(r.status == 200, "it runs")
    out = r.json()
    lab.expect(out["headings"]
               == ["reference", "Dienst", "hotline", "Gewicht (g)"],
               "the headings are the ones asked for")
    rows = [row for row in out["rows"] if row[0].startswith("ND-")]
    lab.expect(rows == [["ND-1001", "Blauwal", "+49 40 5550110", 1200],
                        ["ND-1002", "Postrad", "+49 30 5550142", 450],
                        ["ND-1003", "Blauwal", "+49 40 5550110", 5300],
                        ["ND-1004", "Blauwal", "+49 40 5550110", 800]],
               "columns stand in the order asked for, with their values")
    lab.expect(not any(row[0].startswith("KX") for row in out["rows"]),
               "none but the organisation's own parcels are in it")
