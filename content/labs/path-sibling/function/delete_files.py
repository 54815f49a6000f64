def run(lab):
    auth = {"Authorization": "Bearer " + lab.seeds["token"]}
    for path in ("fd-old.txt", "2026/fd-old.txt"):
        lab.request("PUT", "/files/" + path, headers=auth, body="old")
        r = lab.request("DELETE", "/files/" + path, headers=auth)
        lab.expect(r.status == 200, f"{path} is deleted")
        lab.expect(lab.get("/files/" + path, headers=auth).status == 404,
                   f"{path} is gone")
        r = lab.request("DELETE", "/files/" + path, headers=auth)
        lab.expect(r.status == 404, f"{path} cannot be deleted twice")
    r = lab.request("DELETE", "/files/2026", headers=auth)
    lab.expect(400 <= r.status < 500, "a folder is not deleted")
    lab.expect(lab.get("/files/2026/report.txt", headers=auth).status == 200,
               "what is in it stays")
