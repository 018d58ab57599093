"""Makes the expected purchases that the Java tests of the BG/NBD model compare with, with mpmath.

    python3.11 -m venv /tmp/purchases && /tmp/purchases/bin/pip install mpmath==1.3.0
    /tmp/purchases/bin/python lib/core/src/test/python/purchases.py lib/core/src/test/resources/org/foresale

Formula (10) of Fader, Hardie and Lee (2005) to fifty digits, for parameters at which its series has very many terms.
"""
import json
import sys
from pathlib import Path

import mpmath
from mpmath import mp, mpf

# r, alpha, a, b, horizon, frequency, recency, age
CASES = [(r, alpha, a, b, horizon, x, recency, age)
         for r in [.3, 2e4, 1e6]
         for a, b in [(.7, 2.5), (1e-3, 1e-3), (3.5, 1e-3), (1e-13, 1.5), (40, 3000), (1e4, .5)]
         for alpha, horizon, x, recency, age in [(1, 1000, 0, 0, 0), (5, 1000, 3, 25, 25), (1e6, 1000, 2, 40, 40)]]


def alive(r, alpha, a, b, x, recency, age):
    if x == 0:
        return mpf(1)
    return 1 / (1 + a / (b + x - 1) * ((alpha + age) / (alpha + recency)) ** (r + x))


def expected(r, alpha, a, b, horizon, x, recency, age):
    r, alpha, a, b, horizon, recency, age = map(mpf, (r, alpha, a, b, horizon, recency, age))
    z = horizon / (alpha + age + horizon)
    two = mpmath.hyp2f1(r + x, b + x, a + b + x - 1, z, maxterms=10 ** 7)
    bought = (a + b + x - 1) / (a - 1) * (1 - ((alpha + age) / (alpha + age + horizon)) ** (r + x) * two)
    return bought * alive(r, alpha, a, b, x, recency, age)


def main() -> None:
    mp.dps = 50
    cases = ",\n".join(json.dumps({"asked": case, "expected": float(expected(*case))}) for case in CASES)
    (Path(sys.argv[1]) / "purchases.json").write_text(
        f'{{"made by": "mpmath {mpmath.__version__}", "cases": [\n{cases}\n]}}\n')


if __name__ == "__main__":
    main()
