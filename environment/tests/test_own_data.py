"""Notebook 08 on a file and on a real PostgreSQL server: the same counts, the same audience, and clear errors."""
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import nbformat
import pytest

from conftest import PROJECT

NOTEBOOK = PROJECT / "notebooks" / "08-your-own-data.ipynb"
SHOP = PROJECT / "notebooks" / "data" / "shop.csv"
SCRIPTS = PROJECT / "environment" / "python"
VARIABLES = ("FORESALE_LOG", "FORESALE_LOG_QUERY", "FORESALE_LOG_USER", "FORESALE_LOG_PASSWORD")
LONGEST = 600
# A run that ends with one of the first cells is over before Java's second compiler is worth its while.
SHORT = {"JDK_JAVA_OPTIONS": "-XX:TieredStopAtLevel=1"}
# As a shop would keep it: with types, and NULL where the export has something else.
TABLES = r"""
CREATE TABLE export (customer_id text, ordered_at text, sku text, department text, category text, sub_category text,
    quantity text, paid text);
\copy export FROM '{shop}' (FORMAT csv, HEADER)
CREATE TABLE orders AS SELECT nullif(trim(customer_id), '') AS customer_id,
    CASE WHEN ordered_at ~ '^\d{{4}}-\d\d-\d\d \d\d:\d\d$' AND ordered_at !~ '-02-30' THEN ordered_at::timestamp END
    AS ordered_at, sku, department, category, sub_category,
    CASE WHEN quantity ~ '^-?\d+$' THEN quantity::integer END AS quantity, paid::numeric(10, 2) FROM export;
CREATE VIEW nobody AS SELECT NULL::text AS customer_id, ordered_at, sku, department, category, sub_category FROM orders;
CREATE ROLE reader LOGIN PASSWORD '{password}';
GRANT SELECT ON orders, nobody TO reader;
CREATE SCHEMA layouts;
"""


def programs() -> Path:
    """The folder of PostgreSQL's programs, which Debian keeps off the PATH."""
    folders = [os.environ.get("FORESALE_POSTGRESQL"), *map(str, Path("/usr/lib/postgresql").glob("*/bin"))]
    initdb = shutil.which("initdb", path=os.pathsep.join(filter(None, [*folders, os.environ.get("PATH")])))
    if not initdb:
        pytest.skip("PostgreSQL is not installed: environment/test installs it")
    return Path(initdb).resolve().parent


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Server:
    """A server of its own on loopback, in a folder of its own. It refuses to run as root, so root lends it a user."""

    def __init__(self, folder: Path):
        self.programs = programs()
        self.folder = folder
        self.port = free_port()
        self.password = secrets.token_hex(12)
        self.user = "postgres" if os.geteuid() == 0 else None
        if self.user:
            shutil.chown(folder, self.user)

    def run(self, program, *arguments, **options):
        subprocess.run([str(self.programs / program), *arguments], check=True, capture_output=True, text=True,
                       timeout=LONGEST, cwd=self.folder, **options)

    def start(self):
        word = self.folder / "word"
        word.write_text(self.password)
        self.run("initdb", "-D", "data", "-U", "owner", "-A", "scram-sha-256", "--pwfile", str(word), "-E", "UTF8",
                 "--no-sync", user=self.user)
        word.unlink()
        with (self.folder / "server.log").open("w") as log:
            self.process = subprocess.Popen(
                [str(self.programs / "postgres"), "-D", "data", "-p", str(self.port), "-k", str(self.folder),
                 "-c", "listen_addresses=127.0.0.1", "-c", "fsync=off"],
                cwd=self.folder, user=self.user, stdout=log, stderr=subprocess.STDOUT)
        for _ in range(LONGEST):
            if subprocess.run([str(self.programs / "pg_isready"), "-h", "127.0.0.1", "-p", str(self.port)],
                              capture_output=True).returncode == 0:
                return
            assert self.process.poll() is None, (self.folder / "server.log").read_text()
            time.sleep(.1)
        raise AssertionError((self.folder / "server.log").read_text())

    def load(self, shop: Path):
        self.run("psql", "-v", "ON_ERROR_STOP=1", "-h", "127.0.0.1", "-p", str(self.port), "-U", "owner", "postgres",
                 input=TABLES.format(shop=shop, password=self.password),
                 env={**os.environ, "PGPASSWORD": self.password})

    def variables(self, query: str) -> dict:
        return {"FORESALE_LOG": f"jdbc:postgresql://127.0.0.1:{self.port}/postgres", "FORESALE_LOG_QUERY": query,
                "FORESALE_LOG_USER": "reader", "FORESALE_LOG_PASSWORD": self.password}

    def stop(self):
        process = getattr(self, "process", None)
        if process and process.poll() is None:
            # At once, without saving anything: nothing of it is kept.
            process.send_signal(signal.SIGQUIT)
            try:
                process.wait(30)
            except subprocess.TimeoutExpired:
                process.kill()


@pytest.fixture(scope="module")
def server():
    folder = Path(tempfile.mkdtemp(prefix="foresale-postgresql-"))
    try:
        postgresql = Server(folder)
        try:
            postgresql.start()
            postgresql.load(SHOP)
            yield postgresql
        finally:
            postgresql.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


