"""Runs every notebook from top to bottom, keeps the executed copies with a record of the run, and tells what took longest.

usage: run_notebooks.py full|quick NOTEBOOKS EXECUTED

In a quick run, the command of the environment variable FORESALE_FIRST_PAGE, if there is one, shows the first page of
what is there FORESALE_FIRST_PAGE_AFTER seconds later, or as soon as all is there that the page shows.
"""
import datetime
import json
import multiprocessing
import os
import platform
import re
import shutil
import subprocess
import sys
import threading
import time
from concurrent.futures import FIRST_COMPLETED, ProcessPoolExecutor, wait
from pathlib import Path
from typing import NamedTuple

import nbformat
import papermill
from jupyter_client import AsyncKernelManager
from jupyter_client.kernelspec import NoSuchKernel, get_kernel_spec
from papermill.exceptions import PapermillExecutionError

from command import arguments, fail, write_whole

KERNEL = "foresale"
# Two notebooks go side by side: cells that wait, or that work on one core, leave room for another's. What is compared
# by time within a notebook is measured in turns, so that a busy machine slows all of it alike.
SIDE_BY_SIDE = 2
# A full run of a notebook takes up to 7 GB.
MEMORY_OF_TWO = 15 << 30
# All that passes from one notebook to another: 07 sets the article's claims beside the results files of these. Each
# fits its own models, and reads no other's.
READS = {"07-every-category": ["01-loading-purchases", "02-feature-day-and-samples", "04-lstm-training",
                               "05-shift-study", "06-who-will-buy"]}
# A run begins with those whose results the first page shows: beside the longest, those that are soon there. The
# cluster's comes last, as it takes all cores; in a full run alone, as its figures are times.
FIRST_PAGE = ["04-lstm-training", "01-loading-purchases", "06-who-will-buy", "02-feature-day-and-samples",
              "05-shift-study", "07-every-category"]
LAST = ["09-scale-out"]
# Without the sizes of the logs there is no first page.
LEAST = "01-loading-purchases"
# The answers to a page's exercises, which a quick run tries behind the last cell; what they give is not kept.
ANSWER = re.compile(r"<summary>Answer</summary>\s*```java\n(.*?)```", re.DOTALL)
ANSWER_TAG = "answer"
# How many of a run's cells are named with what they took.
DEAREST = 15
COLOURS = re.compile(r"\x1b\[[0-9;]*m")


class Cell(NamedTuple):
    """A code cell that was run."""

    notebook: str
    number: int
    seconds: float
    begins: str


def say(text: str) -> None:
    print(f"foresale: {text}", flush=True)


def give_up(notebook: Path, error: PapermillExecutionError, executed: Path) -> None:
    cells = nbformat.read(executed, 4).cells
    failed = next((i for i, cell in enumerate(cells) if cell.cell_type == "code"
                   and any(output.output_type == "error" for output in cell.outputs)), error.cell_index)
    number = sum(cell.cell_type == "code" and "injected-parameters" not in cell.metadata.get("tags", [])
                 for cell in cells[:failed + 1])
    answer = ANSWER_TAG in cells[failed].metadata.get("tags", [])
    what = "the answer to an exercise" if answer else f"code cell {number}"
    print(f"\nforesale: error: {notebook.name}, {what}, failed:\n", file=sys.stderr)
    print("    " + error.source.replace("\n", "\n    "), file=sys.stderr)
    print("\n" + COLOURS.sub("", "\n".join(error.traceback)), file=sys.stderr)
    print(f"\n          remedy: mend the cell; what ran before it is in {executed}", file=sys.stderr)
    sys.exit(1)


class QuickKernel(AsyncKernelManager):
    """Starts the kernel for a run so short that it ends before Java's second compiler pays off, and in which a
    collector that works beside it costs time. Java tells everyone of options that it finds in its environment."""

    def format_kernel_cmd(self, extra_arguments=None) -> list:
        java, *rest = super().format_kernel_cmd(extra_arguments)
        return [java, "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", *rest]


def run(notebook: Path, target: Path, quick: bool) -> list:
    """Executes one notebook; the executed copy never holds an earlier run's outputs. What each code cell took."""
    partial = target.with_suffix(".partial.ipynb")
    book = nbformat.read(notebook, 4)
    if quick:
        text = "\n".join(cell.source for cell in book.cells if cell.cell_type == "markdown")
        book.cells += [nbformat.v4.new_code_cell(answer, metadata={"tags": [ANSWER_TAG]})
                       for answer in ANSWER.findall(text)]
    try:
        papermill.execute_notebook(book, str(partial), kernel_name=KERNEL, cwd=str(notebook.parent),
                                   progress_bar=False, log_output=False,
                                   kernel_manager_class=QuickKernel if quick else AsyncKernelManager)
    except PapermillExecutionError as error:
        give_up(notebook, error, partial)
    cells = [Cell(notebook.stem, number, cell.metadata.papermill["duration"] or 0., cell.source.split("\n")[0])
             for number, cell in enumerate((cell for cell in nbformat.read(partial, 4).cells
                                            if cell.cell_type == "code"), 1)]
    clean(partial, target)
    partial.unlink()
    return cells


