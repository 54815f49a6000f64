import torch
from transformers import AutoModel, pipeline


def model():
    # ruleid: model-remote-code
    return AutoModel.from_pretrained("parcels/reader", trust_remote_code=True)


def reader():
    # ruleid: model-remote-code
    return pipeline("text-generation", "parcels/reader", trust_remote_code=True)


def hub():
    # ruleid: model-remote-code
    return torch.hub.load("parcels/reader", "small", trust_repo=True)


def model_well():
    # ok: model-remote-code
    return AutoModel.from_pretrained("parcels/reader")


def model_pinned():
    # ok: model-remote-code
    return AutoModel.from_pretrained(
        "parcels/reader",
        trust_remote_code=True,
        revision="0123456789abcdef0123456789abcdef01234567",
    )