class Run:
    """The notebook, unchanged, in a quick run."""

    def __init__(self, folder: Path, variables: dict):
        notebooks = folder / "notebooks"
        notebooks.mkdir(parents=True)
        shutil.copy(NOTEBOOK, notebooks)
        environment = {name: value for name, value in os.environ.items() if name not in VARIABLES}
        self.done = subprocess.run(
            [sys.executable, str(SCRIPTS / "run_notebooks.py"), "quick", str(notebooks), str(folder / "executed")],
            capture_output=True, text=True, timeout=LONGEST,
            env={**environment, **variables, "FORESALE_WORK": str(folder / "work")})
        self.executed = folder / "executed" / NOTEBOOK.name
        self.made = folder / "work" / "quick" / "runs" / "own-data"

    def counts(self) -> dict:
        """The quality report of the whole log: how many lines by what became of them."""
        texts = [output.data["text/plain"] for cell in nbformat.read(self.executed, 4).cells
                 if cell.cell_type == "code" for output in cell.outputs if output.output_type == "execute_result"]
        title, *rows = next(text for text in texts if text.split("\n")[0].strip().endswith(": quality")
                            and "first lines" not in text.split("\n")[0]).split("\n")
        cells = [[cell.strip() for cell in row.split("|")] for row in rows if "|" in row]
        return {row[0]: row[1] for row in cells[1:]}


@pytest.fixture(scope="module")
def runs(server, tmp_path_factory):
    """On a file and on a table, side by side."""
    folders = [tmp_path_factory.mktemp(name) for name in ("file", "table")]
    with ThreadPoolExecutor() as both:
        return list(both.map(Run, folders, [{"FORESALE_LOG": str(SHOP)}, server.variables("orders")]))


def test_the_shop_is_what_its_script_invents(tmp_path):
    subprocess.run([sys.executable, str(SCRIPTS / "make_shop_log.py"), str(tmp_path / "shop.csv")], check=True)
    assert (tmp_path / "shop.csv").read_bytes() == SHOP.read_bytes()


def test_a_table_gives_the_audience_of_its_file(runs):
    for run in runs:
        assert run.done.returncode == 0, run.done.stderr
    file, table = runs
    counts = file.counts()
    assert counts == table.counts()
    assert int(counts["read"].replace(",", "")) == len(SHOP.read_text().splitlines()) - 1
    assert {"left out: no user", "left out: date missing or unreadable", "left out: duplicate line"} < set(counts)
    for name in ["addressed.csv", "draw.parquet"]:
        assert (file.made / "campaign" / name).read_bytes() == (table.made / "campaign" / name).read_bytes()
    assert len((file.made / "campaign/addressed.csv").read_bytes().splitlines()) > 100
    assert (file.made / "page.html").is_file()


def test_a_table_is_named_and_its_password_is_not(runs, server):
    text = runs[1].executed.read_text()
    assert "orders: quality" in text
    assert server.password not in text


def run_of_tests(program: str, *arguments: str) -> list:
    """What a program of the library's tests prints, line by line."""
    core = PROJECT / "lib" / "core" / "target"
    jars = [core / "classes", core / "test-classes", PROJECT / "lib" / "report" / "target" / "dependency" / "*"]
    done = subprocess.run(["java", "-Dstdout.encoding=UTF-8", "-cp", os.pathsep.join(map(str, jars)),
                           f"org.foresale.log.{program}", *arguments],
                          capture_output=True, text=True, timeout=LONGEST, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def test_tables_of_every_layout_tell_one_truth(server):
    """The layouts of shops and public data sets, put into tables as they are, and read through the server's address."""
    told = run_of_tests("LayoutsOnServer",
                        f"jdbc:postgresql://127.0.0.1:{server.port}/postgres?currentSchema=layouts", "owner",
                        server.password)
    assert len(told) >= 14 and all(" lines of " in line for line in told)


def test_the_lines_to_copy_are_those_that_were_tried():
    """Each layout's mapping, and its query, stand in the notebook as the library's tests have them."""
    text = "".join("".join(cell.source.split()) for cell in nbformat.read(NOTEBOOK, 4).cells)
    told = "\n".join(run_of_tests("Layouts")).split("# ")[1:]
    assert len(told) >= 14
    for layout in told:
        name, _, rest = layout.partition("\n")
        query, call, steps = rest.partition("ColumnMapping.")
        assert "".join((call + steps).split()) in text, name
        assert "".join(query.split()) in text, name


def test_what_is_wrong_is_said_before_any_long_work(server, tmp_path):
    header, _, rest = SHOP.read_text().partition("\n")
    renamed = tmp_path / "renamed.csv"
    renamed.write_text(header.replace("customer_id", "klant") + "\n" + rest)
    unreachable = {**server.variables("orders"), "FORESALE_LOG": f"jdbc:postgresql://127.0.0.1:{free_port()}/shop"}
    cases = {
        "a wrong column": ({"FORESALE_LOG": str(renamed)}, 4,
                           ["Which column is the user? None has one of the usual names", "it might be klant",
                            'ColumnMapping.ofUser("…").time("ordered_at")']),
        "a null user": (server.variables("nobody"), 4,
                        ["Which column is the user?", "customer_id", "blank", 'ColumnMapping.ofUser("…")']),
        "a server that is not there": (unreachable, 2, ["cannot be opened", "Is the server running"]),
        "a table that is not there": (server.variables("nowhere"), 2, ["nowhere", "Give a table or a query"]),
        "a table that may not be read": (server.variables("export"), 2, ["permission denied", "allowed to read"]),
        "a file that is not there": ({"FORESALE_LOG": "no.csv"}, 2, ["no.csv does not exist", "Give the path"]),
    }
    with ThreadPoolExecutor(2) as some:
        done = list(some.map(Run, [tmp_path / name for name in cases],
                             [{**case[0], **SHORT} for case in cases.values()]))
    for (name, (_, cell, texts)), run in zip(cases.items(), done):
        assert run.done.returncode == 1, name
        assert f"08-your-own-data.ipynb, code cell {cell}, failed" in run.done.stderr, name + run.done.stderr
        for text in texts:
            assert text in run.done.stderr, name + run.done.stderr
        assert server.password not in run.done.stderr + run.done.stdout, name
