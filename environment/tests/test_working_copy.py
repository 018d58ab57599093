"""The copy of the notebooks that JupyterLab opens: without outputs, and nothing of the user's is ever overwritten."""
import hashlib
import json
import re
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

import nbformat
import pytest
from conftest import PROJECT
from working_copy import update

NOTEBOOKS = PROJECT / "notebooks"
NAME = "00-start-here.ipynb"


@pytest.fixture
def source(tmp_path):
    folder = tmp_path / "notebooks"
    (folder / "data").mkdir(parents=True)
    shutil.copy(NOTEBOOKS / NAME, folder)
    (folder / "glossary.md").write_text("# Glossary\n", encoding="utf-8")
    (folder / "data" / "shop.csv").write_text("user,day\n", encoding="utf-8")
    return folder


@pytest.fixture
def copy(source, tmp_path):
    folder = tmp_path / "lab"
    assert update(source, folder) == []
    return folder


def texts(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def rewritten(file, change):
    notebook = nbformat.read(file, as_version=4)
    change(notebook)
    nbformat.write(notebook, file)


def run(notebook):
    """As JupyterLab saves it after a run: the same cells, written otherwise."""
    notebook.metadata["language_info"] = {"name": "Java"}
    code = next(cell for cell in notebook.cells if cell.cell_type == "code")
    code.execution_count = 1
    code.outputs = [nbformat.v4.new_output("stream", text="mine")]


def edited(notebook):
    notebook.cells[0].source += "\nMine."


def renewed(notebook):
    notebook.cells[0].source += "\nNew."


def test_all_that_notebooks_link_to_is_copied_and_no_output():
    """Of the notebooks as they are: what a link names is there, and a program finds its project."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "lab"
        assert update(NOTEBOOKS, copy) == []
        notebooks = sorted(copy.glob("*.ipynb"))
        assert [path.name for path in notebooks] == sorted(path.name for path in NOTEBOOKS.glob("*.ipynb"))
        missing = []
        for path in notebooks:
            notebook = nbformat.read(path, as_version=4)
            nbformat.validate(notebook)
            original = nbformat.read(NOTEBOOKS / path.name, as_version=4)
            assert [cell.source for cell in notebook.cells] == [cell.source for cell in original.cells]
            for cell in notebook.cells:
                if cell.cell_type == "code":
                    assert cell.outputs == [] and cell.execution_count is None
                links = re.findall(r"\]\(([^)#\s]+)|src=\"([^\"]+)\"", cell.source)
                missing += [link for link in map("".join, links) if "://" not in link and not (copy / link).exists()]
        assert missing == []
        assert not (copy / "results").exists()
        assert (copy / "data" / "shop.csv").read_bytes() == (NOTEBOOKS / "data" / "shop.csv").read_bytes()


def test_what_is_untouched_follows_the_original(source, copy):
    rewritten(source / NAME, renewed)
    (source / "glossary.md").write_text("# Terms\n", encoding="utf-8")
    (source / "data" / "shop.csv").unlink()
    assert update(source, copy) == []
    assert nbformat.read(copy / NAME, as_version=4).cells[0].source.endswith("New.")
    assert (copy / "glossary.md").read_text(encoding="utf-8") == "# Terms\n"
    assert set(texts(copy)) == {NAME, "glossary.md", ".foresale.json"}


@pytest.mark.parametrize("change", [run, edited])
def test_what_is_changed_stays_and_the_new_version_lies_beside_it_once(source, copy, change):
    rewritten(copy / NAME, change)
    mine = (copy / NAME).read_bytes()
    assert update(source, copy) == []
    rewritten(source / NAME, renewed)
    [told] = update(source, copy)
    assert "00-start-here.new.ipynb" in told and str(copy / NAME) in told
    after = texts(copy)
    assert after[NAME] == mine
    assert nbformat.reads(after["00-start-here.new.ipynb"].decode(), as_version=4).cells[0].source.endswith("New.")
    assert update(source, copy) == []
    assert texts(copy) == after


def test_a_version_that_lies_beside_is_not_overwritten_either(source, copy):
    rewritten(copy / NAME, edited)
    rewritten(source / NAME, renewed)
    update(source, copy)
    rewritten(copy / "00-start-here.new.ipynb", edited)
    mine = (copy / "00-start-here.new.ipynb").read_bytes()
    rewritten(source / NAME, renewed)
    [told] = update(source, copy)
    assert "00-start-here.new2.ipynb" in told
    assert (copy / "00-start-here.new.ipynb").read_bytes() == mine


def test_a_changed_text_and_files_of_ones_own_stay(source, copy):
    (copy / "glossary.md").write_text("mine\n", encoding="utf-8")
    (copy / "own.ipynb").write_text("{", encoding="utf-8")
    (copy / NAME).write_text("no notebook", encoding="utf-8")
    rewritten(source / NAME, renewed)
    (source / "glossary.md").unlink()
    [told] = update(source, copy)
    assert NAME in told
    after = texts(copy)
    assert (after["glossary.md"], after["own.ipynb"], after[NAME]) == (b"mine\n", b"{", b"no notebook")


@pytest.mark.parametrize("record", ["", "[]", '{"../outside.txt": "DIGEST"}'])
def test_a_lost_or_foreign_record_loses_nothing(source, copy, record):
    outside = copy.parent / "outside.txt"
    outside.write_text("outside", encoding="utf-8")
    (copy / ".foresale.json").write_text(record.replace("DIGEST", hashlib.sha256(b"outside").hexdigest()),
                                         encoding="utf-8")
    before = texts(copy)
    rewritten(source / NAME, renewed)
    assert len(update(source, copy)) == 1
    after = texts(copy)
    assert outside.exists()
    assert {name: after[name] for name in before if name != ".foresale.json"} == \
        {name: text for name, text in before.items() if name != ".foresale.json"}


def test_a_copy_that_was_cut_short_is_completed(source, copy):
    """Killed after a file was written, and before that was recorded."""
    rewritten(source / NAME, renewed)
    record = (copy / ".foresale.json").read_bytes()
    update(source, copy)
    (copy / ".foresale.json").write_bytes(record)
    after = texts(copy) | {".foresale.json": b""}
    assert update(source, copy) == []
    assert texts(copy) | {".foresale.json": b""} == after


def test_jupyterlab_opens_the_first_notebook_of_the_copy_with_one_java_kernel(tmp_path):
    """With the arguments of environment/lab."""
    command = (PROJECT / "environment" / "lab").read_text(encoding="utf-8")
    given = re.search(r"arguments=\((.*?)\)\n", command, flags=re.DOTALL).group(1)
    copy = tmp_path / "lab"
    update(NOTEBOOKS, copy)
    shell = f'copy="{copy}"; arguments=({given}); printf "%s\\n" "${{arguments[@]}}"'
    arguments = subprocess.run(["bash", "-c", shell], capture_output=True, text=True, check=True).stdout.splitlines()
    process = subprocess.Popen([sys.executable, "-m", "jupyter", "lab", *arguments, "--no-browser", "--allow-root",
                                "--IdentityProvider.token=none", "--ServerApp.port_retries=50"], cwd=tmp_path,
                               stderr=subprocess.PIPE, text=True)
    try:
        address = next(found.group(1) for line in process.stderr
                       if (found := re.search(r"(http://(?:localhost|127\.0\.0\.1):\d+\S*)", line)))
        assert "/lab/tree/00-start-here.ipynb" in address
        server = address.partition("/lab/tree/")[0]
        kernels = asked(f"{server}/api/kernelspecs?token=none")["kernelspecs"]
        assert [name for name, kernel in kernels.items() if kernel["spec"]["language"] == "java"] == ["foresale"]
        assert asked(f"{server}/api/contents/data/shop.csv?content=0&token=none")["name"] == "shop.csv"
    finally:
        process.terminate()
        process.wait(timeout=60)


def asked(address):
    """It says that it runs a moment before it listens."""
    deadline = time.monotonic() + 60
    while True:
        try:
            with urllib.request.urlopen(address, timeout=60) as reply:
                return json.load(reply)
        except urllib.error.URLError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.2)


def test_the_copy_is_not_part_of_the_repository():
    done = subprocess.run(["git", "check-ignore", "lab/00-start-here.ipynb"], cwd=PROJECT, capture_output=True)
    assert done.returncode == 0
