def run(lab):
    auth = {"Authorization": "Bearer " + lab.seeds["token"]}

    def order(sort):
        r = lab.post("/reports", headers=auth, json={
            "name": "sorted", "columns": ["reference", "city"],
            "headings": {}, "sort": sort})
        lab.expect(r.status == 201, f"a report sorted by '{sort}' is saved")
        r = lab.get(f"/reports/{r.json()['id']}/run", headers=auth)
        lab.expect(r.status == 200, f"a report sorted by '{sort}' runs")
        return [row[0][-1] for row in r.json()["rows"]
                if row[0].startswith("ND-")]

    lab.expect(order("weight_g") == list("2413"), "sorts by weight")
    lab.expect(order("weight_g desc") == list("3142"), "sorts downwards")
    lab.expect(order("city, weight_g desc") == list("1432"),
               "sorts by a second column within the first")
    lab.expect(order("carrier desc, city desc, weight_g asc") == list("2341"),
               "sorts by three columns, each in its direction")
    lab.expect(sorted(order("")) == list("1234"), "a sort may be left out")
