import joblib
import numpy as np
import pandas as pd
import torch


def weights(path):
    # ruleid: model-file-load
    return torch.load(path, map_location="cpu", weights_only=False)


def table(path):
    # ruleid: model-file-load
    return np.load(path, allow_pickle=True)


def forest(path):
    # ruleid: model-file-load
    return joblib.load(path)


def frame(path):
    # ruleid: model-file-load
    return pd.read_pickle(path)


def weights_well(path):
    # ok: model-file-load
    return torch.load(path, weights_only=True)


def table_well(path):
    # ok: model-file-load
    return np.load(path)


def frame_well(path):
    # ok: model-file-load
    return pd.read_parquet(path)
