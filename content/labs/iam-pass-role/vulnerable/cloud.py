"""The part of a cloud that a deployment touches, with its permission checks.

Every operation is a method of the service's class, takes the caller and the
input, and asks `demand` before it does anything.
"""
from dataclasses import dataclass, field

import iam
from iam import Malformed, Policy, Principal
from trace import trace

ACCOUNT = "111122223333"
REGION = "eu-central-1"
STEPS_MAX = 10
DEPTH_MAX = 3


class Refused(Exception):
    def __init__(self, status, code, message):
        super().__init__(message)
        self.status, self.code = status, code


@dataclass
class Caller:
    principal: Principal
    policies: list = field(default_factory=list)  # of somebody from another account
    role: "Role" = None
    depth: int = 0

    def identity(self):
        return self.role.documents() if self.role else self.policies


@dataclass
class Managed:
    versions: dict  # "v1" → Policy
    default: str


@dataclass
class Role:
    name: str
    trust: Policy
    inline: dict = field(default_factory=dict)
    attached: list = field(default_factory=list)

    @property
    def arn(self):
        return "arn:aws:iam::%s:role/%s" % (ACCOUNT, self.name)

    def documents(self):
        return list(self.inline.values()) + [m.versions[m.default] for m in self.attached]

    def session(self, name, depth=0):
        arn = "arn:aws:sts::%s:assumed-role/%s/%s" % (ACCOUNT, self.name, name)
        return Caller(Principal(arn, self.arn), role=self, depth=depth)


@dataclass
class Function:
    role: Role
    code: list


def text(given, key, default=None):
    value = given.get(key, default)
    if not isinstance(value, str) or not 0 < len(value) <= 300:
        raise Refused(400, "ValidationException", "%s is a short text" % key)
    return value


def read_code(given, key="Code"):
    """Code is a list of calls: {"call": "ssm/GetParameter", "input": {...}}"""
    code = given.get(key)
    if not isinstance(code, list) or len(code) > STEPS_MAX:
        raise Refused(400, "ValidationException", "%s is a list of at most %d calls" % (key, STEPS_MAX))
    for step in code:
        if not isinstance(step, dict) or not isinstance(step.get("call"), str) \
                or not isinstance(step.get("input", {}), dict):
            raise Refused(400, "ValidationException", "a step has a call and an input")
    return code


class Service:
    def __init__(self, cloud):
        self.cloud = cloud

    def demand(self, caller, action, resource, context=None, policy=None):
        if not iam.allowed(caller.principal, caller.identity(), action, resource, context or {},
                           owner=ACCOUNT, policy=policy):
            raise Refused(403, "AccessDenied", "%s is not authorized to perform %s on %s"
                          % (caller.principal.arn, action, resource))

    def demand_pass(self, caller, role, service, to):
        """Handing a role to a service, which must be one that the role trusts."""
        self.demand(caller, "iam:PassRole", role.arn,
                    {"iam:PassedToService": service, "iam:AssociatedResourceArn": to})
        if not iam.allowed(Principal(service, service=True), [], "sts:AssumeRole", role.arn, {},
                           owner=ACCOUNT, policy=role.trust, is_trust=True):
            raise Refused(400, "ValidationException", "%s cannot be assumed by %s" % (role.arn, service))

    def role(self, given, key="RoleArn"):
        name = text(given, key).removeprefix("arn:aws:iam::%s:role/" % ACCOUNT)
        if name not in self.cloud.roles:
            raise Refused(404, "NoSuchEntity", "no role %s" % name)
        return self.cloud.roles[name]


class Sts(Service):
    def GetCallerIdentity(self, caller, given):
        return {"Arn": caller.principal.arn, "Account": caller.principal.account}

    def AssumeRole(self, caller, given):
        role, name = self.role(given), text(given, "RoleSessionName")
        external = given.get("ExternalId")
        context = {"sts:RoleSessionName": name,
                   "sts:ExternalId": external if isinstance(external, str) else None}
        if not iam.allowed(caller.principal, caller.identity(), "sts:AssumeRole", role.arn, context,
                           owner=ACCOUNT, policy=role.trust, is_trust=True):
            raise Refused(403, "AccessDenied", "%s is not authorized to assume %s"
                          % (caller.principal.arn, role.arn))
        return {"Key": self.cloud.new_key(role.session(name)), "Arn": role.arn}


