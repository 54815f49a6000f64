def run(lab):
    auth = {"Authorization": "Bearer " + lab.seeds["token"]}
    text = ("reference,recipient,city,carrier,weight_g,note\n"
            'IM-1,"O\'Hara, Sean",Husum,Blauwal,120,"say ""moin"""\n'
            "IM-2,Eva Timm,Husum,Postrad,240,\n")
    r = lab.post("/parcels/import", body=text, headers=auth)
    lab.expect(r.status == 201 and r.json()["added"] == 2, "two are taken in")
    found = lab.get("/parcels", headers=auth, query={"q": "IM-"}).json()
    lab.expect([(p["recipient"], p["note"]) for p in found]
               == [("O'Hara, Sean", 'say "moin"'), ("Eva Timm", "")],
               "what was imported is kept to the letter")
    again = lab.post("/parcels/import", body=text, headers=auth)
    lab.expect(again.status == 409, "the same reference twice is refused")
    bad = text.replace("IM-", "IM-9").replace("240", "heavy")
    lab.expect(lab.post("/parcels/import", body=bad, headers=auth).status
               == 400, "a weight that is no number is refused")
    left = lab.get("/parcels", headers=auth, query={"q": "IM-9"}).json()
    lab.expect(left == [], "of a refused import nothing stays")
