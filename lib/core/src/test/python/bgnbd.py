"""Makes the values that the Java tests of the BG/NBD model expect, with lifetimes and scipy.

    python3.11 -m venv /tmp/bgnbd && /tmp/bgnbd/bin/pip install lifetimes==0.11.3 numpy==1.26.4 pandas==2.0.3 \
        scipy==1.11.4 autograd==1.9.1
    /tmp/bgnbd/bin/python lib/core/src/test/python/bgnbd.py lib/core/src/test/resources/org/foresale

The customers of CDNOW come with lifetimes (MIT); its licence goes into the file.
"""
import gzip
import importlib.metadata
import json
import sys
from pathlib import Path

import lifetimes
import numpy as np
import scipy
from lifetimes import BetaGeoFitter
from lifetimes.datasets import load_cdnow_summary
from scipy import stats

NAMES = ["r", "alpha", "a", "b"]
HISTORIES = [(0, 0, 38.86), (0, 0, 5), (1, 2.5, 30), (1, 29.5, 30), (2, 12, 38.86), (2, 30.43, 38.86), (5, 20, 35),
             (5, 35, 35), (12, 6, 38), (29, 38, 38.86)]
HORIZONS = [.5, 8, 39]


def simulated(seed: int, customers: int, r: float, alpha: float, a: float, b: float) -> tuple:
    """The story of the model, purchase by purchase."""
    random = np.random.default_rng(seed)
    frequency, recency = np.zeros(customers, int), np.zeros(customers)
    age = np.round(random.uniform(50, 300, customers), 1)
    for i in range(customers):
        rate, ceases = random.gamma(r, 1 / alpha), random.beta(a, b)
        now = random.exponential(1 / rate)
        while now < age[i]:
            frequency[i] += 1
            recency[i] = now
            if random.random() < ceases:
                break
            now += random.exponential(1 / rate)
    # No purchase is so early that rounding takes it to 0.
    return frequency, np.where(frequency > 0, np.clip(np.ceil(recency * 1000) / 1000, 0, age), 0), age


def probability_of_purchase(params: list, horizon: float, x: int, recency: float, age: float) -> float:
    """By Bayes' rule, integrated over rate and probability of ceasing by sums: no formula of the model."""
    r, alpha, a, b = params
    # Tanh-sinh quadrature: nodes from 0 to 1, dense at both ends, where the densities may be infinite.
    steps = np.linspace(-4, 4, 801)
    nodes = 1 / (1 + np.exp(-np.pi * np.sinh(steps)))
    weights = np.pi * np.cosh(steps) * nodes * (1 - nodes)
    inside = (nodes > 0) & (nodes < 1)
    nodes, weights = nodes[inside], weights[inside]
    largest = stats.gamma.isf(1e-18, r + x, scale=1 / (alpha + recency))
    p, rate = np.meshgrid(nodes, nodes * largest)
    prior = stats.gamma.pdf(rate, r, scale=1 / alpha) * stats.beta.pdf(p, a, b) * np.outer(weights, weights)

    def likelihood(silent_until: float) -> float:
        """Of the purchases until the age, and of none from then on: alive and silent, or ceased at the last one."""
        alive = (1 - p) ** x * np.exp(-rate * silent_until)
        ceased = p * (1 - p) ** (x - 1) * np.exp(-rate * recency) if x > 0 else 0
        return float((prior * (rate / largest) ** x * (alive + ceased)).sum())
    return 1 - likelihood(age + horizon) / likelihood(age)


def case(name: str, frequency: np.ndarray, recency: np.ndarray, age: np.ndarray, scale: float) -> dict:
    fitter = BetaGeoFitter()
    fitter.fit(frequency, recency, age, tol=1e-9)
    params = [float(fitter.params_[each]) for each in NAMES]
    # lifetimes brings times to another scale, on which densities are others.
    log_likelihood = -fitter._negative_log_likelihood_ * len(age) + frequency.sum() * np.log(fitter._scale)
    asked = []
    for x, last, now in HISTORIES:
        last, now = last * scale, now * scale
        for horizon in [each * scale for each in HORIZONS]:
            asked.append({
                "frequency": x, "recency": last, "age": now, "horizon": horizon,
                "alive": float(np.squeeze(fitter.conditional_probability_alive(x, last, now))),
                "expected": float(fitter.conditional_expected_number_of_purchases_up_to_time(horizon, x, last, now)),
                "buys": probability_of_purchase(params, horizon, x, last, now)})
    return {"name": name, "frequency": frequency.tolist(), "recency": recency.tolist(), "age": age.tolist(),
            "params": params, "logLikelihood": float(log_likelihood), "asked": asked}


def main() -> None:
    cdnow = load_cdnow_summary(index_col=[0])
    licence = next(file for file in importlib.metadata.files("lifetimes") if file.name == "LICENSE.txt").read_text()
    made = {"made by": f"lifetimes {lifetimes.__version__}, scipy {scipy.__version__}", "licence of lifetimes": licence,
            "cases": [
                case("CDNOW", cdnow.frequency.to_numpy(), cdnow.recency.to_numpy(), cdnow["T"].to_numpy(), 1),
                case("simulated", *simulated(1, 1500, 1.6, 40, 1.3, 5), 7)]}
    text = json.dumps(made, separators=(",", ":"))
    (Path(sys.argv[1]) / "bgnbd.json.gz").write_bytes(gzip.compress(text.encode(), mtime=0))


if __name__ == "__main__":
    main()
