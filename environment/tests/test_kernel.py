"""The kernel: what a cell shows, how progress redraws, and that an interrupt ends a training."""
import html
import json
import os
import re
import signal
import subprocess
import sys
import time
from importlib.resources import files
from pathlib import Path

import nbformat
import pytest
from browser import chromium
from conftest import PROJECT
from figures import plotly_js
from jupyter_client.kernelspec import KernelSpecManager
from jupyter_client.manager import KernelManager

PATIENCE = 60


class Notebook:
    """A running kernel; each cell gives back all that it published."""

    def __init__(self):
        self.manager = KernelManager(kernel_name="foresale")
        self.manager.start_kernel(stderr=subprocess.DEVNULL)
        self.client = self.manager.client()
        self.client.start_channels()
        self.client.wait_for_ready(timeout=PATIENCE)

    def start(self, code):
        return self.client.execute(code)

    def messages(self, request, timeout=PATIENCE):
        """Until the cell is over."""
        while True:
            message = self.client.get_iopub_msg(timeout=timeout)
            if message["parent_header"].get("msg_id") != request:
                continue
            if message["msg_type"] == "status" and message["content"]["execution_state"] == "idle":
                return
            yield message

    def run(self, code):
        found = list(self.messages(self.start(code)))
        errors = ["\n".join(message["content"]["traceback"]) for message in found if message["msg_type"] == "error"]
        assert errors == []
        return found

    def shown(self, code):
        return [message["content"]["data"] for message in self.run(code)
                if message["msg_type"] in ("execute_result", "display_data")]

    def close(self):
        self.client.stop_channels()
        self.manager.shutdown_kernel(now=True)


@pytest.fixture(scope="module")
def notebook():
    running = Notebook()
    running.run("import org.foresale.cohort.*;\nimport org.foresale.data.*;\nimport org.foresale.log.*;\n"
                "import org.foresale.network.*;\nimport org.foresale.notebook.*;\nimport tech.tablesaw.api.*;")
    yield running
    running.close()


def test_a_table_is_html_with_escaped_cells_and_its_true_row_count(notebook):
    [shown] = notebook.shown("""
        StringColumn texts = StringColumn.create("<script>alert(1)</script>");
        for (int i = 0; i < 1234; i++) texts.append("<img src=x onerror=alert(" + i + ")>");
        Table.create("a & b", texts)""")
    assert "<script" not in shown["text/html"] and "<img" not in shown["text/html"]
    assert "&lt;script&gt;" in shown["text/html"] and "&lt;img src=x onerror=alert(0)&gt;" in shown["text/html"]
    assert "1,234 rows" in shown["text/html"]
    assert "a &amp; b" in shown["text/html"]


def test_a_figure_is_plotly_json(notebook):
    [shown] = notebook.shown("""
        Table points = Table.create("t", DoubleColumn.create("x (s)", 1, 2, 3), DoubleColumn.create("y (m)", 4, 5, 6));
        Charts.line("Height", points, "x (s)", "y (m)")""")
    figure = shown["application/vnd.plotly.v1+json"]
    assert figure["data"][0]["y"] == [4.0, 5.0, 6.0]
    assert figure["layout"]["title"]["text"] == "Height"
    assert figure["layout"]["xaxis"]["title"]["text"] == "x (s)"
    assert "text/html" not in shown


# JupyterLab's settings of MathJax; plotly.js looks for MathJax, too.
MATHJAX = """window.MathJax = {startup: {typeset: false}, tex: {inlineMath: [['$', '$'], ['\\\\(', '\\\\)']],
    displayMath: [['$$', '$$'], ['\\\\[', '\\\\]']], processEscapes: true, processEnvironments: true}};"""
NAMES = ["$5 to $10", "<b>bold</b>", "1.10", "1.1", "null", "NaN", "a &amp; b", "\\\\(x\\\\)", "$$x$$"]


