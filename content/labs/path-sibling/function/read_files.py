def run(lab):
    auth = {"Authorization": "Bearer " + lab.seeds["token"]}
    lab.expect(lab.get("/files/welcome.txt").status == 401,
               "a token is needed")
    for path, text in (("welcome.txt", "Welcome to the cabinet.\n"),
                       ("2026/report.txt", "Nothing to report.\n"),
                       ("2026/%72eport.txt", "Nothing to report.\n")):
        r = lab.get("/files/" + path, headers=auth)
        lab.expect(r.status == 200 and r.text == text,
                   f"{path} is read to the letter")
    for path in ("none.txt", "2026/none.txt", "none/report.txt",
                 "welcome.txt/x"):
        r = lab.get("/files/" + path, headers=auth)
        lab.expect(r.status == 404, f"{path} is not there")
    lab.expect(400 <= lab.get("/files/2026", headers=auth).status < 500,
               "a folder is no file")
    for path in ("welcome.txt%00.pdf", "%", "%zz"):
        r = lab.get("/files/" + path, headers=auth)
        lab.expect(r.status == 400, f"{path} is malformed")
