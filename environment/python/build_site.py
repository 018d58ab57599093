"""Builds one linked, offline site of executed notebooks.

usage: build_site.py EXECUTED SITE_CONFIGURATION TARGET
"""
import html
import json
import shutil
import subprocess
import sys
from importlib.resources import files
from pathlib import Path

import nbformat

from figures import PLOTLY, outputs, plotly_js, title

CHART = """<figure class="foresale-chart" role="img" aria-label="{label}">
<figcaption>{caption}</figcaption>
<div class="foresale-plot"></div>
<script type="application/json">{figure}</script>
</figure>"""


def as_html(figure: dict) -> str:
    """A chart that charts.js draws, its title above it in HTML, which wraps on a narrow screen.

    Nothing in the figure can end the script element.
    """
    layout = {key: value for key, value in figure.get("layout", {}).items() if key != "title"}
    layout["margin"] = {**layout.get("margin", {}), "t": 16}
    data = json.dumps({**figure, "layout": layout}, ensure_ascii=False).replace("<", "\\u003c")
    label = html.escape(title(figure), quote=True)
    return CHART.format(label=label, caption=label, figure=data)


def copy_notebook(source: Path, target: Path) -> None:
    book = nbformat.read(source, 4)
    for output in outputs(book):
        output.data = {"text/html": as_html(output.data[PLOTLY])}
        output.metadata = {}
    nbformat.write(book, target)


def copy_mathjax(target: Path) -> None:
    static = files("mathjax") / "static" / "mathjax"
    target.mkdir(parents=True)
    shutil.copy(str(static / "es5" / "tex-svg.js"), target / "tex-svg.js")


def main() -> None:
    executed, configuration, target = (Path(argument) for argument in sys.argv[1:4])
    work = target.parent / "site"
    shutil.rmtree(work, ignore_errors=True)
    source, built = work / "source", work / "html"
    shutil.copytree(configuration, source)
    for notebook in sorted(executed.glob("*.ipynb")):
        copy_notebook(notebook, source / notebook.name)
    shutil.copy(executed / "run.json", source / "run.json")
    shutil.copy(str(plotly_js()), source / "_static" / "plotly.min.js")
    copy_mathjax(source / "_static" / "mathjax")
    done = subprocess.run([sys.executable, "-m", "sphinx", "-b", "html", "-q", "-W", "--keep-going",
                           "-d", str(work / "doctrees"), str(source), str(built)])
    if done.returncode:
        sys.exit("foresale: error: the site cannot be built\n          remedy: look at Sphinx's message above")
    # Only now does the last report go.
    shutil.rmtree(target, ignore_errors=True)
    built.replace(target)
    shutil.rmtree(work)


if __name__ == "__main__":
    main()