def test_a_browser_shows_texts_as_they_are(notebook):
    """In a chart and in a table, where MathJax is, each of the texts once, and no formula."""
    texts = ", ".join(json.dumps(name) for name in NAMES)
    numbers = ", ".join(map(str, range(1, len(NAMES) + 1)))
    [figure] = notebook.shown(f"""
        Table shelf = Table.create("{NAMES[0]}", StringColumn.create("a $b$ c", {texts}),
            IntColumn.create("n", {numbers}));
        Charts.bars("{NAMES[0]}", shelf, "a $b$ c", "n")""")
    [table] = notebook.shown("shelf")
    with chromium() as browser:
        page = browser.new_page(viewport={"width": 1000, "height": 800})
        page.set_content(f"<div id='chart'></div><div id='table'>{table['text/html']}</div><p id='typeset'>$x$</p>")
        page.evaluate(MATHJAX)
        page.add_script_tag(path=str(files("mathjax") / "static" / "mathjax" / "es5" / "tex-svg.js"))
        page.add_script_tag(path=str(plotly_js()))
        page.evaluate("MathJax.startup.promise.then(() => MathJax.typesetPromise()).then(() => 0)")
        page.evaluate("figure => Plotly.newPlot('chart', figure.data, figure.layout).then(() => 0)",
                      figure["application/vnd.plotly.v1+json"])
        # A formula on the same page, so that it is known that formulas are looked for.
        assert page.locator("#typeset mjx-container").count() == 1
        assert page.locator("#table mjx-container, #chart mjx-container, #chart .MathJax").count() == 0
        assert page.locator("#chart .ytick text").all_text_contents() == NAMES[::-1]
        assert page.locator("#chart .gtitle").text_content() == NAMES[0]
        assert page.locator("#chart .ytitle").text_content() == "a $b$ c"
        assert page.locator("#table tbody th").all_text_contents() == NAMES
        assert page.locator("#table caption").text_content() == NAMES[0]


@pytest.mark.parametrize("code, shown", [
    ("List<String> names = new ArrayList<>();\nfor (int i = 0; i < 2; i++) {\n    names.add(\"a\");\n}\n"
     "names.add(\"b\");", []),
    ("List<String> names = new ArrayList<>();\nfor (String one : List.of(\"a\")) {\n    names.add(one);\n}", []),
    ("List<String> names = new ArrayList<>();\nnames.add(\"b\")", ["true"]),
    ("new ArrayList<>(List.of(1)).isEmpty()", ["false"]),
    ("List.of(1).size();", ["1"]),
    ("boolean known = true;\nknown", ["true"]),
])
def test_what_a_statement_answers_is_not_shown(notebook, code, shown):
    """list.add(one); answers true, which nobody asked for. An expression without a semicolon is a question."""
    assert [data["text/plain"] for data in notebook.shown(code)] == shown


def test_progress_redraws_in_place(notebook):
    found = notebook.run("""
        ProgressBar bar = ProgressBar.of("Counting");
        for (int i = 1; i <= 8; i++) { Thread.sleep(150); bar.at(i / 8.0, "step " + i); }
        bar.done("counted");""")
    first = [message for message in found if message["msg_type"] == "display_data"]
    redrawn = [message for message in found if message["msg_type"] == "update_display_data"]
    assert len(first) == 1
    assert len(redrawn) >= 3
    ids = {message["content"]["transient"]["display_id"] for message in first + redrawn}
    assert len(ids) == 1
    assert "counted" in redrawn[-1]["content"]["data"]["text/plain"]


