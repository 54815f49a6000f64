ROLE = "arn:aws:iam::111122223333:role/"


def call(lab, key, operation, **given):
    return lab.post("/" + operation, json=given, headers={"Authorization": "Bearer " + key})


def become_deploy(lab, who="ci", **more):
    r = call(lab, lab.seeds[who], "sts/AssumeRole", RoleArn=ROLE + "deploy", RoleSessionName="deploy-4711", **more)
    lab.expect(r.status == 200, "%s becomes deploy" % who)
    return r.json()["Key"]


def run(lab):
    key = become_deploy(lab)
    r = call(lab, key, "s3/PutObject", Bucket="acme-artefacts", Key="releases/web.zip", Body="release 42")
    lab.expect(r.status == 200, "deploy writes a release")
    r = call(lab, lab.seeds["auditor"], "s3/GetObject", Bucket="acme-artefacts", Key="releases/web.zip")
    lab.expect(r.status == 200 and r.json()["Body"] == "release 42", "the auditor reads it")
    r = call(lab, key, "ssm/GetParameter", Name="/app/config")
    lab.expect(r.status == 200, "deploy reads the settings of the application")
    for role in ("app-runtime", "app-worker"):
        r = call(lab, key, "iam/GetRole", RoleName=role)
        lab.expect(r.status == 200 and r.json()["Arn"] == ROLE + role, "deploy looks at the role " + role)
