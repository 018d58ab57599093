"""In which order the notebooks of a quick run are begun, and when its first page is shown."""
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

import run_notebooks
from conftest import PROJECT
from run_notebooks import FIRST_PAGE, READS, Cell, FirstPage, in_order, next_of, profile, ready

NOTEBOOKS = sorted((PROJECT / "notebooks").glob("*.ipynb"))
RESULTS = re.compile(r'Workspace\.results\("([\w-]+)"\)')


def code(notebook: Path) -> str:
    cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    return "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "code")


def test_what_notebooks_read_of_each_other_is_what_is_written_down():
    """A notebook that asks for the claims reads all results that they rest on; no other looks at another's folder."""
    written = {study: notebook.stem for notebook in NOTEBOOKS for study in RESULTS.findall(code(notebook))}
    page = json.loads((PROJECT / "notebooks" / "results" / "logs.json").read_text(encoding="utf-8"))
    assert page["name"] in written
    readme = (PROJECT / "README.md").read_text(encoding="utf-8")
    claimed = {written[study] for study in re.findall(r"\(notebooks/results/([\w-]+)\.json\)", readme)}
    assert claimed | {"01-loading-purchases"} == set(FIRST_PAGE)
    for notebook in NOTEBOOKS:
        if "Claims.of(" in code(notebook):
            assert set(READS[notebook.stem]) == set(FIRST_PAGE) - {notebook.stem}
        else:
            assert notebook.stem not in READS
        # What it keeps for itself has a name that no other notebook has.
        for kept in re.findall(r'Workspace\.(?:runs|results)\("[\w-]+"\)', code(notebook)):
            assert [other.stem for other in NOTEBOOKS if kept in code(other)] == [notebook.stem]


def test_those_of_the_first_page_come_first_and_the_clusters_last():
    order = [notebook.stem for notebook in in_order(NOTEBOOKS)]
    assert sorted(order) == [notebook.stem for notebook in NOTEBOOKS]
    assert order[:len(FIRST_PAGE)] == FIRST_PAGE and order[-1] == "09-scale-out"


def test_a_notebook_waits_for_those_that_it_reads_and_for_no_other():
    last = [notebook for notebook in NOTEBOOKS if notebook.stem in READS]
    asked = set(READS["07-every-category"])
    assert len(last) == 1
    assert ready(last, asked, NOTEBOOKS) == last
    for one in asked:
        assert ready(last, asked - {one}, NOTEBOOKS) == []
    # Those that are not there are not waited for.
    assert ready(last, set(), last) == last
    assert ready(NOTEBOOKS, set(), NOTEBOOKS) == [notebook for notebook in NOTEBOOKS if notebook not in last]


def test_in_a_full_run_the_cluster_has_the_machine_for_itself(monkeypatch):
    monkeypatch.setattr(run_notebooks, "bytes_of_memory", lambda: 64 << 30)
    order = in_order(NOTEBOOKS)
    first = next_of(order, [], set(), NOTEBOOKS, "full")
    assert first == order[:2]
    assert next_of(order[2:], first, set(), NOTEBOOKS, "full") == []
    assert next_of(order[2:], first[:1], {first[1].stem}, NOTEBOOKS, "full") == [order[2]]
    cluster = order[-1]
    assert next_of([cluster], first[:1], set(), NOTEBOOKS, "full") == []
    assert next_of([cluster], [], set(), NOTEBOOKS, "full") == [cluster]
    assert next_of([cluster], first[:1], set(), NOTEBOOKS, "quick") == [cluster]


def test_a_machine_of_little_memory_runs_one_notebook_in_full_after_the_other(monkeypatch):
    monkeypatch.setattr(run_notebooks, "bytes_of_memory", lambda: 8 << 30)
    order = in_order(NOTEBOOKS)
    assert next_of(order, [], set(), NOTEBOOKS, "full") == order[:1]
    assert next_of(order[1:], order[:1], set(), NOTEBOOKS, "full") == []
    assert len(next_of(order, [], set(), NOTEBOOKS, "quick")) == 2


def test_the_dearest_cells_come_first():
    cells = [Cell("01", 1, .5, "a"), Cell("02", 3, 90.25, "b"), Cell("01", 2, 7, "c")]
    assert profile(cells).split("\n")[1:] == ["foresale:    90.2 s  02, code cell 3: b",
                                              "foresale:     7.0 s  01, code cell 2: c",
                                              "foresale:     0.5 s  01, code cell 1: a"]
    assert len(profile(cells * 10).split("\n")) == 16


