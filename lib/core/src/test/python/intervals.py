"""Makes the intervals and adjusted p-values that the Java tests expect.

    python -m venv /tmp/expected && /tmp/expected/bin/pip install scipy==1.14.1 statsmodels==0.14.4 numpy==1.26.4
    /tmp/expected/bin/python lib/core/src/test/python/intervals.py lib/core/src/test/resources/org/foresale
"""
import json
import sys
from pathlib import Path

import numpy as np
import scipy
import statsmodels
from scipy.stats import binomtest, t
from statsmodels.stats.multitest import multipletests


def shares() -> list:
    """Shares of many users and of a handful, with none and with all of them."""
    cases = []
    for found, users in [(0, 1), (1, 1), (0, 10), (10, 10), (1, 10), (3, 72), (7, 9), (3, 1000), (500, 500), (20, 2210),
                         (1, 2), (499, 1000)]:
        exact = binomtest(found, users).proportion_ci(.95, method="exact")
        cases.append({"found": found, "users": users, "low": exact.low, "high": exact.high})
    return cases


def p_values() -> list:
    """P-values with and without ties, few and many."""
    random = np.random.default_rng(9)
    cases = [[.01, .04, .03, .005], [.02], [.5, .5, .5], [.001, 1, .2, .001, .03], random.random(15).round(3).tolist(),
             (random.random(40) ** 4 + 1e-6).tolist()]
    return [{"raw": case, "adjusted": multipletests(case, method="holm")[1].tolist()} for case in cases]


def means() -> list:
    """Means of a few values."""
    random = np.random.default_rng(3)
    cases = []
    for values in [[.3, .32, .34], [.5, .6, .9], random.normal(.4, .1, 10).tolist()]:
        low, high = t.interval(.95, len(values) - 1, np.mean(values), np.std(values, ddof=1) / np.sqrt(len(values)))
        cases.append({"values": values, "low": low, "high": high})
    return cases


def main() -> None:
    expected = {"made by": f"scipy {scipy.__version__}, statsmodels {statsmodels.__version__}", "shares": shares(),
                "pValues": p_values(), "means": means()}
    (Path(sys.argv[1]) / "intervals.json").write_text(json.dumps(expected, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
