"""Two runs at once: none takes away what another needs, and a run that was killed is in nobody's way."""
import contextlib
import glob
import os
import shutil
import signal
import subprocess
import time

import pytest

from conftest import PROJECT

ENVIRONMENT = PROJECT / "environment"
# Each run, and the lock that keeps a second one like it out.
RUNS = [(["report"], "report-full"), (["report", "--quick"], "report-quick"), (["report", "--check"], "report-check"),
        (["search"], "search-full"), (["search", "--quick"], "search-quick"), (["bench"], "bench"),
        (["bench", "--quick"], "bench")]


@pytest.fixture
def project(tmp_path):
    """A project of the commands alone; what is called by them all says so, and goes no further."""
    environment = tmp_path / "environment"
    environment.mkdir()
    for name in ("common.bash", "report", "search", "bench", "spark"):
        shutil.copy(ENVIRONMENT / name, environment)
    (environment / "setup").write_text("#!/bin/sh\necho BEGUN\nexit 3\n", encoding="utf-8")
    (environment / "setup").chmod(0o755)
    # Java and Maven, for the one that calls no setup: nor do they go further.
    tools = tmp_path / "tools"
    tools.mkdir()
    for tool in ("javac", "mvn"):
        (tools / tool).write_text("#!/bin/sh\necho BEGUN\nexit 3\n", encoding="utf-8")
        (tools / tool).chmod(0o755)
    return tmp_path


def run(project, *command):
    return subprocess.run([str(project / "environment" / command[0]), *command[1:]], capture_output=True, text=True,
                          timeout=60, env={**os.environ, "PATH": f"{project / 'tools'}:{os.environ['PATH']}"})


def holder(project, how, name):
    """A run that goes on and on, with a process that it waits for."""
    script = project / "environment" / "holds"
    script.write_text(f"""#!/usr/bin/env bash
set -euo pipefail
source "$(dirname "${{BASH_SOURCE[0]}}")/common.bash"
lock {how} {name} "the folder"
sleep 600 >/dev/null &
echo has it
wait
""", encoding="utf-8")
    process = subprocess.Popen(["bash", str(script)], stdout=subprocess.PIPE, text=True, start_new_session=True)
    assert process.stdout.readline() == "has it\n"
    return process


def lives(group):
    """Whether a process of a group is still there; a dead one holds nothing, even if nobody has asked how it ended."""
    for state in glob.glob("/proc/[0-9]*/stat"):
        with contextlib.suppress(OSError), open(state, encoding="utf-8", errors="replace") as file:
            kind, _, its_group = file.read().rpartition(")")[2].split()[:3]
            if int(its_group) == group and kind not in "ZX":
                return True
    return False


def end(process):
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    # What it has started dies with it, if a moment later.
    until = time.monotonic() + 20
    while lives(process.pid) and time.monotonic() < until:
        time.sleep(0.02)


@pytest.mark.parametrize("command, name", RUNS)
def test_a_second_run_says_who_is_in_its_way(project, command, name):
    first = holder(project, "alone", name)
    try:
        done = run(project, *command)
        assert done.returncode != 0 and "BEGUN" not in done.stdout + done.stderr
        assert f"in use by process {first.pid} (bash " in done.stderr and "holds)" in done.stderr
        assert "remedy: wait for its end, or end it" in done.stderr
    finally:
        end(first)
    assert "is in use" not in run(project, *command).stderr


def test_a_process_that_a_killed_run_left_behind_is_named(project):
    first = holder(project, "alone", "report-quick")
    try:
        first.kill()
        first.wait()
        done = run(project, "report", "--quick")
        assert "in use by process" in done.stderr and "(sleep 600)" in done.stderr
    finally:
        end(first)
    assert run(project, "report", "--quick").stdout == "BEGUN\n"


def test_a_quick_run_and_a_full_one_do_not_meet(project):
    first = holder(project, "alone", "report-full")
    try:
        assert run(project, "report", "--quick").stdout == "BEGUN\n"
    finally:
        end(first)


def test_nothing_is_made_anew_under_those_who_use_it(project):
    """As setup waits for runs, which do not wait for each other."""
    first = holder(project, "share", "setup")
    try:
        second = holder(project, "share", "setup")
        end(second)
        script = project / "environment" / "makes"
        script.write_text('source "$(dirname "$0")/common.bash"\nlock wait setup "the jars"\necho MADE\n',
                          encoding="utf-8")
        third = subprocess.Popen(["bash", str(script)], stdout=subprocess.PIPE, text=True)
        assert f"waiting for the end of process {first.pid} (bash " in third.stdout.readline()
        time.sleep(1)
        assert third.poll() is None
    finally:
        end(first)
    assert third.communicate(timeout=20)[0] == "MADE\n"


def test_no_report_is_made_anew_while_its_pages_are_tested(project):
    environment, tools = project / "environment", project / "tools"
    shutil.copy(ENVIRONMENT / "test", environment)
    (environment / "tests").mkdir()
    python = project / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    for stub, script in [(environment / "setup", "exit 0"), (environment / "report", "exit 0"),
                         (tools / "mvn", "echo Apache Maven 3.9.0"), (tools / "initdb", ""), (tools / "postgres", ""),
                         (python, "echo testing; sleep 600 >/dev/null")]:
        stub.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
        stub.chmod(0o755)
    variables = {**os.environ, "PATH": f"{tools}:{os.environ['PATH']}", "FORESALE_CHROMIUM": str(tools / "mvn"),
                 "FORESALE_POSTGRESQL": str(tools)}
    tests = subprocess.Popen(["bash", str(environment / "test")], stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                             text=True, env=variables, start_new_session=True)
    try:
        said = []
        while "testing\n" not in said:
            said.append(tests.stdout.readline())
            assert said[-1], said
        shutil.copy(ENVIRONMENT / "report", environment)
        done = run(project, "report", "--quick")
        assert f"in use by process {tests.pid} (bash " in done.stderr and "environment/test)" in done.stderr
    finally:
        end(tests)


@pytest.mark.parametrize("missing", ["flock"])
def test_without_flock_python_locks(project, missing):
    tools = project / "few"
    tools.mkdir()
    for folder in ("/usr/bin", "/bin"):
        for tool in os.listdir(folder):
            if tool != missing and not (tools / tool).exists():
                (tools / tool).symlink_to(os.path.join(folder, tool))
    first = holder(project, "alone", "report-full")
    try:
        done = subprocess.run([str(project / "environment" / "report")], capture_output=True, text=True, timeout=60,
                              env={**os.environ, "PATH": f"{project / 'tools'}:{tools}"})
        assert f"in use by process {first.pid}" in done.stderr
    finally:
        end(first)
