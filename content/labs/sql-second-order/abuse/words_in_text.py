def run(lab):
    auth = {"Authorization": "Bearer " + lab.seeds["token"]}
    carrier = "Union Select Express (North); drop & go -- /* 24h */"
    heading = ("Select by hand: where the parcel goes; from the depot -- or "
               "from the union hall (drop off, update list, delete old ones)")
    text = ("reference,recipient,city,carrier,weight_g\n"
            f'WT-1,Anna Select,Where,"{carrier}",10\n')
    r = lab.post("/parcels/import", body=text, headers=auth)
    lab.expect(r.status == 201, "words of SQL may stand in an import")
    r = lab.post("/reports", headers=auth, json={
        "name": "Union drop; insert & select", "columns": ["city", "carrier"],
        "headings": {"city": heading}, "sort": "city"})
    lab.expect(r.status == 201, "words of SQL may stand in a report's texts")
    out = lab.get(f"/reports/{r.json()['id']}/run", headers=auth)
    lab.expect(out.status == 200, "such a report runs")
    lab.expect(out.json()["headings"] == [heading, "carrier"],
               "a long heading comes back to the letter")
    lab.expect(["Where", carrier] in out.json()["rows"],
               "a carrier's name comes back to the letter")
    out = lab.get("/summary", headers=auth)
    lab.expect(out.status == 200 and carrier in out.json()["headings"],
               "the summary has a column for that carrier")
