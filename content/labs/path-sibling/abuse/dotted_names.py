def run(lab):
    auth = {"Authorization": "Bearer " + lab.seeds["token"]}
    for path in ("2026/minutes..draft.txt", ".well-known/contact.txt"):
        r = lab.get("/files/" + path, headers=auth)
        lab.expect(r.status == 200, f"{path} is read")
    for path in ("ad-a..b.txt", "ad-...", ".ad-profile", "ad-.._.txt",
                 "ad-e%2e%2ef.txt", "2026/..ad-draft"):
        r = lab.request("PUT", "/files/" + path, headers=auth, body=path)
        lab.expect(r.status == 201, f"{path} is written")
        r = lab.get("/files/" + path, headers=auth)
        lab.expect(r.status == 200 and r.text == path, f"{path} is read")
        r = lab.request("DELETE", "/files/" + path, headers=auth)
        lab.expect(r.status == 200, f"{path} is deleted")
