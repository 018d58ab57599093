"""The notebooks: what is committed, and how a failing one is reported."""
import json
import re
import shutil
import subprocess
import sys

import nbformat
import pytest

from figures import PLOTLY, outputs
from conftest import PROJECT

NOTEBOOKS = sorted((PROJECT / "notebooks").glob("*.ipynb"))
MAX_LINES = 15
# One line for each room of the library that a notebook visits.
MAX_IMPORTS = 20
# More than this has to be pushed sideways on the page.
MAX_CHARACTERS = 76


def code(book):
    return [cell for cell in book.cells if cell.cell_type == "code"]


def test_there_are_notebooks():
    assert NOTEBOOKS


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_committed(path):
    book = nbformat.read(path, 4)
    nbformat.validate(book)
    cells = code(book)
    assert book.metadata.kernelspec.name == "foresale"
    assert [cell.execution_count for cell in cells] == list(range(1, len(cells) + 1)), "run from top to bottom, once"
    assert not [output for cell in cells for output in cell.outputs if output.output_type == "error"]
    for cell in cells[1:]:
        assert not re.search(r"^\s*import ", cell.source, re.M), "imports belong into the first code cell"
    for number, cell in enumerate(cells):
        lines = cell.source.splitlines()
        assert len(lines) <= (MAX_LINES if number else MAX_IMPORTS), cell.source
        assert max(map(len, lines)) <= MAX_CHARACTERS, cell.source
        assert not re.search(r"^\s*(public|private|static|class|record|enum|interface)\b", cell.source, re.M)
    for output in outputs(book):
        assert set(output.data) == {PLOTLY, "image/png", "text/plain"}
    assert path.stat().st_size < 2_000_000


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_prose_comes_before_code(path):
    cells = nbformat.read(path, 4).cells
    assert cells[0].cell_type == "markdown"
    assert cells[-1].cell_type == "markdown"
    assert [cell.source for before, cell in zip(cells, cells[1:]) if before.cell_type == cell.cell_type == "code"] == []


def test_a_page_that_is_called_by_its_number_has_it():
    found = 0
    for path in NOTEBOOKS:
        for cell in nbformat.read(path, 4).cells:
            for number, page in re.findall(r"\[[Nn]otebook (\d\d)\]\((\d\d)-", cell.source):
                found += 1
                assert number == page, cell.source
    assert found


def test_links_to_the_glossary_hold_in_jupyterlab_too():
    """JupyterLab takes a heading as it stands for its anchor, the site and GitHub in small letters: both have to agree."""
    terms = re.findall(r"^### (.+)$", (PROJECT / "notebooks" / "glossary.md").read_text(encoding="utf-8"), re.M)
    assert [term for term in terms if not re.fullmatch(r"[a-z0-9]+([ -][a-z0-9]+)*", term)] == []
    assert len(set(terms)) == len(terms)
    linked = {anchor for path in [*NOTEBOOKS, PROJECT / "README.md"] for anchor in
              re.findall(r"glossary\.md#([\w-]+)", path.read_text(encoding="utf-8"))}
    assert linked - {term.replace(" ", "-") for term in terms} == set()


def test_a_failing_cell_is_named_with_its_java_trace(tmp_path):
    notebooks = tmp_path / "notebooks"
    notebooks.mkdir()
    book = nbformat.v4.new_notebook(cells=[
        nbformat.v4.new_markdown_cell("# Fails"),
        nbformat.v4.new_code_cell("int one = 1;"),
        nbformat.v4.new_code_cell('Integer.parseInt("not a number " + one);'),
        nbformat.v4.new_code_cell('System.out.println("never");')])
    nbformat.write(book, notebooks / "99-fails.ipynb")
    done = subprocess.run([sys.executable, str(PROJECT / "environment" / "python" / "run_notebooks.py"), "quick",
                           str(notebooks), str(tmp_path / "executed")], capture_output=True, text=True, timeout=120)
    assert done.returncode == 1
    assert "99-fails.ipynb, code cell 2, failed" in done.stderr
    assert "NumberFormatException" in done.stderr
    assert "Integer.parseInt" in done.stderr
    assert "remedy" in done.stderr
    assert not (tmp_path / "executed" / "99-fails.ipynb").exists()


