ROLE = "arn:aws:iam::111122223333:role/"


def call(lab, key, operation, **given):
    return lab.post("/" + operation, json=given, headers={"Authorization": "Bearer " + key})


def run(lab):
    ci = lab.seeds["ci"]
    for n, session in enumerate(("deploy-1", "deploy-2026-11-26", "deploy-hotfix_7")):
        r = call(lab, ci, "sts/AssumeRole", RoleArn=ROLE + "deploy", RoleSessionName=session)
        lab.expect(r.status == 200, "any session name of ours goes")
        key = "builds/%s/%d.zip" % (lab.seeds["app"], n)
        lab.expect(call(lab, ci, "s3/PutObject", Bucket="acme-artefacts", Key=key, Body="b").status == 200, "builds lie in folders")
        got = call(lab, r.json()["Key"], "s3/GetObject", Bucket="acme-artefacts", Key=key)
        lab.expect(got.status == 200, "and are deployed from there")