def told(notebook: Path, executed: Path, mode: str, which: str) -> tuple[str, float, list]:
    """Executes one notebook and says so; its name, how long it took, in seconds, and its cells."""
    if mode == "quick":
        os.environ.setdefault("FORESALE_SPARK_JAVA", "-XX:TieredStopAtLevel=1")
    say(f"running {notebook.name} ({which})")
    started = time.monotonic()
    cells = run(notebook, executed / notebook.name, mode == "quick")
    seconds = round(time.monotonic() - started, 1)
    say(f"  {notebook.name} took {seconds:.0f} s")
    return notebook.stem, seconds, cells


def profile(cells: list) -> str:
    """Where the time went, the dearest cells first."""
    dearest = sorted(cells, key=lambda cell: -cell.seconds)[:DEAREST]
    return "\n".join(["the dearest cells:", *(f"foresale: {cell.seconds:7.1f} s  {cell.notebook}, code cell {cell.number}:"
                                             f" {cell.begins}" for cell in dearest)])


def end_with_parent() -> None:
    """Ends this process once its parent is gone, and with it the kernel, which watches this one."""
    def wait() -> None:
        multiprocessing.parent_process().join()
        os._exit(1)
    threading.Thread(target=wait, daemon=True).start()


def in_order(notebooks: list) -> list:
    """Those of the first page first, the cluster's last."""
    def place(notebook: Path) -> tuple:
        name = notebook.stem
        return name in LAST, FIRST_PAGE.index(name) if name in FIRST_PAGE else len(FIRST_PAGE), name
    return sorted(notebooks, key=place)


def ready(waiting: list, done: set, notebooks: list) -> list:
    """Those that wait for no other's results, in their order."""
    names = {notebook.stem for notebook in notebooks}
    return [notebook for notebook in waiting if names.intersection(READS.get(notebook.stem, [])) <= done]


def next_of(waiting: list, running: list, done: set, notebooks: list, mode: str) -> list:
    """Those to begin now."""
    able = ready(waiting, done, notebooks)[:max(0, at_once(mode) - len(running))]
    if mode == "full":
        able = [notebook for notebook in able if notebook.stem not in LAST] or (able if not running else [])
    return able


def at_once(mode: str) -> int:
    return SIDE_BY_SIDE if mode == "quick" or bytes_of_memory() >= MEMORY_OF_TWO else 1


class FirstPage:
    """Shows the first page of a quick run once, while other notebooks run."""

    def __init__(self, show, seconds: float, clock=time.monotonic):
        self.show, self.clock = show, clock
        self.due_at = clock() + seconds
        self.shown = show is None

    def left(self) -> float | None:
        """How long to wait for it at most; nothing if there is nothing to wait for."""
        return None if self.shown else max(1, self.due_at - self.clock())

    def look(self, took: dict, running: list) -> None:
        """Shows it if it is due."""
        names = took.keys() | set(running)
        whole = names.intersection(FIRST_PAGE) <= took.keys()
        if not self.shown and running and LEAST in took and (whole or self.clock() >= self.due_at):
            self.shown = True
            self.show(took, running)


def side_by_side(notebooks: list, executed: Path, mode: str, which: dict, page: FirstPage) -> dict:
    """Executes notebooks in processes of their own; after one that fails, no other is begun."""
    waiting, running, took, all_cells = in_order(notebooks), {}, {}, []
    with ProcessPoolExecutor(SIDE_BY_SIDE, multiprocessing.get_context("spawn"), end_with_parent) as processes:
        try:
            while waiting or running:
                for notebook in next_of(waiting, list(running.values()), took.keys(), notebooks, mode):
                    waiting.remove(notebook)
                    running[processes.submit(told, notebook, executed, mode, which[notebook])] = notebook
                for one in wait(running, page.left(), FIRST_COMPLETED).done:
                    del running[one]
                    name, seconds, cells = one.result()
                    took[name] = seconds
                    all_cells += cells
                page.look(took, sorted(notebook.stem for notebook in [*waiting, *running.values()]))
        finally:
            processes.shutdown(wait=False, cancel_futures=True)
    say(profile(all_cells))
    return took


