"""Policies, and the decision whether a principal may do something.

Of the policy language this models: Effect, Action and NotAction, Resource and
NotResource, Principal, and the condition operators below.  Anything else is
refused when a policy is read, never passed over.
"""
import re
from dataclasses import dataclass
from functools import lru_cache

from trace import trace

VERSION = "2012-10-17"
KINDS = ("identity", "resource", "trust")
KEYS = {"Sid", "Effect", "Action", "NotAction", "Resource", "NotResource", "Principal", "Condition"}


class Malformed(ValueError):
    pass


@dataclass(frozen=True)
class Principal:
    arn: str             # who signs the request: a session, a user, a service
    identity: str = ""   # of a session, the role it is a session of
    service: bool = False

    @property
    def name(self):
        return self.identity or self.arn

    @property
    def account(self):
        return None if self.service else self.arn.split(":")[4]


@lru_cache(maxsize=4096)
def pattern(text, ignore_case=False):
    out = "".join(".*" if c == "*" else "." if c == "?" else re.escape(c) for c in text)
    return re.compile(out, re.DOTALL | (re.IGNORECASE if ignore_case else 0))


def like(want, have):
    return pattern(want).fullmatch(have) is not None


def arn_like(want, have):
    """Part by part: a wildcard does not reach over a colon."""
    want, have = want.split(":", 5), have.split(":", 5)
    return len(want) == len(have) == 6 and all(map(like, want, have))


def same_case_ignored(want, have):
    return want.lower() == have.lower()


POSITIVE = {
    "StringEquals": str.__eq__,
    "StringEqualsIgnoreCase": same_case_ignored,
    "StringLike": like,
    "ArnEquals": arn_like,
    "ArnLike": arn_like,
    "Bool": same_case_ignored,
}
NEGATED = {
    "StringNotEquals": str.__eq__,
    "StringNotEqualsIgnoreCase": same_case_ignored,
    "StringNotLike": like,
    "ArnNotEquals": arn_like,
    "ArnNotLike": arn_like,
}


def holds(operator, key, values, context):
    """One line of a condition.  Several values are alternatives."""
    have = context.get(key.lower())
    if operator == "Null":
        return same_case_ignored(values[0], "true") == (have is None)
    if operator.endswith("IfExists"):
        if have is None:
            return True
        operator = operator[: -len("IfExists")]
    if operator in NEGATED:
        return have is None or not any(NEGATED[operator](v, have) for v in values)
    return have is not None and any(POSITIVE[operator](v, have) for v in values)


def texts(value, what):
    value = value if isinstance(value, list) else [value]
    value = ["true" if v is True else "false" if v is False else v for v in value]
    if not value or not all(isinstance(v, str) for v in value):
        raise Malformed("%s is a text or a list of texts" % what)
    if any("${" in v for v in value):
        raise Malformed("policy variables are not modelled")
    return value