def test_an_interrupt_ends_a_training_and_keeps_its_best_weights(notebook):
    notebook.run("""
        PurchaseLog log = CompleteJourney.load();
        Target dog = Target.of("dog", Level.SECOND, "DOG FOODS");
        Cohort cohort = Snapshot.of(dog).cohort(log);
        NetworkLearner patient = NetworkLearner.of(Architecture.cnnLstm())
            .withPlan(TrainingPlan.withDefaults().withEpochs(1000, 1000));
        NetworkPredictor network = null;
        String after = " nothing";""")
    request = notebook.start("""
        network = patient.withListener(TrainingProgress.of("long")).fit(cohort.train(), cohort.validation());
        after = " something";""")
    messages = notebook.messages(request)
    for message in messages:
        if (message["msg_type"] == "update_display_data"
                and "epoch 3" in message["content"]["data"]["text/plain"]):
            break
    started = time.monotonic()
    notebook.manager.interrupt_kernel()
    rest = list(messages)
    assert time.monotonic() - started < 10
    assert [message["content"] for message in rest if message["msg_type"] == "error"] == []
    stopped = re.compile(r"long: stopped after epoch \d+; best epoch \d+ kept, validation loss 0\.\d{3}")
    # The line stands below the bar, and nowhere else.
    assert printed_lines(rest) == ["Interrupted: the rest of the cell was not run."]
    card = last_card(rest)
    assert stopped.fullmatch(card["text/plain"])
    assert card["text/plain"] in card["text/html"]
    # The variable has its value at once, and what follows in the cell has not run.
    [shown] = notebook.shown("""
        network.ending() + " " + (network.epochs().size() >= 2) + " " + network.predict(cohort.test()).length
            + after""")
    assert re.fullmatch(r"INTERRUPTED true \d+ nothing", shown["text/plain"])


def printed_lines(messages):
    return "".join(message["content"]["text"] for message in messages if message["msg_type"] == "stream").splitlines()


def last_card(messages):
    """The progress bar as it was drawn last."""
    return [message["content"]["data"] for message in messages if message["msg_type"] == "update_display_data"][-1]


def interrupted(notebook, code, shown):
    """What comes of a cell that is interrupted as soon as it shows something."""
    messages = notebook.messages(notebook.start(code))
    for message in messages:
        if message["msg_type"] != "execute_input" and shown in json.dumps(message["content"]):
            break
    notebook.manager.interrupt_kernel()
    return list(messages)


def test_an_interrupted_study_says_what_it_keeps_and_goes_on_from_there(notebook, tmp_path):
    notebook.run(f"""
        import org.foresale.learn.*;
        import org.foresale.study.*;
        Target cat = Target.of("cat", Level.SECOND, "CAT FOOD");
        Study study = Study.of(List.of(Task.of("cat", Snapshot.of(cat).cohort(CompleteJourney.load()))),
            List.of(NetworkLearner.of(Architecture.cnnLstm()).withEpochs(1)), 400)
            .withThreads(1).withCheckpoints(java.nio.file.Path.of("{tmp_path}"));""")
    rest = interrupted(notebook, 'study.run(StudyProgress.of("Cats"));', "of 400 runs, last")
    assert [message["content"] for message in rest if message["msg_type"] == "error"] == []
    assert re.fullmatch(r"Cats: stopped after \d+ of 400 runs; they are kept, and the study goes on from there when "
                        r"its cell is run again", last_card(rest)["text/plain"])
    assert printed_lines(rest) == ["The study was interrupted."]
    rest = interrupted(notebook, 'study.run(StudyProgress.of("Cats"));', "runs had been done before")
    assert printed_lines(rest)[-1] == "The study was interrupted."


def test_code_that_takes_no_notice_of_an_interrupt_is_left_behind(notebook):
    rest = interrupted(notebook, """
        {
            System.out.println("begun");
            long until = System.nanoTime() + 30_000_000_000L;
            while (System.nanoTime() < until) { Thread.onSpinWait(); }
        }""", "begun")
    [error] = [message["content"] for message in rest if message["msg_type"] == "error"]
    assert "goes on in the background" in "".join(error["traceback"])
    assert "at java" not in "".join(error["traceback"])
    assert notebook.shown("1 + 1")[0]["text/plain"] == "2"


