def run(lab):
    auth = {"Authorization": "Bearer " + lab.seeds["token"]}

    def link(name, target):
        return lab.post("/links", headers=auth,
                        form={"name": name, "target": target}).status

    lab.expect(link("fk-latest.txt", "2026/report.txt") == 201,
               "a second name is given to a file")
    r = lab.get("/files/fk-latest.txt", headers=auth)
    lab.expect(r.status == 200 and r.text == "Nothing to report.\n",
               "the file is read by it")
    lab.expect(link("fk-year", "2026") == 201,
               "a second name is given to a folder")
    r = lab.get("/files/fk-year/report.txt", headers=auth)
    lab.expect(r.status == 200, "what is in the folder is read by it")
    r = lab.request("PUT", "/files/fk-year/fk.txt", headers=auth, body="in")
    lab.expect(r.status == 201, "a file is put into the folder by it")
    lab.expect(lab.get("/files/2026/fk.txt", headers=auth).text == "in",
               "and lies there")
    lab.expect(link("fk-latest.txt", "welcome.txt") == 409,
               "a name that is taken is refused")
    lab.expect(link("fk-none", "none.txt") == 404,
               "what is not there gets no second name")
    r = lab.request("DELETE", "/files/fk-latest.txt", headers=auth)
    lab.expect(r.status == 200, "the second name is deleted")
    lab.expect(lab.get("/files/2026/report.txt", headers=auth).status == 200,
               "and the file stays")
