"""The benchmark, in its quick form: that it measures every contender and writes what it says it writes."""
import importlib.util
import io
import json
import os
import re
import signal
import subprocess
import sys
import time

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
        for contender in ("stock", "accelerated")}
    for result in results:
        assert set(result) == {"network", "phase", "contender", "threads", "per_second"} and result["threads"] == 1
        assert len(result["per_second"]) == 2 and min(result["per_second"]) > 0


def test_the_tables_are_printed(printed):
    for network in NETWORKS:
        assert sum(line.startswith(network + " ") for line in printed.splitlines()) == 2, printed
    assert "multiply-adds" in printed and "by size of batch" in printed and "by threads" in printed


def test_where_the_time_goes_is_printed(printed):
    """By samples, all parts of a batch together are the batch; nothing takes less than no time."""
    built = PROJECT / "environment" / "benchmark" / "target"
    done = subprocess.run(["java", "-Dorg.bytedeco.javacpp.logger=slf4j", "-cp",
                           f"{built / 'foresale-benchmark.jar'}:{built / 'dependency'}/*",
                           "org.foresale.benchmark.Where", "0.05", "16"], capture_output=True, text=True, timeout=300,
                          env={**os.environ, "OMP_NUM_THREADS": "1",
                                                                 "JDK_JAVA_OPTIONS": "-XX:TieredStopAtLevel=1"})
    assert done.returncode == 0, done.stderr
    title, *tables = [table.splitlines() for table in done.stdout.strip().split("\n\n")]
    assert "medians of 5 rounds" in title[0]
    assert [table[0].split(":")[0] for table in tables] == [
        f"{network}, {phase}" for network in NETWORKS for phase in ("train", "infer")]
    figures = re.compile(r"    (.+?) +([\d.]+) ms +[\d.]+ %  \(([\d.]+) to ([\d.]+)\)")
    for table in tables:
        slowest = float(re.search(r"to ([\d.]+)\)$", table[0]).group(1))
        by_clock = table.index("  of which oneDNN, by its own clock in another process")
        sampled, timed = [{match.group(1): [float(match.group(i)) for i in (2, 3, 4)]
                           for match in map(figures.fullmatch, lines)}
                          for lines in (table[2:by_clock], table[by_clock + 1:])]
        assert {"products", "gates and activations", "copies by oneDNN", "all of these"} <= set(timed), table
        for parts in sampled, timed:
            medians = [part[0] for part in parts.values()]
            assert medians == sorted(medians, reverse=True), table
            assert all(least <= median <= most for median, least, most in parts.values()), table
        assert sum(least for _, least, _ in sampled.values()) <= slowest + .01 * len(sampled), table
        assert sum(most for _, _, most in sampled.values()) >= float(table[0].split(": ")[1].split(" ms")[0]), table
        *_, most = timed.pop("all of these")
        assert sum(least for _, least, _ in timed.values()) <= most + .01 * len(timed), table