@pytest.mark.parametrize("code, signature, sentence", [
    ("Snap|shot.of(cat)", "org.foresale.cohort.Snapshot", "Defines the snapshot question: which of the users"),
    ("Snapshot.of|(cat)", "Snapshot org.foresale.cohort.Snapshot.of(Target target)",
     "Returns the question for a target"),
    ('Target.of("d|og", Level.SECOND',
     "Target org.foresale.cohort.Target.of(String name, Level level, String... classes)",
     "Returns a target of the given classes."),
    ("import java.util.*;\nint n = 3;\nNetworkLearner.of(Architecture.cnnLstm()).with|Epochs(n)",
     "NetworkLearner org.foresale.network.NetworkLearner.withEpochs(int most)",
     "Returns a copy of this learner with another maximum number of epochs."),
    ('String sign = "𝄞"; Cohort a = null; a.train|()', "Samples Cohort.train()",
     "Returns the training samples."),
    # Before the bracket is typed, and within a name.
    ("Charts.l|ine", "tech.tablesaw.plotly.components.Figure Charts.line(String title, Table table, String x, String y)",
     "Draws a line."),
    ("Cohort b = null; b.summary|", "Table Cohort.summary()", "Returns"),
    ("new Target|", "org.foresale.cohort.Target(String name, Level level, List<String> classes)",
     "Checks the names."),
    ("var made = new Tar|get", "org.foresale.cohort.Target(String name, Level level, List<String> classes)",
     "Checks the names."),
    # An accessor of a record has no comment of its own.
    ("org.foresale.evaluate.Metrics m = null; m.rocAuc|()", "double org.foresale.evaluate.Metrics.rocAuc()",
     "area under the ROC curve: the probability that a positive sample scores above a negative one"),
])
def test_shift_tab_shows_the_signature_and_the_javadoc(notebook, code, signature, sentence):
    found = inspected(notebook, code)
    assert found["text/plain"].splitlines()[0] == signature
    assert found["text/plain"].splitlines()[1].startswith(sentence)
    assert "{@" not in found["text/plain"] and "<p>" not in found["text/plain"]
    assert found["text/html"].startswith(f"<p><code>{html.escape(signature, quote=False)}</code></p><p>{sentence}")


@pytest.mark.parametrize("code", ["Math.P|I", "org.foresale.coh|ort", "java.util|", "import java.ut|il.*;", "Level.SEC|OND",
                                  "new |", "a.|", "Charts.|"])
def test_shift_tab_fails_nowhere(notebook, code):
    """A package has no Javadoc to show; a constant may have."""
    found = inspected(notebook, code)
    assert found is None or code.split(".")[-1].replace("|", "") in found["text/plain"]


def test_shift_tab_escapes_what_it_shows(notebook):
    found = inspected(notebook, "List<Integer> numbers = List.of(1); numbers.contains|(1)")
    assert "<E>" not in found["text/html"] and "<Integer>" not in found["text/html"]


@pytest.mark.parametrize("code", ["|", "nothingOfThisName|(", '"a text |"', "// a comment |", "((((|"])
def test_shift_tab_shows_nothing_where_nothing_is(notebook, code):
    assert inspected(notebook, code) is None


def inspected(notebook, code):
    request = notebook.client.inspect(code.replace("|", ""), code.index("|"))
    while True:
        reply = notebook.client.get_shell_msg(timeout=PATIENCE)
        if reply["parent_header"].get("msg_id") == request:
            assert reply["content"]["status"] == "ok"
            return reply["content"]["data"] if reply["content"]["found"] else None


def test_all_that_the_compiler_says_of_a_mistake_is_shown(notebook):
    request = notebook.start("Snapshot.of(Target.of(\"dog\", Level.SECOND, \"DOG FOODS\")).withHorizn(30)")
    [error] = [message["content"] for message in notebook.messages(request) if message["msg_type"] == "error"]
    lines = [re.sub(r"\x1b\[[0-9;]*m", "", line).strip() for line in error["traceback"]]
    assert "symbol:   method withHorizn(int)" in lines
    assert "location: class org.foresale.cohort.Snapshot" in lines
    assert "cannot find symbol" in lines
    # Of a name of the cell's own, there is no location to tell.
    request = notebook.start("undeclared")
    [error] = [message["content"] for message in notebook.messages(request) if message["msg_type"] == "error"]
    assert "location" not in "".join(error["traceback"])


