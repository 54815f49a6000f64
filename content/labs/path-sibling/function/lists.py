def run(lab):
    auth = {"Authorization": "Bearer " + lab.seeds["token"]}

    def names(path):
        r = lab.get("/list/" + path, headers=auth)
        lab.expect(r.status == 200, f"'{path}' is listed")
        return [(e["name"], e["kind"]) for e in r.json()]

    top = names("")
    lab.expect({(".well-known", "folder"), ("2026", "folder"),
                ("current", "link"), ("welcome.txt", "file")} <= set(top),
               "the top of the folder is listed, with kinds")
    lab.expect(top == sorted(top), "a list goes by name")
    lab.expect(("report.txt", "file") in names("2026"),
               "a folder below is listed")
    quoted = 'fl-"1".txt'
    lab.request("PUT", "/files/fl-%221%22.txt", headers=auth, body="x")
    lab.expect((quoted, "file") in names(""), "a quote in a name is fine")
    lab.expect(lab.get("/list/none", headers=auth).status == 404,
               "what is not there is not listed")
