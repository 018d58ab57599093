"""The commands: what they say of arguments that make no sense, before any long work starts."""
import os
import re
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

from command import ABANDONED, write_whole
from conftest import PROJECT


def run(command, *arguments):
    return subprocess.run([str(PROJECT / "environment" / command), *arguments], capture_output=True, text=True,
                          timeout=20)


@pytest.mark.parametrize("arguments, complaint", [
    (["--fast"], "unknown argument: --fast"),
    (["--quick", "--save"], "--quick makes none"),
    (["--check", "--quick"], "--quick makes none"),
    (["--save", "--check"], "together they check nothing"),
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


def test_score_refuses_and_helps():
    done = run("score", "model.zip")
    assert done.returncode == 2 and done.stdout == ""
    assert done.stderr.startswith("usage: environment/score MODEL FOLDER")
    helped = run("score", "--help").stdout
    # The program says the same as its script.
    source = (PROJECT / "lib/insight/src/main/java/org/foresale/insight/command/ScoreOptions.java").read_text("utf-8")
    assert helped == textwrap.dedent(re.search(r'USAGE = """\n(.*?)"""', source, re.DOTALL)[1])


def test_every_command_sets_up_what_it_needs():
    """But for setup itself, and for fuzz, which needs nothing but the library and its tests."""
    for command in ("lab", "report", "search", "score", "test", "spark", "bench"):
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


SCRIPTS = {
    "artifact_table": ["."],
    "build_site": ["executed", "results", "api", "site", "report"],
    "diagrams": ["notebooks/figures"],
    "make_shop_log": ["folder/shop.csv"],
    "notice": ["."],
    "readme_table": ["page.json", "README.md"],
    "register_kernel": [".", "jdk"],
    "run_notebooks": ["quick", "notebooks", "executed"],
    "save_notebooks": ["executed", "notebooks"],
    "working_copy": ["notebooks", "copy"],
}


def script(name, *arguments, folder, **variables):
    return subprocess.run([sys.executable, str(PROJECT / "environment" / "python" / f"{name}.py"), *arguments],
                          cwd=folder, env={**os.environ, **variables}, capture_output=True, text=True, timeout=60)


def test_every_script_is_tried():
    """All that can be called, and no module that only others use."""
    found = {path.stem for path in (PROJECT / "environment" / "python").glob("*.py")
             if '__name__ == "__main__"' in path.read_text(encoding="utf-8")}
    assert found == set(SCRIPTS)


def test_a_file_is_written_whole_or_not_at_all(tmp_path, monkeypatch):
    file = tmp_path / "made" / "file.json"
    for content, written in (("grün\n", "grün\n".encode()), (b"\x00\r\n", b"\x00\r\n")):
        write_whole(file, content)
        assert file.read_bytes() == written
        file.chmod(0o640)
    assert file.stat().st_mode & 0o777 == 0o640

    def full_disk(path, content):
        with path.open("wb") as half:
            half.write(content[:2])
        raise OSError("no space left")
    monkeypatch.setattr(Path, "write_bytes", full_disk)
    with pytest.raises(OSError, match="no space left"):
        write_whole(file, "more")
    assert file.read_bytes() == b"\x00\r\n"
    assert list(file.parent.iterdir()) == [file]


def test_two_who_write_the_same_file_at_once_do_not_share_what_is_unfinished(tmp_path, monkeypatch):
    """Two containers may have processes with the same number."""
    file, write_bytes = tmp_path / "file.json", Path.write_bytes
    monkeypatch.setattr(os, "getpid", lambda: 7)

    def overtaken(path, content):
        write_bytes(path, content[:2])
        monkeypatch.setattr(Path, "write_bytes", write_bytes)
        write_whole(file, "the other")
        assert file.read_text(encoding="utf-8") == "the other"
        assert path.read_bytes() == content[:2]
        write_bytes(path, content)
    monkeypatch.setattr(Path, "write_bytes", overtaken)
    write_whole(file, "the first")
    assert file.read_text(encoding="utf-8") == "the first"


def test_what_a_killed_process_left_unfinished_goes_with_the_next_writing(tmp_path):
    file, other = tmp_path / "file.json", tmp_path / "other"
    ago = time.time() - ABANDONED
    old = {".file.json.0123abcd": ago - 60}
    kept = {".file.json.89abcdef": ago + 60, ".file.json.0123abcd.txt": 0, ".file.json.swapfile": 0,
            ".fileXjson.0123abcd": 0, ".file.json.0123ABCD": 0, ".other.json.0123abcd": 0, "file.json.0123abcd": 0}
    for name, changed in {**old, **kept}.items():
        (tmp_path / name).write_text("half")
        os.utime(tmp_path / name, (changed, changed))
    other.mkdir()
    (other / "deep").touch()
    os.utime(other, (0, 0))
    other.rename(tmp_path / ".file.json.00000000")
    write_whole(file, "whole")
    assert {path.name for path in tmp_path.iterdir()} == {"file.json", ".file.json.00000000", *kept}
    assert file.read_text() == "whole"


def test_a_symbolic_link_still_leads_to_the_file_that_is_written(tmp_path):
    file, link, dangling = tmp_path / "made" / "file.json", tmp_path / "link.json", tmp_path / "dangling.json"
    link.symlink_to("made/file.json")
    dangling.symlink_to("made/later.json")
    write_whole(file, "old")
    file.chmod(0o640)
    write_whole(link, "new")
    write_whole(dangling, "later")
    assert link.is_symlink() and dangling.is_symlink()
    assert file.read_text() == "new" and file.stat().st_mode & 0o777 == 0o640
    assert (tmp_path / "made" / "later.json").read_text() == "later"
    assert {path.name for path in file.parent.iterdir()} == {"file.json", "later.json"}


def test_no_script_writes_what_may_be_left_half_written():
    """The site is built in a folder of its own, which takes the place of the last one when it is whole."""
    own = {path.name for path in (PROJECT / "environment" / "python").glob("*.py")
           if re.search(r"\.write_(?:text|bytes)\(|\bopen\([^)]*\bw|nbformat\.write\(|json\.dump\(",
                        path.read_text(encoding="utf-8"))}
    assert own == {"command.py", "build_site.py"}


@pytest.mark.parametrize("name", sorted(SCRIPTS))
def test_a_script_says_how_it_is_called(name, tmp_path):
    for arguments in ([], [*SCRIPTS[name], "more"]):
        done = script(name, *arguments, folder=tmp_path)
        assert done.returncode == 2
        assert done.stderr.startswith(f"usage: {name}.py ") and done.stderr.count("\n") == 1


@pytest.mark.parametrize("name", sorted(SCRIPTS.keys() - {"register_kernel"}))
def test_a_script_without_what_it_reads_says_what_to_run(name, tmp_path):
    """As on a fresh clone, where nothing is built and no notebook has been run; register_kernel would write into the
    virtual environment that runs it, and setup calls it once all is there."""
    for module in ("onednn", "core"):
        (tmp_path / "lib" / module).mkdir(parents=True)
        (tmp_path / "lib" / module / "pom.xml").write_text(
            '<project xmlns="http://maven.apache.org/POM/4.0.0"><description>d</description></project>')
    (tmp_path / "README.md").write_text((PROJECT / "README.md").read_text(encoding="utf-8"), encoding="utf-8")
    before = sorted(tmp_path.rglob("*"))
    done = script(name, *SCRIPTS[name], folder=tmp_path)
    assert done.returncode == 1
    assert done.stderr.startswith("foresale: error: ") and done.stderr.count("\n") == 2
    assert "remedy: " in done.stderr
    assert sorted(tmp_path.rglob("*")) == before


def test_notebooks_are_not_run_without_a_kernel(tmp_path):
    (tmp_path / "notebooks").mkdir()
    (tmp_path / "notebooks" / "00.ipynb").write_text("{}")
    (tmp_path / "executed").mkdir()
    (tmp_path / "executed" / "kept").touch()
    code = ("import sys; sys.path.insert(0, sys.argv[1]); import jupyter_client.kernelspec as k\n"
            "def none(name): raise k.NoSuchKernel(name)\n"
            "k.get_kernel_spec = none; sys.argv = ['run_notebooks.py', 'quick', 'notebooks', 'executed']\n"
            "import run_notebooks; run_notebooks.main()")
    done = subprocess.run([sys.executable, "-c", code, str(PROJECT / "environment" / "python")], cwd=tmp_path,
                          capture_output=True, text=True, timeout=60)
    assert done.returncode == 1 and "run environment/setup" in done.stderr and "Traceback" not in done.stderr
    assert (tmp_path / "executed" / "kept").exists()
