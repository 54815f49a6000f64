"""What stands in the account: the platform team's part, and ours from policies/."""
import json
import secrets
from pathlib import Path

from cloud import Caller, Cloud, Function, Managed, Role
from iam import Malformed, Policy, Principal

HERE = Path(__file__).resolve().parent
OUTSIDERS = {
    "releaser": "arn:aws:iam::444455556666:role/releaser",   # the release tool we pay for
    "auditor": "arn:aws:iam::777788889999:role/auditor",
    "stranger": "arn:aws:iam::999900001111:role/stranger",
}


def no_twins(pairs):
    if len(dict(pairs)) != len(pairs):
        raise Malformed("a key stands twice in an object")
    return dict(pairs)


def ours(name, kind):
    """A file of policies/, which the account refuses as a whole if it is wrong."""
    try:
        source = (HERE / "policies" / name).read_text()
        return Policy(json.loads(source, object_pairs_hook=no_twins), kind, name)
    except (OSError, ValueError, Malformed) as e:
        raise SystemExit("policies/%s: %s" % (name, e)) from None


def build(seeds):
    cloud = Cloud()
    cloud.token = lambda: secrets.token_hex(16)
    platform = json.loads((HERE / "platform.json").read_text())

    for name, versions in platform["managed"].items():
        read = {v: Policy(p, "identity", "%s %s" % (name, v)) for v, p in versions.items()}
        cloud.managed[name] = Managed(read, max(read))
    for name, role in platform["roles"].items():
        cloud.roles[name] = Role(
            name, Policy(role["trust"], "trust", name + " trust"),
            {"inline": Policy(role["policy"], "identity", name)} if "policy" in role else {},
            [cloud.managed[m] for m in role.get("attached", [])])
    cloud.roles["ci"] = Role("ci", Policy(platform["ci_trust"], "trust", "ci trust"),
                             {"inline": ours("ci-role.json", "identity")})
    cloud.roles["deploy"] = Role("deploy", ours("deploy-trust.json", "trust"),
                                 {"inline": ours("deploy-role.json", "identity")})

    cloud.buckets["acme-artefacts"] = (ours("artefacts-bucket.json", "resource"), {
        "builds/web.zip": "build with %s" % seeds["build"],
        "releases/web.zip": "release 41",
    })
    cloud.secrets["payments/card-key"] = seeds["canary"]
    cloud.parameters["/ci/registry"] = seeds["registry"]
    cloud.parameters["/app/config"] = seeds["config"]
    read = [{"call": "ssm/GetParameter", "input": {"Name": "/app/config"}}]
    cloud.functions["app-web"] = Function(cloud.roles["app-runtime"], read)
    cloud.functions["payments-settle"] = Function(cloud.roles["payments"], [])

    cloud.keys[seeds["ci"]] = cloud.roles["ci"].session("runner")
    cloud.keys[seeds["intern"]] = cloud.roles["intern"].session("kim")
    theirs = Policy(platform["other_accounts"], "identity", "their own policies")
    for name, arn in OUTSIDERS.items():
        cloud.keys[seeds[name]] = Caller(Principal(arn), [theirs])
    return cloud
