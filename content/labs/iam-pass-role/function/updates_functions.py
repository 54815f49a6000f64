ROLE = "arn:aws:iam::111122223333:role/"


def call(lab, key, operation, **given):
    return lab.post("/" + operation, json=given, headers={"Authorization": "Bearer " + key})


def become_deploy(lab, who="ci", **more):
    r = call(lab, lab.seeds[who], "sts/AssumeRole", RoleArn=ROLE + "deploy", RoleSessionName="deploy-4711", **more)
    lab.expect(r.status == 200, "%s becomes deploy" % who)
    return r.json()["Key"]


def run(lab):
    key = become_deploy(lab)
    code = [{"call": "ssm/GetParameter", "input": {"Name": "/app/config"}}, {"call": "sts/GetCallerIdentity"}]
    r = call(lab, key, "lambda/UpdateFunctionCode", FunctionName="app-web", Code=code)
    lab.expect(r.status == 200, "deploy changes a function's code")
    r = call(lab, key, "lambda/UpdateFunctionConfiguration", FunctionName="app-web", Role=ROLE + "app-worker")
    lab.expect(r.status == 200, "deploy gives it the role app-worker")
    out = call(lab, key, "lambda/Invoke", FunctionName="app-web").json()["Output"]
    lab.expect(out[0] == {"Value": lab.seeds["config"]}, "the function runs the new code")
    lab.expect(":assumed-role/app-worker/" in out[1]["Arn"], "as its new role")
    r = call(lab, key, "lambda/UpdateFunctionConfiguration", FunctionName="app-web", Role=ROLE + "app-runtime")
    lab.expect(r.status == 200, "and back")
