ROLE = "arn:aws:iam::111122223333:role/"


def call(lab, key, operation, **given):
    return lab.post("/" + operation, json=given, headers={"Authorization": "Bearer " + key})


def become_deploy(lab, who="ci", **more):
    r = call(lab, lab.seeds[who], "sts/AssumeRole", RoleArn=ROLE + "deploy", RoleSessionName="deploy-4711", **more)
    lab.expect(r.status == 200, "%s becomes deploy" % who)
    return r.json()["Key"]


def run(lab):
    key, name = become_deploy(lab), "app-" + lab.seeds["app"]
    code = [{"call": "ssm/GetParameter", "input": {"Name": "/app/config"}}]
    r = call(lab, key, "lambda/CreateFunction", FunctionName=name, Role=ROLE + "app-runtime", Code=code)
    lab.expect(r.status == 200, "deploy creates a function with the role app-runtime")
    r = call(lab, key, "lambda/Invoke", FunctionName=name)
    lab.expect(r.status == 200, "deploy invokes it")
    lab.expect(r.json()["Output"] == [{"Value": lab.seeds["config"]}], "and it reads its settings")