def test_the_kernel_compiles_without_a_warning(tmp_path):
    kernel = KernelSpecManager().get_kernel_spec("foresale")
    class_path = kernel.argv[kernel.argv.index("-cp") + 1]
    result = subprocess.run([Path(kernel.argv[0]).with_name("javac"), "--release", "17", "-Xlint:all", "-Werror",
                             "-cp", class_path, "-d", tmp_path, *(PROJECT / "environment" / "kernel").rglob("*.java")],
                            capture_output=True, text=True)
    assert result.returncode == 0, result.stderr


def test_a_kernel_does_not_outlive_who_started_it(tmp_path):
    starter = tmp_path / "starter.py"
    starter.write_text("import time\nfrom jupyter_client.manager import KernelManager\n"
                       "manager = KernelManager(kernel_name='foresale')\nmanager.start_kernel()\n"
                       "client = manager.client()\nclient.start_channels()\nclient.wait_for_ready(timeout=60)\n"
                       "print(manager.provisioner.pid, flush=True)\ntime.sleep(600)\n")
    process = subprocess.Popen([sys.executable, str(starter)], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                               text=True)
    kernel = int(process.stdout.readline())
    assert_kernel_ends_with(process, kernel)


def test_no_kernel_outlives_a_quick_run_that_is_killed(tmp_path):
    notebooks = tmp_path / "notebooks"
    notebooks.mkdir()
    pid = tmp_path / "pid"
    nbformat.write(nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(
        f'java.nio.file.Files.writeString(java.nio.file.Path.of("{pid}.new"),\n'
        '    "" + ProcessHandle.current().pid());\n'
        f'new java.io.File("{pid}.new").renameTo(new java.io.File("{pid}"));\n'
        'Thread.sleep(600_000);')]), notebooks / "99-waits.ipynb")
    process = subprocess.Popen([sys.executable, str(PROJECT / "environment" / "python" / "run_notebooks.py"), "quick",
                                str(notebooks), str(tmp_path / "executed")], stdout=subprocess.DEVNULL,
                               stderr=subprocess.DEVNULL)
    deadline = time.monotonic() + PATIENCE
    while not pid.is_file() and time.monotonic() < deadline:
        time.sleep(0.2)
    kernel = int(pid.read_text())
    assert_kernel_ends_with(process, kernel)


def test_a_quick_run_says_nothing_but_what_it_runs(tmp_path):
    """Java would tell of each of its options that stands in the environment, and of parts of it that are loaded."""
    notebooks = tmp_path / "notebooks"
    notebooks.mkdir()
    nbformat.write(nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(
        "org.nd4j.linalg.factory.Nd4j.ones(2).sumNumber();\n"
        "java.lang.management.ManagementFactory.getRuntimeMXBean().getInputArguments()")]),
        notebooks / "99-options.ipynb")
    environment = {name: value for name, value in os.environ.items() if name != "JDK_JAVA_OPTIONS"}
    done = subprocess.run([sys.executable, str(PROJECT / "environment" / "python" / "run_notebooks.py"), "quick",
                           str(notebooks), str(tmp_path / "executed")], env=environment, capture_output=True, text=True)
    assert [line for line in (done.stdout + done.stderr).splitlines() if not line.startswith("foresale: ")] == []
    [cell] = nbformat.read(tmp_path / "executed" / "99-options.ipynb", as_version=4).cells
    [output] = cell.outputs
    assert "-XX:TieredStopAtLevel=1" in output.data["text/plain"]


def assert_kernel_ends_with(process, kernel):
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    deadline = time.monotonic() + PATIENCE
    while alive(kernel) and time.monotonic() < deadline:
        time.sleep(0.2)
    assert not alive(kernel)


def alive(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True