class Lambda(Service):
    def arn(self, given):
        return "arn:aws:lambda:%s:%s:function:%s" % (REGION, ACCOUNT, text(given, "FunctionName"))

    def function(self, given):
        name = text(given, "FunctionName")
        if name not in self.cloud.functions:
            raise Refused(404, "ResourceNotFound", "no function %s" % name)
        return self.cloud.functions[name]

    def CreateFunction(self, caller, given):
        arn, name = self.arn(given), text(given, "FunctionName")
        self.demand(caller, "lambda:CreateFunction", arn)
        role = self.role(given, "Role")
        self.demand_pass(caller, role, "lambda.amazonaws.com", arn)
        if name in self.cloud.functions:
            raise Refused(409, "ResourceConflict", "%s is there" % name)
        self.cloud.functions[name] = Function(role, read_code(given))
        trace("store", "function %s runs as %s" % (name, role.name))
        return {"FunctionArn": arn, "Role": role.arn}

    def UpdateFunctionCode(self, caller, given):
        self.demand(caller, "lambda:UpdateFunctionCode", self.arn(given))
        self.function(given).code = read_code(given)
        return {"FunctionArn": self.arn(given)}

    def UpdateFunctionConfiguration(self, caller, given):
        self.demand(caller, "lambda:UpdateFunctionConfiguration", self.arn(given))
        function, role = self.function(given), self.role(given, "Role")
        self.demand_pass(caller, role, "lambda.amazonaws.com", self.arn(given))
        function.role = role
        return {"FunctionArn": self.arn(given), "Role": role.arn}

    def GetFunction(self, caller, given):
        self.demand(caller, "lambda:GetFunction", self.arn(given))
        return {"FunctionArn": self.arn(given), "Role": self.function(given).role.arn}

    def Invoke(self, caller, given):
        self.demand(caller, "lambda:InvokeFunction", self.arn(given))
        function = self.function(given)
        me = function.role.session(text(given, "FunctionName"), caller.depth + 1)
        return {"Output": self.cloud.run(me, function.code)}


class Ec2(Service):
    def RunInstances(self, caller, given):
        arn = "arn:aws:ec2:%s:%s:instance/*" % (REGION, ACCOUNT)
        self.demand(caller, "ec2:RunInstances", arn)
        role = self.role(given, "Role")
        self.demand_pass(caller, role, "ec2.amazonaws.com", arn)
        return {"Console": self.cloud.run(role.session("i-1", caller.depth + 1), read_code(given, "UserData"))}


class Iam(Service):
    def document(self, given, kind, name):
        try:
            return Policy(given.get("PolicyDocument"), kind, name)
        except Malformed as e:
            raise Refused(400, "MalformedPolicyDocument", str(e)) from None

    def managed(self, given):
        arn = text(given, "PolicyArn")
        name = arn.removeprefix("arn:aws:iam::%s:policy/" % ACCOUNT)
        if name not in self.cloud.managed:
            raise Refused(404, "NoSuchEntity", "no policy %s" % arn)
        return arn, self.cloud.managed[name]

    def GetRole(self, caller, given):
        role = self.role(given, "RoleName")
        self.demand(caller, "iam:GetRole", role.arn)
        return {"Arn": role.arn, "RoleName": role.name}

    def PutRolePolicy(self, caller, given):
        role, name = self.role(given, "RoleName"), text(given, "PolicyName")
        self.demand(caller, "iam:PutRolePolicy", role.arn)
        role.inline[name] = self.document(given, "identity", name)
        return {}

    def AttachRolePolicy(self, caller, given):
        role = self.role(given, "RoleName")
        self.demand(caller, "iam:AttachRolePolicy", role.arn, {"iam:PolicyARN": text(given, "PolicyArn")})
        role.attached.append(self.managed(given)[1])
        return {}

    def UpdateAssumeRolePolicy(self, caller, given):
        role = self.role(given, "RoleName")
        self.demand(caller, "iam:UpdateAssumeRolePolicy", role.arn)
        role.trust = self.document(given, "trust", role.name + " trust")
        return {}

    def ListPolicyVersions(self, caller, given):
        self.demand(caller, "iam:ListPolicyVersions", text(given, "PolicyArn"))
        _, policy = self.managed(given)
        return {"Versions": sorted(policy.versions), "Default": policy.default}

    def CreatePolicyVersion(self, caller, given):
        self.demand(caller, "iam:CreatePolicyVersion", text(given, "PolicyArn"))
        arn, policy = self.managed(given)
        version = "v%d" % (len(policy.versions) + 1)
        policy.versions[version] = self.document(given, "identity", "%s %s" % (arn, version))
        if given.get("SetAsDefault") is True:
            policy.default = version
        return {"VersionId": version}

    def SetDefaultPolicyVersion(self, caller, given):
        self.demand(caller, "iam:SetDefaultPolicyVersion", text(given, "PolicyArn"))
        _, policy = self.managed(given)
        if text(given, "VersionId") not in policy.versions:
            raise Refused(404, "NoSuchEntity", "no such version")
        policy.default = given["VersionId"]
        return {}


