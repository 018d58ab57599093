"""The commands: what they say of arguments that make no sense, before any long work starts."""
import os
import subprocess
import sys

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


def test_every_command_sets_up_what_it_needs():
    """But for setup itself, and for fuzz, which needs nothing but the library and its tests."""
    for command in ("lab", "report", "search", "test", "spark", "bench"):
        assert '"$environment/setup"' in (PROJECT / "environment" / command).read_text(encoding="utf-8"), command


@pytest.mark.parametrize("program, arguments, remedy", [
    ("org.foresale.study.SearchCommand", ["quick", "1", "runs"], "Run environment/setup"),
    ("org.foresale.study.ResultsCheck", ["kept", "made"], "environment/report"),
])
def test_a_program_without_its_data_says_what_to_run(tmp_path, program, arguments, remedy):
    """As on a fresh clone, with no stack trace."""
    library = PROJECT / "lib" / "report" / "target"
    environment = {name: value for name, value in os.environ.items()
                   if name not in ("VIRTUAL_ENV", "FORESALE_SITE_PACKAGES")}
    done = subprocess.run(["java", "-cp", f"{library / 'foresale-report.jar'}:{library / 'dependency'}/*", program,
                           *arguments], cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=60)
    assert done.returncode != 0
    assert done.stderr.startswith("foresale: error: ") and done.stderr.count("\n") == 1
    assert remedy in done.stderr


@pytest.mark.parametrize("script", ["artifact_table", "notice"])
def test_a_script_without_the_jars_says_what_to_run(tmp_path, script):
    for module in ("onednn", "core"):
        (tmp_path / "lib" / module).mkdir(parents=True)
        (tmp_path / "lib" / module / "pom.xml").write_text(
            '<project xmlns="http://maven.apache.org/POM/4.0.0"><description>d</description></project>')
    (tmp_path / "README.md").write_text((PROJECT / "README.md").read_text(encoding="utf-8"), encoding="utf-8")
    done = subprocess.run([sys.executable, str(PROJECT / "environment" / "python" / f"{script}.py"), str(tmp_path)],
                          capture_output=True, text=True, timeout=60)
    assert done.returncode != 0
    assert "class-path is missing" in done.stderr and "run environment/setup" in done.stderr
    assert "Traceback" not in done.stderr
