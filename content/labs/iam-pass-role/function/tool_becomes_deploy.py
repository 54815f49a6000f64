ROLE = "arn:aws:iam::111122223333:role/"


def call(lab, key, operation, **given):
    return lab.post("/" + operation, json=given, headers={"Authorization": "Bearer " + key})


def become_deploy(lab, who="ci", **more):
    r = call(lab, lab.seeds[who], "sts/AssumeRole", RoleArn=ROLE + "deploy", RoleSessionName="deploy-4711", **more)
    lab.expect(r.status == 200, "%s becomes deploy" % who)
    return r.json()["Key"]


def run(lab):
    key = become_deploy(lab, "releaser", ExternalId="acme-7f3192c4")
    r = call(lab, key, "lambda/GetFunction", FunctionName="app-web")
    lab.expect(r.status == 200 and r.json()["Role"] == ROLE + "app-runtime", "the release tool looks at a function")
