ROLE = "arn:aws:iam::111122223333:role/"


def call(lab, key, operation, **given):
    return lab.post("/" + operation, json=given, headers={"Authorization": "Bearer " + key})


def become_deploy(lab, who="ci", **more):
    r = call(lab, lab.seeds[who], "sts/AssumeRole", RoleArn=ROLE + "deploy", RoleSessionName="deploy-4711", **more)
    lab.expect(r.status == 200, "%s becomes deploy" % who)
    return r.json()["Key"]


def run(lab):
    r = call(lab, become_deploy(lab), "sts/GetCallerIdentity")
    lab.expect(r.status == 200 and ":assumed-role/deploy/" in r.json()["Arn"], "the session is one of deploy")
    lab.expect(call(lab, "nobody's key", "sts/GetCallerIdentity").status == 401, "a key that is none answers 401")
