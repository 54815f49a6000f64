import yaml
from ruamel.yaml import YAML
from yaml import UnsafeLoader


def settings(path):
    with open(path) as source:
        # ruleid: yaml-load
        return yaml.load(source, Loader=yaml.Loader)


def old(text):
    # ruleid: yaml-load
    return yaml.load(text)


def named(text):
    # ruleid: yaml-load
    return yaml.load(text, Loader=UnsafeLoader)


def any_object(text):
    # ruleid: yaml-load
    return yaml.unsafe_load(text)


def other_library():
    # ruleid: yaml-load
    return YAML(typ="unsafe")


def settings_well(path):
    with open(path) as source:
        # ok: yaml-load
        return yaml.safe_load(source)


def settings_fast(text):
    # ok: yaml-load
    return yaml.load(text, Loader=yaml.CSafeLoader)


def other_library_well():
    # ok: yaml-load
    return YAML(typ="safe")
