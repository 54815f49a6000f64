def run(lab):
    auth = {"Authorization": "Bearer " + lab.seeds["token"]}
    for path in ("fw-plan.txt", "2026/fw-plan.txt", "fw%20a+b.txt"):
        for text in ("the first and longer text\n", "short\n", ""):
            r = lab.request("PUT", "/files/" + path, headers=auth, body=text)
            lab.expect(r.status == 201, f"{path} is written")
            r = lab.get("/files/" + path, headers=auth)
            lab.expect(r.status == 200 and r.text == text,
                       f"{path} holds what was written last")
    for path in ("none/plan.txt", "2026/none/plan.txt"):
        r = lab.request("PUT", "/files/" + path, headers=auth, body="x")
        lab.expect(r.status == 404, f"{path} has no folder to be in")
    for path in ("2026", "", "2026/.."):
        r = lab.request("PUT", "/files/" + path, headers=auth, body="x")
        lab.expect(400 <= r.status < 500, f"'{path}' is no name for a file")
