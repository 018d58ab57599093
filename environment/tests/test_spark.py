"""The Spark cluster of environment/spark: it survives the loss of a worker, and leaves nothing behind."""
import hashlib
import importlib.util
import json
import os
import random
import re
import signal
import subprocess
import time
import zipfile
from pathlib import Path

import pytest

from conftest import PROJECT

SPARK = str(PROJECT / "environment" / "spark")
COLUMNS = ["--user", "user", "--time", "date", "--product", "product", "--class1", "department", "--class2", "category",
           "--class3", "type"]
QUESTION = ["--question", "first-need", "--target", "c", "--level", "second", "--class", "C0", "--burn-in", "14",
            "--earlier", "2"]


@pytest.mark.parametrize("arguments, complaint", [
    (["--fast"], "unknown argument: --fast"),
    (["--workers"], "--workers needs a value"),
    (["--workers", "0", "true"], "is a number from 1 to 999"),
    (["--cores", "two", "true"], "is a number from 1 to 999"),
    (["--memory", "lots", "true"], "is such as 512m or 2g"),
    ([], "no command is given"),
    (["submit"], "submit needs a class"),
])
def test_what_makes_no_sense_is_refused(arguments, complaint):
    done = subprocess.run([SPARK, *arguments], capture_output=True, text=True, timeout=60)
    assert done.returncode != 0
    assert complaint in done.stderr and "remedy:" in done.stderr
    assert "starting" not in done.stderr


