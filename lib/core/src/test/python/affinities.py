"""Makes the weights of naive Bayes and of ridge-penalised regressions that the Java tests expect.

    python -m venv /tmp/expected && /tmp/expected/bin/pip install scikit-learn==1.9.1 numpy scipy
    /tmp/expected/bin/python lib/core/src/test/python/affinities.py lib/core/src/test/resources/org/foresale
"""
import json
import sys
from pathlib import Path

import numpy as np
import scipy.sparse
import sklearn
from sklearn.linear_model import LogisticRegression, Ridge
from sklearn.naive_bayes import BernoulliNB


def case(seed: int, rows: int, columns: int, share: float, positives: float, counts: bool, penalty: float) -> dict:
    """Sparse rows, of ones or of log counts, of which the first tenth of the columns tells something."""
    random = np.random.default_rng(seed)
    there = random.random((rows, columns)) < share * random.uniform(.2, 2, columns)
    values = there * (np.round(np.log1p(random.geometric(.4, (rows, columns))), 3) if counts else 1.)
    told = max(1, columns // 10)
    sums = values[:, :told] @ random.normal(0, 1, told) + random.normal(0, 1, rows)
    labels = sums > np.quantile(sums, 1 - positives)
    matrix = scipy.sparse.csr_matrix(values)
    ridge = LogisticRegression(C=1 / penalty, solver="newton-cholesky", tol=1e-12, max_iter=1000).fit(matrix, labels)
    bayes = BernoulliNB().fit(matrix, labels)
    log_odds = bayes.predict_joint_log_proba(matrix) @ [-1, 1]
    return {"columns": columns, "penalty": penalty, "labels": labels.tolist(),
            "places": [np.flatnonzero(row).tolist() for row in there],
            "values": [row[row != 0].tolist() for row in values],
            "weights": np.round(ridge.coef_[0], 9).tolist(), "intercept": float(ridge.intercept_[0]),
            "bayes": log_odds.tolist()}


def many(seed: int, rows: int, columns: int, share: float, targets: int, penalty: float) -> dict:
    """Sparse rows of ones with many labels each, the last of which nobody has."""
    random = np.random.default_rng(seed)
    matrix = (random.random((rows, columns)) < share).astype(float)
    sums = matrix @ random.normal(0, 1, (columns, targets)) + random.normal(0, 1, (rows, targets))
    labels = sums > np.quantile(sums, np.linspace(.3, .95, targets), axis=0).diagonal()
    labels[:, -1] = False
    shares = (labels.sum(axis=0) + 1) / (rows + 2)
    ridge = Ridge(alpha=penalty, solver="cholesky").fit(matrix, labels - labels.mean(axis=0))
    log_odds = ridge.predict(matrix) / (shares * (1 - shares))
    return {"columns": columns, "targets": targets, "penalty": penalty,
            "places": [np.flatnonzero(row).tolist() for row in matrix],
            "labels": [np.flatnonzero(row).tolist() for row in labels],
            "ridge": np.round(log_odds, 7).tolist()}


def main() -> None:
    cases = [case(1, 60, 20, .3, .5, False, 50), case(2, 60, 150, .1, .5, False, 50),
             case(3, 80, 30, .2, .2, True, 1), case(4, 40, 90, .1, .5, True, .01)]
    expected = {"made by": f"scikit-learn {sklearn.__version__}", "cases": cases,
                "many": [many(5, 60, 20, .3, 4, 30), many(6, 40, 90, .1, 70, 5)]}
    (Path(sys.argv[1]) / "affinities.json").write_text(json.dumps(expected) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
