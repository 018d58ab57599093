"""The benchmark, in its quick form: that it measures every contender and writes what it says it writes."""
import json
import os
import subprocess

import pytest

from conftest import PROJECT

NETWORKS = ["LSTM", "CNN+LSTM", "day events", "line events"]


@pytest.fixture(scope="module")
def printed():
    done = subprocess.run([str(PROJECT / "environment" / "bench"), "--quick"], capture_output=True, text=True,
                          timeout=900)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_every_contender_is_measured_on_every_network(printed):
    results = json.loads((PROJECT / "target" / "bench" / "quick" / "networks.json").read_text())
    assert {(r["network"], r["phase"], r["contender"]) for r in results} == {
        (network, phase, contender) for network in NETWORKS for phase in ("train", "infer")
        for contender in ("stock", "accelerated", "pytorch")}
    for result in results:
        assert set(result) == {"network", "phase", "contender", "per_second"}
        assert len(result["per_second"]) == 2 and min(result["per_second"]) > 0


def test_the_tables_are_printed(printed):
    for network in NETWORKS:
        assert sum(line.startswith(network + " ") for line in printed.splitlines()) == 2, printed
    assert "multiply-adds" in printed and "by size of batch" in printed and "by threads" in printed


def test_logs_of_growing_size_are_loaded_and_give_their_cohorts(printed):
    results = json.loads((PROJECT / "target" / "bench" / "quick" / "logs.json").read_text())
    assert [result["log"] for result in results] == ["Complete Journey", "simulated-100000", "simulated-100000.csv", "simulated-200000",
                                                  "simulated-200000.csv"]
    for result in results:
        assert result["lines"] > 90_000 and result["load"] > 0 and result["peak_gib"] > 0
        assert [built["cohort"] for built in result["cohorts"]] == ["first need, event", "first need, match", "snapshot"]
        assert (result["guess"] > 0) == (result["log"] != "Complete Journey")
        assert all(built["samples"] > 0 and built["first"] > 0 for built in result["cohorts"])
    assert not list((PROJECT / "target" / "bench" / "quick").glob("simulated-*"))
    assert "s per million" in printed and "guess/load" in printed


def test_every_learner_scores_users(printed):
    results = json.loads((PROJECT / "target" / "bench" / "quick" / "scoring.json").read_text())
    assert [result["learner"] for result in results] == ["CNN + LSTM", "LSTM", "CNN", "no sequence", "XGBoost",
                                                         "logistic regression"]
    for result in results:
        assert result["users"] == 1_000 and len(result["perSecond"]) == 2 and min(result["perSecond"]) > 0
    assert "users a second" in printed


def test_an_audience_is_written(printed):
    result = json.loads((PROJECT / "target" / "bench" / "quick" / "audience.json").read_text())
    assert result["users"] == 20_000 and len(result["csv"]) == 2 and len(result["parquet"]) == 2
    assert len(result["campaign"]) == 2 and "with suppression list and holdout" in printed
    assert min(result["csv"] + result["parquet"] + result["campaign"]) > 0
    assert [file.name for file in (PROJECT / "target" / "bench" / "quick").glob("audience*")] == ["audience.json"]


def test_without_the_public_log_it_says_what_to_run(printed, tmp_path):
    """Started by hand where nothing is set up: no stack trace."""
    built = PROJECT / "environment" / "benchmark" / "target"
    bare = {name: value for name, value in os.environ.items() if name not in ("VIRTUAL_ENV", "FORESALE_SITE_PACKAGES")}
    done = subprocess.run(["java", "-cp", f"{built / 'foresale-benchmark.jar'}:{built / 'dependency'}/*",
                           "org.foresale.benchmark.Logs", str(tmp_path), "1", "1000"], cwd=tmp_path, env=bare,
                          capture_output=True, text=True, timeout=60)
    assert done.returncode == 1
    assert "Run environment/setup" in done.stderr
    assert all(line.startswith("foresale: error: ") for line in done.stderr.splitlines()), done.stderr
