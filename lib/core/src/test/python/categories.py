"""Makes what the Java tests expect of learners that are measured in every category at once.

    python -m venv /tmp/expected && /tmp/expected/bin/pip install scikit-learn==1.9.1 scipy==1.17.1
    /tmp/expected/bin/python lib/core/src/test/python/categories.py lib/core/src/test/resources/org/foresale
"""
import json
import sys
from pathlib import Path

import numpy as np
import scipy
import sklearn
from scipy.stats import ttest_1samp
from sklearn.metrics import average_precision_score, brier_score_loss, ndcg_score, roc_auc_score

MIN_LABELS = 10
PURCHASES = {"ALL": lambda before: np.ones_like(before), "AGAIN": lambda before: before, "FIRST": lambda before: ~before}


def made() -> dict:
    """Two parts with users in common, categories that few buy or all, two learners with scores that tie."""
    random = np.random.default_rng(21)
    rates = np.array([.5, .3, .4, .12, .6, .02, 1, .3])
    parts = []
    for samples in (60, 75):
        before = random.random((samples, len(rates))) < rates
        buys = random.random((samples, len(rates))) < np.clip(.6 * rates + .4 * before, 0, 1)
        buys[:, 6] = True
        scores = {"mine": [np.clip(np.round(random.normal(.4 + .15 * buys, .2), 2), 0, 1) for _ in range(3)],
                  "yours": [np.clip(np.round(random.normal(.4 + .1 * buys, .2), 1), 0, 1)]}
        parts.append({"users": random.integers(0, 50, samples), "before": before, "buys": buys, "scores": scores})
    return {"categories": [f"category {i}" for i in range(len(rates))], "parts": parts}


def area(parts: list, seed_of: callable, category: int, among: callable) -> list:
    """ROC AUC of pairs within the parts and average precision weighted by the buyers of the parts."""
    pairs = in_order = buyers = precision = 0
    for part in parts:
        rows = among(part["before"])[:, category]
        labels, scores = part["buys"][rows, category], seed_of(part)[rows, category]
        found = labels.sum()
        if found:
            precision += found * average_precision_score(labels, scores)
        if 0 < found < len(labels):
            pairs += found * (len(labels) - found)
            in_order += found * (len(labels) - found) * roc_auc_score(labels, scores)
        buyers += found
    return [in_order / pairs, precision / buyers]


def figures(parts: list, seed_of: callable, among: callable, measured: list) -> list:
    return [area(parts, seed_of, category, among) for category in measured]


def counts(parts: list, among: callable) -> tuple:
    buyers = sum((part["buys"] & among(part["before"])).sum(0) for part in parts)
    others = sum((~part["buys"] & among(part["before"])).sum(0) for part in parts)
    return buyers, others


def top(parts: list, seed_of: callable, among: callable, n: int) -> dict:
    """Hit rate and recall by sorting, NDCG by scikit-learn with the first of equal scores a trifle higher."""
    hits, recalls, gains, users = [], [], [], []
    for part in parts:
        for user, row, bought, scores in zip(part["users"], among(part["before"]), part["buys"], seed_of(part)):
            if not (row & bought).any():
                continue
            bought, scores = bought[row], scores[row]
            highest = sorted(range(len(scores)), key=lambda i: (-scores[i], i))[:n]
            hits.append(float(bought[highest].any()))
            recalls.append(bought[highest].sum() / bought.sum())
            gains.append(1. if len(scores) == 1 else
                         ndcg_score([bought.astype(int)], [scores - 1e-9 * np.arange(len(scores))], k=n))
            users.append(user)
    return {"HIT_RATE": np.mean(hits), "RECALL": np.mean(recalls), "NDCG": np.mean(gains), "users": len(set(users))}


def calibration(parts: list, learner: str, category: int) -> dict:
    labels = np.concatenate([part["buys"][:, category] for part in parts])
    seeds = [np.concatenate([part["scores"][learner][seed][:, category] for part in parts])
             for seed in range(len(parts[0]["scores"][learner]))]
    brier = np.mean([brier_score_loss(labels, scores) for scores in seeds])
    constant = brier_score_loss(labels, np.full(len(labels), labels.mean()))
    return {"buyers": int(labels.sum()), "mean": np.mean(seeds), "share": labels.mean(), "brier": brier,
            "skill": 1 - brier / constant if constant else None}


def p_values() -> list:
    """Of means with a standard error that is known: as many numbers of which the mean has that error."""
    random = np.random.default_rng(22)
    cases = []
    for users, mean in [(10, .5), (10, -2), (30, .2), (400, .3), (2, 1)]:
        values = random.normal(mean, 1, users)
        cases.append({"users": users, "mean": values.mean(), "error": values.std(ddof=1) / np.sqrt(users),
                      "pValue": float(ttest_1samp(values, 0).pvalue)})
    return cases


def main() -> None:
    data = made()
    parts = data["parts"]
    expected = {"made by": f"scikit-learn {sklearn.__version__}, scipy {scipy.__version__}",
                "categories": data["categories"], "parts": parts, "purchases": {}, "calibration": {}}
    for name, among in PURCHASES.items():
        buyers, others = counts(parts, among)
        measured = [i for i in range(len(buyers)) if min(buyers[i], others[i]) >= MIN_LABELS]
        part_of = {learner: [lambda part, learner=learner, seed=seed: part["scores"][learner][seed]
                             for seed in range(len(parts[0]["scores"][learner]))] for learner in ("mine", "yours")}
        expected["purchases"][name] = {
            "buyers": buyers, "others": others, "measured": measured,
            "figures": {learner: [figures(parts, seed_of, among, measured) for seed_of in seeds]
                        for learner, seeds in part_of.items()},
            "top": {learner: {n: [top(parts, seed_of, among, n) for seed_of in seeds] for n in (1, 2, 5)}
                    for learner, seeds in part_of.items()}}
    for learner in ("mine", "yours"):
        expected["calibration"][learner] = [calibration(parts, learner, i) for i in range(len(data["categories"]))]
    expected["pValues"] = p_values()
    (Path(sys.argv[1]) / "categories.json").write_text(
        json.dumps(expected, default=lambda value: value.tolist()) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