def peer():
    spec = importlib.util.spec_from_file_location("peer", PROJECT / "environment" / "benchmark" / "peer.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_of_a_peer_the_fastest_way_counts(monkeypatch, capsys):
    """For each phase on its own; and it answers as the benchmark's own processes do."""
    module = peer()

    def ways(network, threads):
        assert (network.name, network.batch, network.steps, threads) == ("CNN+LSTM", 256, 32, 2)
        yield "quick to train", lambda: {"train": lambda i: time.sleep(.001), "infer": lambda i: time.sleep(.004)}
        yield "quick to infer", lambda: {"train": lambda i: time.sleep(.004), "infer": lambda i: time.sleep(.001)}

    monkeypatch.setattr(module, "tensorflow", ways)
    monkeypatch.setattr(sys, "argv", ["peer.py", "tensorflow", "2"])
    monkeypatch.setattr(sys, "stdin", io.StringIO("network\tCNN+LSTM\t256\t32\t128\t0\t0\ttrue\n"
                                                  "train\t0.1\ninfer\t0.1\n"))
    module.main()
    said = capsys.readouterr()
    ready, train, infer = said.out.splitlines()
    assert ready == "answer ready"
    # 256 sequences a step of 1 ms and some.
    assert all(40_000 < float(line.removeprefix("answer ")) < 256_000 for line in (train, infer))
    assert "train: the fastest of 2 ways is quick to train" in said.err
    assert "infer: the fastest of 2 ways is quick to infer" in said.err


@pytest.mark.parametrize("ones, cnn", [(0, "false"), (3, "true")])
@pytest.mark.parametrize("name", ["tensorflow", "pytorch"])
def test_a_peer_that_is_installed_writes_the_same_network_in_every_way(name, ones, cnn):
    """With as many weights as ours has, and probabilities as its answers."""
    python = PROJECT / "environment" / "benchmark" / "target" / "peers" / "bin" / "python"
    if not (python.parents[1] / f"{name}-stamp").exists():
        pytest.skip(f"{name} is not installed: environment/bench networks --{name} does that")
    orders = f"network\tsome\t8\t20\t16\t{ones}\t{6 if ones else 0}\t{cnn}\ntrain\t0.01\ninfer\t0.01\n"
    done = subprocess.run([python, PROJECT / "environment" / "benchmark" / "peer.py", name, "1"], input=orders,
                          capture_output=True, text=True, timeout=600)
    assert done.returncode == 0, done.stderr
    answers = [line for line in done.stdout.splitlines() if line.startswith("answer ")]
    assert answers[0] == "answer ready" and all(float(line.split()[1]) > 0 for line in answers[1:3])
    assert len(answers) == 3 and "the fastest of" in done.stderr


def test_logs_of_growing_size_are_loaded_and_give_their_cohorts(printed):
    results = json.loads((PROJECT / "target" / "bench" / "quick" / "logs.json").read_text())
    assert [result["log"] for result in results] == ["Complete Journey", "simulated-100000", "simulated-100000.csv", "simulated-200000",
                                                  "simulated-200000.csv"]
    for result in results:
        simulated = result["log"] != "Complete Journey"
        assert set(result["measured"]) == {"load", "peak_gib"} | ({"write", "guess", "scan"} if simulated else set())
        assert result["lines"] > 90_000 and min(result["measured"].values()) > 0
        assert [built["cohort"] for built in result["cohorts"]] == ["first need, event", "first need, match", "snapshot"]
        assert all(built["samples"] > 0 and built["first"] > 0 for built in result["cohorts"])
    assert not (PROJECT / "target" / "bench" / "quick" / "scratch").exists()
    assert next(line for line in printed.splitlines() if line.startswith("Complete Journey ")).count("–") == 4
    assert "s per million" in printed and "DuckDB's sort s" in printed and "guess/load" in printed


def test_a_run_that_is_ended_leaves_nothing(printed):
    scratch = PROJECT / "target" / "bench" / "quick" / "scratch"
    run = subprocess.Popen([str(PROJECT / "environment" / "bench"), "--quick", "logs"], stdout=subprocess.DEVNULL,
                           stderr=subprocess.DEVNULL, start_new_session=True)
    try:
        while not list(scratch.glob("simulated-*")):
            assert run.poll() is None
            time.sleep(.05)
        os.killpg(run.pid, signal.SIGTERM)
        assert run.wait(60) == 143
    finally:
        run.kill()
    assert not scratch.exists()
    with pytest.raises(ProcessLookupError):
        os.killpg(run.pid, 0)


@pytest.mark.parametrize("arguments, remedy", [
    (["logs", "--where"], "environment/bench networks --where"),
    (["logs", "--pytorch"], "environment/bench networks --pytorch"),
    (["networks", "--where", "--tensorflow"], "environment/bench networks --tensorflow"),
])
def test_what_makes_no_sense_is_refused(arguments, remedy):
    done = subprocess.run([str(PROJECT / "environment" / "bench"), *arguments], capture_output=True, text=True,
                          timeout=60)
    assert done.returncode == 1 and f"remedy: run: {remedy}" in done.stderr and not done.stdout


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
                           "org.foresale.benchmark.Logs", str(tmp_path), str(tmp_path), "1", "1000"], cwd=tmp_path, env=bare,
                          capture_output=True, text=True, timeout=60)
    assert done.returncode == 1
    assert "Run environment/setup" in done.stderr
    assert all(line.startswith("foresale: error: ") for line in done.stderr.splitlines()), done.stderr
