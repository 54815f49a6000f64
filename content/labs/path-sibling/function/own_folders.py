def run(lab):
    ours = {"Authorization": "Bearer " + lab.seeds["token"]}
    theirs = {"Authorization": "Bearer " + lab.seeds["legal_token"]}
    r = lab.get("/files/contract.txt", headers=theirs)
    lab.expect(r.status == 200 and lab.seeds["canary"] in r.text,
               "the firm reads its contract")
    r = lab.get("/files/contract.txt", headers=ours)
    lab.expect(r.status == 404, "nobody else has a file of that name")
    for path in ("/list/..", "/files/..%2F..%2Fusr", "/list/../../usr"):
        r = lab.get(path, headers=ours)
        lab.expect(400 <= r.status < 500, f"{path} is refused")
