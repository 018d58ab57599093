"""Trains the library's architectures in PyTorch, from the same weights on the same batches, for the Java tests.

    python -m venv /tmp/expected && /tmp/expected/bin/pip install torch==2.15.0 numpy
    /tmp/expected/bin/python lib/network/src/test/python/training.py lib/network/src/test/resources/org/foresale
"""
import json
import sys
from pathlib import Path

import numpy as np
import torch
from torch import nn

FEATURES, LENGTH, BATCH, STEPS, RATE = 9, 8, 16, 20, 5e-3
EMBEDDING, FILTERS, KERNEL, POOL, UNITS = 6, 5, 3, 2, 7


def inputs(step: int) -> tuple:
    """The batch of a step: mostly zeros and a few waves, so that Java can make the same."""
    b, f, t = np.meshgrid(np.arange(BATCH), np.arange(FEATURES), np.arange(LENGTH), indexing="ij")
    marks = ((7 * b + 3 * f + 5 * t + 2 * step) % 11 == 0).astype(np.float64)
    waves = np.sin(.3 * b + .7 * t * f + step)
    batch = np.where(f < FEATURES - 2, marks, waves)
    labels = (np.arange(BATCH) * 5 + step) % 3 == 0
    return torch.tensor(batch, dtype=torch.float32), torch.tensor(labels, dtype=torch.float32)


def weights(layer: int, size: int) -> np.ndarray:
    """A layer's parameters, one after the other as Deeplearning4j keeps them."""
    return .4 * np.sin(1.7 * np.arange(size) + layer)


def fill(parameter: torch.Tensor, values: np.ndarray) -> None:
    with torch.no_grad():
        parameter.copy_(torch.tensor(values.copy(), dtype=torch.float32))


def convolution(layer: int, channels: int, filters: int, kernel: int) -> nn.Module:
    """Bias, then weights [tap, channel, filter]."""
    made = nn.Conv1d(channels, filters, kernel, padding=kernel // 2)
    values = weights(layer, filters + kernel * channels * filters)
    fill(made.bias, values[:filters])
    fill(made.weight, values[filters:].reshape(kernel, channels, filters).transpose(2, 1, 0))
    return made


def dense(layer: int, channels: int, units: int) -> nn.Module:
    """Weights [channel, unit] column by column, then bias."""
    made = nn.Linear(channels, units)
    values = weights(layer, channels * units + units)
    fill(made.weight, values[:channels * units].reshape(units, channels))
    fill(made.bias, values[channels * units:])
    return made


class LastOfLstm(nn.Module):
    """Input, recurrent and bias weights, column by column; the gates are candidate, forget, output, input."""

    def __init__(self, layer: int, channels: int, units: int):
        super().__init__()
        self.lstm = nn.LSTM(channels, units, batch_first=True)
        values = weights(layer, 4 * units * (channels + units + 1))
        torch_gates = np.concatenate([np.arange(units) + gate * units for gate in (3, 1, 0, 2)])
        of_input = values[:4 * units * channels].reshape(4 * units, channels)
        recurrent = values[4 * units * channels:4 * units * (channels + units)].reshape(4 * units, units)
        fill(self.lstm.weight_ih_l0, of_input[torch_gates])
        fill(self.lstm.weight_hh_l0, recurrent[torch_gates])
        fill(self.lstm.bias_ih_l0, values[-4 * units:][torch_gates])
        # Deeplearning4j has one bias.
        fill(self.lstm.bias_hh_l0, np.zeros(4 * units))
        self.lstm.bias_hh_l0.requires_grad_(False)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return self.lstm(x.transpose(1, 2))[0][:, -1]


class Mean(nn.Module):
    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return x.mean(dim=2)


class Maximum(nn.Module):
    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return x.amax(dim=2)


def network(kind: str) -> nn.Module:
    """The layers by their numbers; those without parameters count too."""
    embedding = convolution(0, FEATURES, EMBEDDING, 1)
    first = [convolution(1, EMBEDDING, FILTERS, KERNEL), nn.ReLU(), nn.MaxPool1d(POOL)]
    if kind == "LSTM":
        return nn.Sequential(embedding, LastOfLstm(1, EMBEDDING, UNITS), dense(2, UNITS, 1))
    if kind == "CNN_LSTM":
        return nn.Sequential(embedding, *first, LastOfLstm(3, FILTERS, UNITS), dense(4, UNITS, 1))
    if kind == "CNN":
        return nn.Sequential(embedding, *first, convolution(3, FILTERS, FILTERS, KERNEL), nn.ReLU(), Maximum(),
                             dense(5, FILTERS, 1))
    return nn.Sequential(embedding, Mean(), dense(2, EMBEDDING, UNITS), nn.ReLU(), dense(3, UNITS, 1))


def training(kind: str) -> dict:
    model = network(kind)
    adam = torch.optim.Adam([p for p in model.parameters() if p.requires_grad], lr=RATE)
    losses = []
    for step in range(STEPS):
        x, y = inputs(step)
        adam.zero_grad()
        loss = nn.functional.binary_cross_entropy_with_logits(model(x)[:, 0], y)
        loss.backward()
        adam.step()
        losses.append(loss.item())
    with torch.no_grad():
        predictions = torch.sigmoid(model(inputs(0)[0])[:, 0])
    return {"kind": kind, "losses": losses, "predictions": predictions.tolist()}


def main() -> None:
    torch.set_num_threads(1)
    expected = {"made by": f"torch {torch.__version__}",
                "trainings": [training(kind) for kind in ("LSTM", "CNN", "CNN_LSTM", "NO_SEQUENCE")]}
    (Path(sys.argv[1]) / "training.json").write_text(json.dumps(expected, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
