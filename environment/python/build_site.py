"""Builds one linked, offline site of executed notebooks.

usage: build_site.py EXECUTED RESULTS SITE_CONFIGURATION TARGET

EXECUTED holds the executed notebooks, run.json (the record of the run) and first-page.json (what the first page shows).
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

NOTEBOOKS = Path(__file__).resolve().parents[2] / "notebooks"

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


# A sign beside the word, so that a verdict is told without its colour too.
SIGNS = {"reproduced": "✓", "reproduced-only": "◐", "not-reproduced": "✕", "not-measured": "–"}

CLAIM = """<tr>
<th scope="row">{title}<p>{article}</p></th>
<td data-label="Measured here">{measured}</td>
<td data-label="Verdict"><strong class="foresale-verdict {verdict}"><span aria-hidden="true">{sign}</span> {words}</strong>
{reason} <a href="{notebook}.html" aria-label="Notebook: {title}">Notebook&nbsp;{number}</a></td>
</tr>"""


def claim_row(claim: dict) -> str:
    text = {key: html.escape(value, quote=True) for key, value in claim.items() if key != "measured"}
    measured = "".join(f"<p>{html.escape(sentence)}</p>" for sentence in claim["measured"])
    return CLAIM.format(**text, measured=measured, sign=SIGNS[claim["verdict"]], number=text["notebook"][:2])


def write_claims(page: dict, target: Path) -> None:
    """The article's claims as a table that index.md takes in, and their charts."""
    rows = "\n".join(claim_row(claim) for claim in page["claims"])
    table = ("<table class=\"foresale-claims\">\n<thead><tr><th scope=\"col\">The article</th>"
             "<th scope=\"col\">Measured here</th><th scope=\"col\">Verdict</th></tr></thead>\n"
             f"<tbody>\n{rows}\n</tbody>\n</table>")
    charts = "\n".join(as_html(chart) for chart in page["charts"])
    target.write_text(f"```{{raw}} html\n{table}\n{charts}\n```\n", encoding="utf-8")


def copy_mathjax(target: Path) -> None:
    static = files("mathjax") / "static" / "mathjax"
    target.mkdir(parents=True)
    shutil.copy(str(static / "es5" / "tex-svg.js"), target / "tex-svg.js")


def main() -> None:
    executed, results, configuration, target = (Path(argument) for argument in sys.argv[1:5])
    work = target.parent / "site"
    shutil.rmtree(work, ignore_errors=True)
    source, built = work / "source", work / "html"
    shutil.copytree(configuration, source)
    for notebook in sorted(executed.glob("*.ipynb")):
        copy_notebook(notebook, source / notebook.name)
    # What the notebooks link to: the glossary and the checklist.
    for page in NOTEBOOKS.glob("*.md"):
        shutil.copy(page, source / page.name)
    shutil.copy(executed / "run.json", source / "run.json")
    write_claims(json.loads((executed / "first-page.json").read_text(encoding="utf-8")), source / "claims.md")
    # Sphinx puts what is in this folder beside the pages: whoever doubts a figure finds it there.
    shutil.copytree(results, source / "extra" / "results", ignore=lambda _, names:
                    [name for name in names if not name.endswith(".json")])
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
