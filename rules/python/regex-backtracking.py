import re

# ruleid: regex-backtracking
WORDS = re.compile(r"^(\w+\s?)+$")


def listed(text):
    # ruleid: regex-backtracking
    return re.match("^([a-z]+)*,$", text)


# ok: regex-backtracking
NUMBER = re.compile(r"^[0-9]{1,9}$")


def listed_well(text):
    # ok: regex-backtracking
    return re.match("^[a-z]+(,[a-z]+)*$", text)