def clean(partial: Path, target: Path) -> None:
    """Takes away what papermill adds, so that two runs differ only where their results do."""
    book = nbformat.read(partial, 4)
    made = {"papermill-error-cell-tag", ANSWER_TAG}
    book.cells = [cell for cell in book.cells if not made & set(cell.metadata.get("tags", []))]
    book.metadata = {
        "kernelspec": {"display_name": "Java (Foresale)", "language": "java", "name": KERNEL},
        "language_info": {"name": "java", "file_extension": ".jshell", "mimetype": "text/x-java-source",
                          "pygments_lexer": "java"},
    }
    for cell in book.cells:
        cell.metadata = {key: value for key, value in cell.metadata.items()
                         if key not in ("papermill", "execution", "tags")}
    nbformat.validate(book)
    write_whole(target, nbformat.writes(book) + "\n")


def output(*command: str) -> str:
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return ""
    return (done.stdout or done.stderr).strip()


def processor() -> str:
    information = Path("/proc/cpuinfo")
    if information.is_file():
        names = re.findall(r"model name\s*:\s*(.+)", information.read_text())
        if names:
            return names[0]
    return platform.processor() or platform.machine()


def bytes_of_memory() -> int:
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")


def memory() -> str:
    """The memory of the machine, in the words of the results files."""
    return f"{bytes_of_memory() / (1 << 30):.1f} GiB"


def commit(project: Path) -> str:
    """The commit of the source that runs, not of what it makes."""
    return output("git", "-C", str(project), "rev-parse", "--short=12", "HEAD") or "unknown"


def changed(project: Path) -> bool:
    return bool(output("git", "-C", str(project), "status", "--porcelain", "--untracked-files=no", "--", ".",
                       ":(exclude)notebooks/*.ipynb", ":(exclude)notebooks/results"))


def provenance(mode: str, project: Path, seconds: dict) -> dict:
    java = get_kernel_spec(KERNEL).argv[0]
    return {
        "mode": mode,
        "date": datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%d %H:%M UTC"),
        "commit": commit(project),
        "changed": changed(project),
        "java": output(java, "--version").split("\n")[0] or "unknown",
        "python": platform.python_version(),
        "system": f"{platform.system()} {platform.machine()}",
        "processor": processor(),
        "cores": os.cpu_count(),
        "memory": memory(),
        "seconds": seconds,
    }


def write_record(executed: Path, record: dict) -> None:
    """For whoever builds the site, even meanwhile."""
    write_whole(executed / "run.json", json.dumps(record, indent=2) + "\n")


def main() -> None:
    mode, source, executed = arguments(__doc__)
    source, executed = Path(source), Path(executed)
    notebooks = sorted(path for path in source.glob("*.ipynb"))
    if not notebooks:
        fail(f"no notebook in {source}", "restore the folder from version control")
    try:
        get_kernel_spec(KERNEL)
    except NoSuchKernel:
        fail("the kernel is not registered", "run environment/setup, which registers it")
    if mode == "quick":
        os.environ["FORESALE_QUICK"] = "1"
    else:
        os.environ.pop("FORESALE_QUICK", None)
    os.environ["FORESALE_COMMIT"] = commit(source.parent) + (", changed" if changed(source.parent) else "")
    shutil.rmtree(executed, ignore_errors=True)
    executed.mkdir(parents=True)
    # What the executed copies show beside their outputs.
    if (source / "figures").is_dir():
        shutil.copytree(source / "figures", executed / "figures")
    which = {notebook: f"{number} of {len(notebooks)}, {mode}" for number, notebook in enumerate(notebooks, 1)}
    shown = []

    def show(took: dict, running: list) -> None:
        say(f"building the first page, while {len(running)} notebooks still run or wait")
        write_record(executed, {**provenance(mode, source.parent, dict(sorted(took.items()))), "running": running})
        # What it holds open stays open: with it the lock that keeps a second run out of its folder.
        shown.append(subprocess.Popen(["bash", "-c", os.environ["FORESALE_FIRST_PAGE"]], close_fds=False))

    page = FirstPage(show if mode == "quick" and os.environ.get("FORESALE_FIRST_PAGE") else None,
                     float(os.environ.get("FORESALE_FIRST_PAGE_AFTER", "0")))
    try:
        took = side_by_side(notebooks, executed, mode, which, page)
    finally:
        for process in shown:
            if process.wait():
                say("the first page cannot be built yet: it comes at the end")
    write_record(executed, provenance(mode, source.parent, dict(sorted(took.items()))))


if __name__ == "__main__":
    main()
