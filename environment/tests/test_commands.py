"""The commands: what they say of arguments that make no sense, before any long work starts."""
import subprocess

import pytest

from conftest import PROJECT


def run(command, *arguments):
    return subprocess.run([str(PROJECT / "environment" / command), *arguments], capture_output=True, text=True,
                          timeout=20)


@pytest.mark.parametrize("arguments, complaint", [
    (["--fast"], "unknown argument: --fast"),
    (["--quick", "--save"], "--quick makes none"),
    (["--check", "--quick"], "--quick makes none"),
    (["--save", "--check"], "together they say nothing"),
])
def test_report_refuses(arguments, complaint):
    done = run("report", *arguments)
    assert done.returncode != 0
    assert complaint in done.stderr
    assert "remedy:" in done.stderr
    assert "running" not in done.stdout


def test_report_helps():
    done = run("report", "--help")
    assert done.returncode == 0
    assert "--quick" in done.stdout and "--save" in done.stdout


def test_setup_takes_no_argument():
    assert run("setup", "--help").returncode == 0
    assert run("setup", "--what").returncode == 2


@pytest.mark.parametrize("arguments, complaint", [
    (["--fast"], "unknown argument: --fast"),
    (["--quick", "--save"], "--quick makes none"),
    (["--seeds"], "--seeds is a number from 1 to 99"),
    (["--seeds", "0"], "--seeds is a number from 1 to 99"),
])
def test_search_refuses(arguments, complaint):
    done = run("search", *arguments)
    assert done.returncode != 0
    assert complaint in done.stderr and "remedy:" in done.stderr
    assert done.stdout == ""


def test_test_helps_and_refuses():
    helped = run("test", "--help").stdout
    assert helped.startswith("usage: environment/test") and "--quick" in helped
    assert run("test", "--fast").returncode == 2


def test_search_helps():
    done = run("search", "--help")
    assert done.returncode == 0
    assert "--quick" in done.stdout and "--save" in done.stdout


def test_bench_refuses_and_helps():
    done = run("bench", "--slow")
    assert done.returncode != 0
    assert "unknown argument: --slow" in done.stderr and "remedy:" in done.stderr
    assert "--quick" in run("bench", "--help").stdout
