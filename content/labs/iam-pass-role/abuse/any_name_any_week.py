ROLE = "arn:aws:iam::111122223333:role/"


def call(lab, key, operation, **given):
    return lab.post("/" + operation, json=given, headers={"Authorization": "Bearer " + key})


def become_deploy(lab, who="ci", **more):
    r = call(lab, lab.seeds[who], "sts/AssumeRole", RoleArn=ROLE + "deploy", RoleSessionName="deploy-4711", **more)
    lab.expect(r.status == 200, "%s becomes deploy" % who)
    return r.json()["Key"]


def run(lab):
    for key in (become_deploy(lab), become_deploy(lab, "releaser", ExternalId="acme-7f3192c4")):
        for role in ("app-runtime", "app-worker"):
            name = "app-%s-%s-%s" % (lab.seeds["app"], role, key[-6:])
            r = call(lab, key, "lambda/CreateFunction", FunctionName=name, Role=ROLE + role, Code=[])
            lab.expect(r.status == 200, "functions of any name after app- are created, with either role, by whoever deploys")
            lab.expect(call(lab, key, "lambda/UpdateFunctionCode", FunctionName=name, Code=[]).status == 200, "changed")
            lab.expect(call(lab, key, "lambda/Invoke", FunctionName=name).status == 200, "and invoked")