class S3(Service):
    def place(self, given):
        bucket, key = text(given, "Bucket"), text(given, "Key")
        if bucket not in self.cloud.buckets:
            raise Refused(404, "NoSuchBucket", "no bucket %s" % bucket)
        return self.cloud.buckets[bucket], key, "arn:aws:s3:::%s/%s" % (bucket, key)

    def GetObject(self, caller, given):
        (policy, objects), key, arn = self.place(given)
        self.demand(caller, "s3:GetObject", arn, policy=policy)
        if key not in objects:
            raise Refused(404, "NoSuchKey", "no object %s" % key)
        return {"Body": objects[key]}

    def PutObject(self, caller, given):
        (policy, objects), key, arn = self.place(given)
        self.demand(caller, "s3:PutObject", arn, policy=policy)
        objects[key] = text(given, "Body")
        trace("store", "object %s by %s" % (key, caller.principal.arn))
        return {}


class Ssm(Service):
    def GetParameter(self, caller, given):
        name = text(given, "Name")
        self.demand(caller, "ssm:GetParameter", "arn:aws:ssm:%s:%s:parameter%s" % (REGION, ACCOUNT, name))
        if name not in self.cloud.parameters:
            raise Refused(404, "ParameterNotFound", "no parameter %s" % name)
        return {"Value": self.cloud.parameters[name]}


class SecretsManager(Service):
    def GetSecretValue(self, caller, given):
        name = text(given, "SecretId")
        self.demand(caller, "secretsmanager:GetSecretValue",
                    "arn:aws:secretsmanager:%s:%s:secret:%s" % (REGION, ACCOUNT, name))
        if name not in self.cloud.secrets:
            raise Refused(404, "ResourceNotFound", "no secret %s" % name)
        trace("store", "secret %s read by %s" % (name, caller.principal.arn))
        return {"SecretString": self.cloud.secrets[name]}


SERVICES = {"sts": Sts, "lambda": Lambda, "ec2": Ec2, "iam": Iam, "s3": S3, "ssm": Ssm,
            "secretsmanager": SecretsManager}


class Cloud:
    def __init__(self):
        self.roles, self.managed = {}, {}
        self.functions, self.buckets = {}, {}
        self.parameters, self.secrets = {}, {}
        self.keys = {}  # access key → Caller
        self.services = {name: kind(self) for name, kind in SERVICES.items()}

    def new_key(self, caller):
        key = "session-%d-%s" % (len(self.keys), self.token())
        self.keys[key] = caller
        return key

    def call(self, caller, path, given):
        service, _, operation = path.partition("/")
        trace("handler", "%s by %s" % (path, caller.principal.arn))
        method = operation[:1].isupper() and getattr(self.services.get(service), operation, None)
        if not method:
            raise Refused(404, "UnknownOperation", "no operation %s" % path)
        return method(caller, given)

    def run(self, caller, code):
        """What a function or an instance does, as the role it was given."""
        if caller.depth > DEPTH_MAX:
            raise Refused(400, "RecursionStopped", "functions that call functions that call …")
        out = []
        for step in code:
            try:
                out.append(self.call(caller, step["call"], step.get("input", {})))
            except Refused as e:
                out.append({"Error": e.code, "Message": str(e)})
        return out