class Statement:
    def __init__(self, source, kind):
        if not isinstance(source, dict) or set(source) - KEYS:
            raise Malformed("a statement has no %s" % sorted(set(source) - KEYS))
        if source.get("Effect") not in ("Allow", "Deny"):
            raise Malformed("Effect is Allow or Deny")
        self.sid = source.get("Sid", "")
        self.deny = source["Effect"] == "Deny"
        self.actions, self.not_actions = self.either(source, "Action")
        if kind == "trust":
            if "Resource" in source or "NotResource" in source:
                raise Malformed("a trust policy has no Resource")
            self.resources, self.not_resources = ["*"], None
        else:
            self.resources, self.not_resources = self.either(source, "Resource")
        if ("Principal" in source) != (kind != "identity"):
            raise Malformed("Principal is for trust and resource policies, and they need it")
        self.principals = self.read_principals(source["Principal"]) if kind != "identity" else None
        self.conditions = list(self.read_conditions(source.get("Condition", {})))

    @staticmethod
    def either(source, name):
        if (name in source) == ("Not" + name in source):
            raise Malformed("a statement has one of %s and Not%s" % (name, name))
        values = texts(source[name] if name in source else source["Not" + name], name)
        form = r"\*|[A-Za-z0-9-]+:.+" if name == "Action" else r"\*|arn:.+"
        for v in values:
            if not re.fullmatch(form, v, re.DOTALL):
                raise Malformed("%s %s is not in its form" % (name, v))
        return (values, None) if name in source else (None, values)

    @staticmethod
    def read_principals(source):
        if source == "*":
            source = {"AWS": "*"}
        if not isinstance(source, dict) or not source or set(source) - {"AWS", "Service"}:
            raise Malformed("Principal is * or names AWS or Service")
        out = []
        for kind, value in source.items():
            for name in texts(value, "Principal"):
                if "*" in name and (kind, name) != ("AWS", "*"):
                    raise Malformed("a principal is named whole, or is *")
                if re.fullmatch(r"\d{12}", name):
                    name = "arn:aws:iam::%s:root" % name
                out.append((kind, name))
        return out

    @staticmethod
    def read_conditions(source):
        if not isinstance(source, dict):
            raise Malformed("Condition is an object")
        for operator, lines in source.items():
            plain = operator[: -len("IfExists")] if operator.endswith("IfExists") else operator
            if plain not in POSITIVE and plain not in NEGATED and operator != "Null":
                raise Malformed("condition operator %s is not modelled" % operator)
            if not isinstance(lines, dict):
                raise Malformed("%s is an object of keys" % operator)
            for key, value in lines.items():
                yield operator, key, texts(value, key)

    def names(self, principal):
        """'direct', 'account' (which only hands the question on) or None."""
        found = None
        for kind, name in self.principals:
            if (kind == "Service") != principal.service:
                continue
            if name in ("*", principal.arn, principal.name):
                return "direct"
            if not principal.service and name == "arn:aws:iam::%s:root" % principal.account:
                found = "account"
        return found

    def applies(self, action, resource, context):
        def any_of(values, have, ignore_case):
            return any(pattern(v, ignore_case).fullmatch(have) for v in values)

        if self.actions is not None and not any_of(self.actions, action, True):
            return False
        if self.not_actions is not None and any_of(self.not_actions, action, True):
            return False
        if self.resources is not None and not any_of(self.resources, resource, False):
            return False
        if self.not_resources is not None and any_of(self.not_resources, resource, False):
            return False
        return all(holds(*line, context) for line in self.conditions)


class Policy:
    def __init__(self, source, kind, name=""):
        assert kind in KINDS
        if not isinstance(source, dict) or source.get("Version") != VERSION:
            raise Malformed("a policy has the Version %s" % VERSION)
        if set(source) - {"Version", "Id", "Statement"}:
            raise Malformed("a policy has Version, Id and Statement")
        statements = source.get("Statement")
        statements = [statements] if isinstance(statements, dict) else statements
        if not isinstance(statements, list) or not statements:
            raise Malformed("Statement is a list")
        self.name = name
        self.statements = [Statement(s, kind) for s in statements]


def identity_verdict(policies, action, resource, context):
    """'Deny', 'Allow' or None of all policies on the principal's side."""
    verdict = None
    for policy in policies:
        for s in policy.statements:
            if s.applies(action, resource, context):
                trace("logic", "%s: %s %s" % (policy.name, "Deny" if s.deny else "Allow", s.sid))
                if s.deny:
                    return "Deny"
                verdict = "Allow"
    return verdict


def resource_verdict(policy, principal, action, resource, context):
    """'Deny', 'direct', 'account' or None of the policy on the resource's side."""
    verdict = None
    for s in policy.statements if policy else ():
        how = s.names(principal)
        if how and s.applies(action, resource, context):
            trace("logic", "%s: %s %s (%s)" % (policy.name, "Deny" if s.deny else "Allow", s.sid, how))
            if s.deny:
                return "Deny"
            verdict = "direct" if "direct" in (how, verdict) else how
    return verdict


def allowed(principal, identity, action, resource, context, *, owner, policy=None, is_trust=False):
    """A Deny anywhere decides.  Without an Allow there is none.

    Within the account that owns the resource an Allow on either side is
    enough, but a role's trust policy must allow in any case, and one that
    names the account alone leaves the rest to the principal's own policies.
    From another account both sides must allow.
    """
    context = {k.lower(): v for k, v in context.items() if v is not None}
    context["aws:securetransport"] = "true"
    if not principal.service:
        context["aws:principalarn"] = principal.name
        context["aws:principalaccount"] = principal.account
    mine = identity_verdict(identity, action, resource, context)
    theirs = resource_verdict(policy, principal, action, resource, context)
    if "Deny" in (mine, theirs):
        yes = False
    elif principal.service:
        yes = theirs is not None
    elif principal.account != owner:
        yes = mine == "Allow" and theirs is not None
    elif is_trust:
        yes = theirs == "direct" or (theirs == "account" and mine == "Allow")
    else:
        yes = mine == "Allow" or theirs == "direct"
    trace("logic", "%s %s %s on %s" % (principal.arn, "may" if yes else "may not", action, resource))
    return yes