def test_it_helps():
    done = subprocess.run([SPARK, "--help"], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0 and "--workers" in done.stdout and "submit" in done.stdout


def classes(jar):
    """The classes in a jar; those of annotations do nothing, so that it matters little whose they are."""
    return {name for name in zipfile.ZipFile(jar).namelist() if name.endswith(".class")
            and not name.startswith(("META-INF/", "javax/annotation/", "com/google/"))
            and not name.endswith(("package-info.class", "module-info.class"))}


def test_no_class_of_spark_is_brought_again():
    """Of two versions of a class, executors would take one that Spark's other classes do not fit."""
    jars = subprocess.run([SPARK, "jars"], capture_output=True, text=True, check=True).stdout.split(",")
    assert jars[0].endswith("/foresale-spark.jar") and len(jars) > 10
    home = Path(importlib.util.find_spec("pyspark").submodule_search_locations[0])
    spark = {name for jar in (home / "jars").glob("*.jar") for name in classes(jar)}
    assert len(spark) > 10_000
    assert {Path(jar).name: found for jar in jars if (found := sorted(classes(jar) & spark)[:3])} == {}


def lines(file):
    """A log of 400 users over 120 days, as CSV."""
    draw = random.Random(7)
    with open(file, "w") as out:
        out.write("user,date,product,department,category,type\n")
        for user in range(400):
            likes = 0 if user % 3 == 0 else 1
            for day in range(draw.randrange(8), 120, 4):
                for _ in range(12):
                    category = draw.randrange(likes, 30)
                    out.write(f"u{user},{time.strftime('%Y-%m-%d', time.gmtime(1704067200 + day * 86400))},"
                              f"p{draw.randrange(500)},D{category % 3},C{category},T{category}-{draw.randrange(3)}\n")


def pages(file):
    """All values of a Parquet file. Its footer, whose length stands at the end, lists encodings in any order."""
    data = file.read_bytes()
    return data[:len(data) - 8 - int.from_bytes(data[-8:-4], "little")]


def written(cohort):
    """The contents of a cohort's files; those of one partition have its number in their name."""
    events = {re.match(r"part-\d+", file.name).group(): pages(file) for file in (cohort / "events").glob("*.parquet")}
    return {name: hashlib.sha256(content).hexdigest() for name, content in events.items() | {
        ("cohort.json", (cohort / "cohort.json").read_bytes()), ("samples.parquet", pages(cohort / "samples.parquet"))}}


def processes(group):
    """The living processes of a group."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, _, pgrp = stat.read_text().rpartition(")")[2].split()[:3]
        except OSError:
            continue
        if int(pgrp) == group and state != "Z":
            found.append(int(stat.parent.name))
    return found


def gone(groups, folder):
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        if not any(processes(group) for group in groups) and not folder.exists():
            return True
        time.sleep(0.2)
    return False


def test_a_worker_that_is_killed_costs_time_and_not_results(tmp_path):
    """In the locale C, on paths with other letters than ASCII: driver and executors read and write them."""
    tmp_path = tmp_path / "größe"
    tmp_path.mkdir()
    lines(tmp_path / "lines.csv")
    # So short a job is over before the second compiler is worth its while.
    short = [f"spark.{process}.extraJavaOptions=-XX:TieredStopAtLevel=1" for process in ("driver", "executor")]
    job = [SPARK, "submit", "--conf", "spark.log.level=INFO", "--conf", short[0], "--conf", short[1],
           "CohortJob", *QUESTION, *COLUMNS, "--lines", str(tmp_path / "lines.csv"), "--name", "c", "--partitions", "8"]
    script = tmp_path / "both"
    script.write_text("#!/bin/sh\necho \"$FORESALE_SPARK_WORKERS\" \"$FORESALE_SPARK_WORK\"\n" + "".join(
        " ".join([*job, "--output", str(tmp_path / name), "--report", str(tmp_path / (name + ".json"))])
        + f" 2>{tmp_path / (name + '.log')}\n" for name in ("undisturbed", "disturbed"))
        + "ls \"$FORESALE_SPARK_WORK/tmp\"\n")
    script.chmod(0o755)
    cluster = subprocess.Popen([SPARK, "sh", str(script)], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                               env={**os.environ, "LC_ALL": "C"})
    try:
        said = next(line for line in cluster.stdout if re.match(r"\d+ \d+ /", line)).split()
        groups, work = [int(pid) for pid in said[:2]], Path(said[2])
        # The histories are made, the samples are not: what the worker holds has to be made anew.
        log = tmp_path / "disturbed.log"
        while not (log.exists() and re.search(r"Submitting .* missing tasks from ResultStage .*mapPartitionsWithIndex",
                                              log.read_text())):
            assert cluster.poll() is None, cluster.stdout.read()
            time.sleep(0.02)
        os.killpg(groups[0], signal.SIGKILL)
        rest = cluster.stdout.read()
        assert cluster.wait(120) == 0, rest + log.read_text()[-3000:]
        assert ".so" in rest, "what a worker has unpacked that was killed is not where it is removed"
    finally:
        cluster.terminate()
        cluster.wait(60)
    undisturbed, disturbed = (json.loads((tmp_path / f"{name}.json").read_text())
                              for name in ("undisturbed", "disturbed"))
    assert "Lost executor" in log.read_text()
    assert undisturbed["results"] == disturbed["results"] > 50
    assert len(undisturbed["peakHeap"]) == 2
    assert written(tmp_path / "undisturbed") == written(tmp_path / "disturbed")
    assert len(written(tmp_path / "disturbed")) == 10
    assert gone(groups, work)


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGKILL])
def test_a_cluster_that_is_killed_leaves_nothing_behind(how, tmp_path):
    """Neither of itself nor of a job that waits for more memory than it has; and a process that has the number of one
    that ended, but was not started by it, lives on."""
    lines(tmp_path / "lines.csv")
    job = " ".join([SPARK, "submit", "--executor-memory", "400g", "CohortJob", *QUESTION, *COLUMNS, "--lines",
                    str(tmp_path / "lines.csv"), "--name", "c", "--output", str(tmp_path / "cohort")])
    cluster = subprocess.Popen([SPARK, "--workers", "1", "--memory", "512m", "sh", "-c",
                                f"echo $$ $FORESALE_SPARK_WORKERS $FORESALE_SPARK_WORK; {job} >/dev/null 2>&1; sleep 600"],
                               stdout=subprocess.PIPE, text=True, env={**os.environ, "FORESALE_SETUP": "done"})
    command, worker, work = cluster.stdout.readline().split()
    while not (jobs := [int(file.stem) for file in Path(work).glob("*.group")]):
        assert cluster.poll() is None
        time.sleep(0.1)
    groups = [int(command), int(worker), *jobs]
    assert all(processes(group) for group in groups) and Path(work).is_dir()
    with subprocess.Popen(["sleep", "600"], start_new_session=True) as stranger:
        try:
            for name, content in ("stranger", f"{stranger.pid} 1"), ("all", "0 "), ("word", "abc 1"), ("option", "-9 1"):
                (Path(work) / f"{name}.group").write_text(content + "\n")
            cluster.send_signal(how)
            cluster.wait(60)
            assert gone(groups, Path(work))
            assert stranger.poll() is None
        finally:
            stranger.kill()


def test_a_job_whose_cluster_is_gone_is_refused(tmp_path):
    done = subprocess.run([SPARK, "submit", "CohortJob", "--help"], capture_output=True, text=True, timeout=60,
                          env={**os.environ, "FORESALE_SETUP": "done", "FORESALE_SPARK_MASTER": "spark://127.0.0.1:1",
                               "FORESALE_SPARK_WORK": str(tmp_path / "gone")})
    assert done.returncode == 1 and "remedy: start another" in done.stderr and "line" not in done.stderr