def test_a_quick_run_tries_the_answers_to_exercises(tmp_path):
    notebooks = tmp_path / "notebooks"
    notebooks.mkdir()
    book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("int one = 1;")])
    for name, answer in (("98-right", "one + 1"), ("99-wrong", 'Integer.parseInt("not a number " + one);')):
        book.cells[1:] = [nbformat.v4.new_markdown_cell(
            f"<details><summary>Answer</summary>\n\n```java\n{answer}\n```\n\n</details>")]
        nbformat.write(book, notebooks / f"{name}.ipynb")
    (notebooks / "figures").mkdir()
    (notebooks / "figures" / "drawn.svg").touch()
    done = subprocess.run([sys.executable, str(PROJECT / "environment" / "python" / "run_notebooks.py"), "quick",
                           str(notebooks), str(tmp_path / "executed")], capture_output=True, text=True, timeout=120)
    assert done.returncode == 1
    assert "99-wrong.ipynb, the answer to an exercise, failed" in done.stderr
    assert len(nbformat.read(tmp_path / "executed" / "98-right.ipynb", 4).cells) == 2
    # What the notebooks show beside their outputs goes along.
    assert (tmp_path / "executed" / "figures" / "drawn.svg").is_file()


@pytest.mark.skipif(not shutil.which("shellcheck"), reason="shellcheck is not installed")
def test_the_scripts_are_clean():
    scripts = [str(PROJECT / "environment" / name) for name in
               ("setup", "lab", "report", "search", "test", "spark", "bench", "fuzz", "common.bash")]
    done = subprocess.run(["shellcheck", *scripts, str(PROJECT / ".ci" / "run")], capture_output=True, text=True)
    assert done.stdout == ""


def test_the_kernel_is_registered_in_this_environment_only():
    done = subprocess.run([sys.executable, "-m", "jupyter", "kernelspec", "list", "--json"], capture_output=True,
                          text=True, timeout=60)
    specs = json.loads(done.stdout)["kernelspecs"]
    assert specs["foresale"]["spec"]["display_name"] == "Java (Foresale)"
    assert specs["foresale"]["resource_dir"].startswith(sys.prefix)


def library_types() -> dict:
    """For each type of the library the packages that have one of this name, and whether it is public there."""
    types = {}
    for file in (PROJECT / "lib").glob("*/src/main/java/**/*.java"):
        text = file.read_text(encoding="utf-8")
        package = re.search(r"^package ([\w.]+);", text, re.MULTILINE)[1]
        types.setdefault(file.stem, []).append((package, bool(re.search(r"^public ", text, re.MULTILINE))))
    return types


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)
def test_every_type_of_the_library_that_is_named_is_public_and_imported(notebook):
    """Also in answers to exercises, and long before the cell that names it is run."""
    types, cells = library_types(), json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    code = "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "code")
    answers = "\n".join(block for cell in cells if cell["cell_type"] == "markdown"
                        for block in re.findall(r"```java\n(.*?)```", "".join(cell["source"]), re.DOTALL))
    packages = set(re.findall(r"^import ([\w.]+)\.\*;", code, re.MULTILINE))
    single = set(re.findall(r"^import (?:static )?[\w.]+\.(\w+);", code, re.MULTILINE))
    words = set(re.findall(r"(?<![\w.])([A-Z]\w+)", re.sub(r'"(?:\\.|[^"\\])*"|^import .*$', "", code + answers,
                                                          flags=re.MULTILINE)))
    assert len(types) > 200
    assert sorted(word for word in words & set(types) - single
                  if not any(public and package in packages for package, public in types[word])) == []
