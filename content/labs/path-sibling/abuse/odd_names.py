def run(lab):
    auth = {"Authorization": "Bearer " + lab.seeds["token"]}
    for path in ("ao-50%25.txt", "ao-%252e.txt", "ao-%C3%BC.txt",
                 "ao-%5C.txt", "ao-" + "x" * 200):
        r = lab.request("PUT", "/files/" + path, headers=auth, body=path)
        lab.expect(r.status == 201, f"{path} is written")
        r = lab.get("/files/" + path, headers=auth)
        lab.expect(r.status == 200 and r.text == path,
                   f"{path} is read, decoded once")
    r = lab.get("/files/2026/./report.txt", headers=auth)
    lab.expect(r.status == 200, "a single dot changes nothing")
    r = lab.get("/files/" + "y" * 1500, headers=auth)
    lab.expect(400 <= r.status < 500, "a name that is too long is refused")
