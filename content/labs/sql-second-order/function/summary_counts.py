def run(lab):
    auth = {"Authorization": "Bearer " + lab.seeds["token"]}
    text = ("reference,recipient,city,carrier,weight_g\n"
            "SU-1,A,Zeven,Blauwal,1\nSU-2,B,Zeven,Blauwal,1\n"
            "SU-3,C,Zeven,Postrad,1\nSU-4,D,Zeven,Velo,1\n")
    lab.post("/parcels/import", body=text, headers=auth)
    r = lab.get("/summary", headers=auth)
    lab.expect(r.status == 200, "the summary answers")
    out = r.json()
    lines = {row[0]: dict(zip(out["headings"], row)) for row in out["rows"]}
    lab.expect(out["headings"][0] == "city"
               and out["headings"][1:] == sorted(out["headings"][1:]),
               "the city stands first, then the carriers by name")
    lab.expect([lines["Zeven"][c] for c in ("Blauwal", "Postrad", "Velo")]
               == [2, 1, 1], "parcels are counted by carrier")
    lab.expect(lines["Kiel"]["Velo"] == 0, "no parcel counts as 0")
    lab.expect([row[0] for row in out["rows"]] == sorted(lines),
               "cities stand by name")
    lab.expect("Leer" not in lines, "other organisations are not counted")
