ROLE = "arn:aws:iam::111122223333:role/"


def call(lab, key, operation, **given):
    return lab.post("/" + operation, json=given, headers={"Authorization": "Bearer " + key})


def become_deploy(lab, who="ci", **more):
    r = call(lab, lab.seeds[who], "sts/AssumeRole", RoleArn=ROLE + "deploy", RoleSessionName="deploy-4711", **more)
    lab.expect(r.status == 200, "%s becomes deploy" % who)
    return r.json()["Key"]


def run(lab):
    key = become_deploy(lab)
    for name in ("releases/web.zip", "releases/%s/1.zip" % lab.seeds["app"]):
        lab.expect(call(lab, key, "s3/PutObject", Bucket="acme-artefacts", Key=name, Body="r").status == 200, "a release is written")
        r = call(lab, lab.seeds["auditor"], "s3/GetObject", Bucket="acme-artefacts", Key=name)
        lab.expect(r.status == 200, "the auditor reads every release")
