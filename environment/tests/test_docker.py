"""The Dockerfile: it names what is there, and, where Docker is, makes a quick report."""
import os
import re
import shutil
import subprocess

import pytest

from conftest import PROJECT

DOCKERFILE = PROJECT / "environment" / "docker" / "Dockerfile"
TEXT = DOCKERFILE.read_text(encoding="utf-8")
# Each instruction in a line of its own, without comments.
STEPS = re.sub(r"\\\n\s*", "", re.sub(r"^#.*\n", "", TEXT, flags=re.M))


def without_docker() -> str:
    """Why no image can be built here; nothing if one can."""
    if not shutil.which("docker"):
        return "Docker is not installed"
    try:
        asked = subprocess.run(["docker", "info"], capture_output=True, text=True, timeout=30)
    except subprocess.TimeoutExpired:
        return "Docker does not answer"
    return "" if asked.returncode == 0 else f"Docker does not run: {asked.stderr.strip().splitlines()[-1]}"


def test_each_script_that_it_names_is_there_and_can_be_run():
    named = re.findall(r"environment/[\w/]+", TEXT)
    assert {"environment/setup", "environment/report", "environment/lab"} <= set(named)
    for script in named:
        path = PROJECT / script
        assert path == DOCKERFILE or os.access(path, os.X_OK) and path.is_file(), script


def test_its_steps_are_the_commands_that_everybody_calls():
    """But for git, nothing is installed in another way than environment/setup does it."""
    runs = re.findall(r"^RUN (.+)$", STEPS, re.M)
    assert runs[1:] == ["environment/setup"]
    assert re.findall(r"install [^&]*", runs[0]) == ["install -y -qq --no-install-recommends git "]
    assert re.findall(r"^CMD (.+)$", STEPS, re.M) == ['["environment/report", "--quick"]']


def test_its_base_is_pinned():
    bases = re.findall(r"^FROM (\S+)", STEPS, re.M)
    assert bases
    for base in bases:
        assert re.fullmatch(r"[\w./-]+(@sha256:[0-9a-f]{64}|:\d+(\.\d+)+[\w.-]*)", base), f"{base} may change"


def test_nothing_that_is_made_here_goes_into_the_image():
    left_out = DOCKERFILE.with_name("Dockerfile.dockerignore").read_text(encoding="utf-8").splitlines()
    assert {".venv", "**/target"} <= set(left_out)


def test_a_quick_report_is_made_in_it(tmp_path):
    reason = without_docker()
    if reason:
        pytest.skip(reason)
    image = container = f"foresale-test-{os.getpid()}"
    try:
        subprocess.run(["docker", "build", "-q", "-f", str(DOCKERFILE), "-t", image, str(PROJECT)], check=True)
        subprocess.run(["docker", "run", "--name", container, image], check=True)
        subprocess.run(["docker", "cp", f"{container}:/foresale/target/quick/report", str(tmp_path)], check=True)
    finally:
        subprocess.run(["docker", "rm", "-f", container], capture_output=True)
        subprocess.run(["docker", "rmi", "-f", image], capture_output=True)
    assert "foresale-claims" in (tmp_path / "report" / "index.html").read_text(encoding="utf-8")
