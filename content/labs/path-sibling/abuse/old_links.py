def run(lab):
    auth = {"Authorization": "Bearer " + lab.seeds["token"]}
    r = lab.get("/files/current/report.txt", headers=auth)
    lab.expect(r.status == 200 and r.text == "Nothing to report.\n",
               "a link within the folder is followed, as it always was")
    r = lab.get("/list/current", headers=auth)
    lab.expect(r.status == 200
               and "report.txt" in [e["name"] for e in r.json()],
               "what a link leads to is listed")
