ROLE = "arn:aws:iam::111122223333:role/"


def call(lab, key, operation, **given):
    return lab.post("/" + operation, json=given, headers={"Authorization": "Bearer " + key})


def become_deploy(lab, who="ci", **more):
    r = call(lab, lab.seeds[who], "sts/AssumeRole", RoleArn=ROLE + "deploy", RoleSessionName="deploy-4711", **more)
    lab.expect(r.status == 200, "%s becomes deploy" % who)
    return r.json()["Key"]


def run(lab):
    ci = lab.seeds["ci"]
    r = call(lab, ci, "s3/PutObject", Bucket="acme-artefacts", Key="builds/4711.zip", Body="build 4711")
    lab.expect(r.status == 200, "ci writes a build")
    r = call(lab, ci, "ssm/GetParameter", Name="/ci/registry")
    lab.expect(r.status == 200 and r.json()["Value"] == lab.seeds["registry"], "ci reads its own settings")
    r = call(lab, become_deploy(lab), "s3/GetObject", Bucket="acme-artefacts", Key="builds/4711.zip")
    lab.expect(r.status == 200 and r.json()["Body"] == "build 4711", "deploy reads the build")