@pytest.fixture
def page():
    shown, now = [], [0]
    page = FirstPage(lambda took, running: shown.append((dict(took), running)), 100, lambda: now[0])
    page.calls, page.now = shown, now
    return page


def test_the_first_page_is_shown_once_when_it_is_whole(page):
    took = dict.fromkeys(FIRST_PAGE[:-1], 1.)
    page.look(took, [FIRST_PAGE[-1], "09-scale-out"])
    assert page.calls == [] and page.left() == 100
    took[FIRST_PAGE[-1]] = 1.
    page.look(took, ["09-scale-out"])
    page.look(took, ["09-scale-out"])
    assert [running for _, running in page.calls] == [["09-scale-out"]] and page.left() is None


def test_the_first_page_is_shown_in_time_as_far_as_it_is_there(page):
    page.now[0] = 101
    page.look({"04-lstm-training": 1.}, ["01-loading-purchases"])
    assert page.calls == [], "without the sizes of the logs"
    assert page.left() == 1
    page.look({"01-loading-purchases": 1.}, ["04-lstm-training"])
    assert page.calls == [({"01-loading-purchases": 1.}, ["04-lstm-training"])]


def test_at_the_end_there_is_no_first_page_to_show_before(page):
    page.look(dict.fromkeys(FIRST_PAGE, 1.), [])
    assert page.calls == []


def test_without_a_command_none_is_shown_and_none_waited_for():
    page = FirstPage(None, 0)
    page.look(dict.fromkeys(FIRST_PAGE, 1.), ["09-scale-out"])
    assert page.left() is None


def test_a_record_is_whole_or_not_there(tmp_path):
    run_notebooks.write_record(tmp_path, {"mode": "quick"})
    assert [path.name for path in tmp_path.iterdir()] == ["run.json"]
    assert json.loads((tmp_path / "run.json").read_text(encoding="utf-8")) == {"mode": "quick"}


def test_the_first_page_is_built_while_others_run(tmp_path):
    notebooks = tmp_path / "notebooks"
    notebooks.mkdir()
    executed, shown = tmp_path / "executed", tmp_path / "shown.json"
    # The cluster's notebook ends as soon as the page is shown, however long the others take.
    waits = f'while (!java.nio.file.Files.exists(java.nio.file.Path.of("{shown}"))) {{ Thread.sleep(50); }}'
    for name, line in (("01-loading-purchases", "int one = 1;"), ("07-every-category", "int two = 2;"),
                       ("09-scale-out", waits)):
        nbformat.write(nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(line)]), notebooks / f"{name}.ipynb")
    done = subprocess.run([sys.executable, str(PROJECT / "environment" / "python" / "run_notebooks.py"), "quick",
                           str(notebooks), str(executed)], capture_output=True, text=True, timeout=120,
                          env={**os.environ, "FORESALE_FIRST_PAGE": f"cp '{executed}/run.json' '{shown}' && echo SHOWN",
                               "FORESALE_FIRST_PAGE_AFTER": "600"})
    assert done.returncode == 0, done.stderr
    record, first = (json.loads(path.read_text(encoding="utf-8")) for path in (executed / "run.json", shown))
    assert first["running"] == ["09-scale-out"] and "running" not in record
    assert first["seconds"].keys() == {"01-loading-purchases", "07-every-category"}
    assert record["seconds"].keys() == first["seconds"].keys() | {"09-scale-out"}
    told = done.stdout
    assert told.index("01-loading-purchases.ipynb took") < told.index("running 07-every-category.ipynb")
    assert told.index("07-every-category.ipynb took") < told.index("SHOWN") < told.index("09-scale-out.ipynb took")


def test_a_first_page_that_cannot_be_built_costs_no_run(tmp_path):
    notebooks = tmp_path / "notebooks"
    notebooks.mkdir()
    for name in ("01-loading-purchases", "08-your-own-data", "09-scale-out"):
        nbformat.write(nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("int one = 1;")]),
                       notebooks / f"{name}.ipynb")
    done = subprocess.run([sys.executable, str(PROJECT / "environment" / "python" / "run_notebooks.py"), "quick",
                           str(notebooks), str(tmp_path / "executed")], capture_output=True, text=True, timeout=120,
                          env={**os.environ, "FORESALE_FIRST_PAGE": "exit 1"})
    assert done.returncode == 0, done.stderr
    assert "building the first page" in done.stdout and "cannot be built yet" in done.stdout
