def run(lab):
    auth = {"Authorization": "Bearer " + lab.seeds["token"]}
    lab.expect(lab.get("/parcels").status == 401, "a token is needed")
    r = lab.get("/parcels", headers=auth, query={"q": "loren"})
    lab.expect(r.status == 200, "searching answers")
    lab.expect([p["reference"] for p in r.json()] == ["ND-1003"],
               "searching finds by part of a name")
    seen = lab.get("/parcels", headers=auth).json()
    lab.expect({"ND-1001", "ND-1002", "ND-1003", "ND-1004"}
               <= {p["reference"] for p in seen}, "all own parcels are there")
    lab.expect(not any(p["reference"].startswith("KX") for p in seen),
               "no parcel of another organisation is there")
