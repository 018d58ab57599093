"""Runs every notebook from top to bottom and keeps the executed copies, with a record of the run.

usage: run_notebooks.py full|quick NOTEBOOKS EXECUTED
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
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import nbformat
import papermill
from jupyter_client.kernelspec import NoSuchKernel, get_kernel_spec
from papermill.exceptions import PapermillExecutionError

from command import arguments, fail

KERNEL = "foresale"
# Two notebooks of a quick run go side by side: cells that wait, or that work on one core, leave room for another's. In
# a full run each notebook has the machine for itself: how long its work takes is among its figures.
SIDE_BY_SIDE = 2
# These take longest, the longest first, so that nobody is left alone with one of them at the end; what the last page
# of the studies reads of the others is there by then.
LONGEST = ["09-scale-out", "04-lstm-training", "06-who-will-buy", "05-shift-study"]
# The answers to a page's exercises, which a quick run tries behind the last cell; what they give is not kept.
ANSWER = re.compile(r"<summary>Answer</summary>\s*```java\n(.*?)```", re.DOTALL)
ANSWER_TAG = "answer"
COLOURS = re.compile(r"\x1b\[[0-9;]*m")


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


def run(notebook: Path, target: Path, answers: bool) -> float:
    """Executes one notebook; the executed copy never holds an earlier run's outputs."""
    partial = target.with_suffix(".partial.ipynb")
    book = nbformat.read(notebook, 4)
    if answers:
        text = "\n".join(cell.source for cell in book.cells if cell.cell_type == "markdown")
        book.cells += [nbformat.v4.new_code_cell(answer, metadata={"tags": [ANSWER_TAG]})
                       for answer in ANSWER.findall(text)]
    started = time.monotonic()
    try:
        papermill.execute_notebook(book, str(partial), kernel_name=KERNEL, cwd=str(notebook.parent),
                                   progress_bar=False, log_output=False)
    except PapermillExecutionError as error:
        give_up(notebook, error, partial)
    clean(partial, target)
    partial.unlink()
    return time.monotonic() - started


def told(notebook: Path, executed: Path, mode: str, which: str) -> tuple[str, float]:
    """Executes one notebook and says so; its name and how long it took, in seconds."""
    if mode == "quick":
        # So short a run ends before Java's second compiler pays off, and a collector that works beside it costs time.
        os.environ.setdefault("FORESALE_SPARK_JAVA", "-XX:TieredStopAtLevel=1")
        os.environ.setdefault("JDK_JAVA_OPTIONS", "-XX:TieredStopAtLevel=1 -XX:+UseParallelGC")
    say(f"running {notebook.name} ({which})")
    seconds = round(run(notebook, executed / notebook.name, mode == "quick"), 1)
    say(f"  {notebook.name} took {seconds:.0f} s")
    return notebook.stem, seconds


def end_with_parent() -> None:
    """Ends this process once its parent is gone, and with it the kernel, which watches this one."""
    def wait() -> None:
        multiprocessing.parent_process().join()
        os._exit(1)
    threading.Thread(target=wait, daemon=True).start()


def side_by_side(notebooks: list, executed: Path, mode: str, which: dict) -> list:
    """Executes notebooks in processes of their own; after one that fails, no other is begun."""
    places = {name: place for place, name in enumerate(LONGEST)}
    order = sorted(notebooks, key=lambda notebook: (places.get(notebook.stem, len(LONGEST)), notebook.stem))
    with ProcessPoolExecutor(SIDE_BY_SIDE, multiprocessing.get_context("spawn"), end_with_parent) as processes:
        started = [processes.submit(told, notebook, executed, mode, which[notebook]) for notebook in order]
        try:
            return [one.result() for one in started]
        finally:
            processes.shutdown(wait=False, cancel_futures=True)


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
    nbformat.write(book, target)


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


def memory() -> str:
    """The memory of the machine, in the words of the results files."""
    return f"{os.sysconf('SC_PAGE_SIZE') * os.sysconf('SC_PHYS_PAGES') / (1 << 30):.1f} GiB"


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
    which = {notebook: f"{number} of {len(notebooks)}, {mode}" for number, notebook in enumerate(notebooks, 1)}
    if mode == "quick":
        took = side_by_side(notebooks, executed, mode, which)
    else:
        took = [told(notebook, executed, mode, which[notebook]) for notebook in notebooks]
    record = provenance(mode, source.parent, dict(sorted(took)))
    (executed / "run.json").write_text(json.dumps(record, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
