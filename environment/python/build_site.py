"""Builds one linked, offline site of executed notebooks.

usage: build_site.py EXECUTED RESULTS API SITE_CONFIGURATION TARGET

EXECUTED holds the executed notebooks, run.json (the record of the run) and first-page.json (what the first page shows);
API is the library's Javadoc. With a Chromium at hand, the report is also printed to one PDF.
"""
import html
import json
import shutil
import subprocess
import sys
from importlib.resources import files
from itertools import groupby
from pathlib import Path

import nbformat
import yaml
from docutils.nodes import fully_normalize_name, make_id
from playwright.sync_api import Error as PlaywrightError

from browser import installed, program
from chart_text import described
from command import arguments, fail, needed
from figures import PLOTLY, clear_outputs, outputs, plotly_js, title
from paper import print_report

PROJECT = Path(__file__).resolve().parents[2]
NOTEBOOKS = PROJECT / "notebooks"

# The site typesets what stands between dollars, such as "$5 to $10", unless one of these classes says no.
NO_FORMULAS = "mathjax_ignore tex2jax_ignore"

CHART = """<figure class="foresale-chart {no_formulas}" id="{id}">
<figcaption id="{id}-title">{title}</figcaption>
<div class="foresale-plot" style="--foresale-height: {height}px"></div>
<details class="foresale-numbers">
<summary aria-label="The chart in numbers: {title}">The chart in numbers</summary>
{table}
</details>
<p class="foresale-text" id="{id}-text">{text}</p>
<script type="application/json">{figure}</script>
</figure>"""

# Pixels of the chart on the first page: a laptop shows it with what the page is about, and the claims come next.
FIRST_CHART = 290
# Pixels of a chart that does not say how high it is.
HEIGHT = 420
# Pixels of plotly's toolbar, which stands at the top of a chart.
TOOLBAR = 36

# Around every table that is an output; tables.js makes it a region that the keyboard reaches if it has to be scrolled.
SCROLL = '<div class="foresale-scroll">'
# What TableHtml of the library puts there, which has no style sheet of ours in JupyterLab.
SCROLL_IN_A_NOTEBOOK = '<div style="overflow-x:auto;container-type:inline-size"><table'


def escaped(text: str) -> str:
    return html.escape(text, quote=True)


def table_of(grid) -> str:
    head = "".join(f'<th scope="col">{escaped(name)}</th>' for name in grid.header)
    rows = "\n".join(f'<tr><th scope="row">{escaped(first)}</th>'
                     + "".join(f"<td>{escaped(cell)}</td>" for cell in others) + "</tr>"
                     for first, *others in grid.rows)
    return (f'{SCROLL}<table class="dataframe"><caption>{escaped(grid.caption())}</caption>'
            f"<thead><tr>{head}</tr></thead><tbody>\n{rows}\n</tbody></table></div>")


def as_html(figure: dict, identifier: str) -> str:
    """A chart that charts.js draws, its title above it in HTML, which wraps on a narrow screen, below it what it shows.

    Nothing in the figure can end the script element.
    """
    layout = {key: value for key, value in figure.get("layout", {}).items() if key != "title"}
    # The toolbar has its place above the data.
    layout["margin"] = {**layout.get("margin", {}), "t": TOOLBAR}
    data = json.dumps({**figure, "layout": layout}, ensure_ascii=False).replace("<", "\\u003c")
    text, grid = described(figure)
    return CHART.format(id=identifier, no_formulas=NO_FORMULAS, title=escaped(title(figure)), text=escaped(text),
                        table=table_of(grid), figure=data, height=int(layout.get("height", HEIGHT)))


NOTEBOOK = """<p class="foresale-notebook">This page is the notebook {name}:
<a href="notebooks/{name}" download>download it</a>, or
<a href="http://localhost:8888/lab/tree/{name}">open it in JupyterLab</a> while environment/lab runs on this
computer.</p>"""


def with_source(text: str, name: str) -> str:
    """The first cell, a line below its title that leads to the notebook."""
    heading, _, rest = text.partition("\n")
    return f"{heading}\n\n{NOTEBOOK.format(name=escaped(name))}\n{rest}"


STILL_RUNS = """<p class="foresale-notebook"><strong>This notebook is not done yet: what it gives is put here as soon as
the run is.</strong></p>"""


def copy_without_outputs(source: Path, target: Path) -> None:
    """A notebook that is not done yet: its text and its code, so that what leads there finds its section."""
    book = nbformat.read(source, 4)
    clear_outputs(book)
    heading, _, rest = book.cells[0].source.partition("\n")
    book.cells[0].source = f"{heading}\n\n{STILL_RUNS}\n{rest}"
    nbformat.write(book, target)


def copy_notebook(source: Path, target: Path) -> None:
    book = nbformat.read(source, 4)
    for number, output in enumerate(outputs(book), 1):
        output.data = {"text/html": as_html(output.data[PLOTLY], f"chart-{source.stem[:2]}-{number}")}
        output.metadata = {}
    for output in (output for cell in book.cells if cell.cell_type == "code" for output in cell.outputs):
        if "text/html" in output.get("data", {}):
            output.data["text/html"] = output.data["text/html"].replace(SCROLL_IN_A_NOTEBOOK, SCROLL + "<table")
    book.cells[0].source = with_source(book.cells[0].source, source.name)
    nbformat.write(book, target)


# A sign beside the word, so that a verdict is told without its colour too.
SIGNS = {"reproduced": "✓", "consistent": "~", "reproduced-only": "◐", "not-reproduced": "✕", "not-measured": "–",
         "motive": "·"}

CLAIM = """<tr>
<th scope="row">{title}<p>{article}</p></th>
<td data-label="Measured here">{measured}{keys}</td>
<td data-label="Verdict"><strong class="foresale-verdict {verdict}"><span aria-hidden="true">{sign}</span> {words}</strong>
{reason}
{links}</td>
{aside}
</tr>"""

ASIDE = '<td data-label="Only with a leak or invented users">{}</td>'

LINK = '<li><a href="{notebook}.html#{anchor}">{number}: {heading}</a></li>'

KEYS = """<details class="foresale-keys" data-claim="{title}">
<summary aria-label="Keys in the results files: {title}">Keys in the results files</summary>
<ul>
{files}
</ul>
</details>"""

KEYS_OF_A_FILE = '<li><a href="results/{study}.json">{study}.json</a><ul>{keys}</ul></li>'


def paragraphs(sentences: list) -> str:
    return "".join(f"<p>{html.escape(sentence)}</p>" for sentence in sentences)


def section_link(section: dict) -> str:
    """A link to a section, by the anchor that Sphinx gives its heading."""
    heading = section["heading"]
    return LINK.format(notebook=escaped(section["notebook"]), anchor=make_id(fully_normalize_name(heading)),
                       number=escaped(section["notebook"][:2]), heading=escaped(heading))


def keys_of(claim: dict) -> str:
    """Where the numbers of a claim stand in the results files; nothing while it is not measured."""
    if not claim["keys"]:
        return ""
    listed = "\n".join(KEYS_OF_A_FILE.format(study=escaped(study), keys="".join(
        f"<li><code>{escaped(each['key'])}</code></li>" for each in read))
        for study, read in groupby(claim["keys"], key=lambda each: each["study"]))
    return KEYS.format(title=escaped(claim["title"]), files=listed)


def claim_row(claim: dict) -> str:
    text = {key: escaped(value) for key, value in claim.items() if isinstance(value, str)}
    measured = paragraphs(claim["measured"]) or "<p>Not measured yet.</p>"
    # On a phone a cell without text would still have its label above it.
    aside = ASIDE.format(paragraphs(claim["aside"])) if claim["aside"] else '<td class="foresale-nothing"></td>'
    links = f"<ul class=\"foresale-sections\">{''.join(map(section_link, claim['sections']))}</ul>"
    return CLAIM.format(**text, measured=measured, aside=aside, sign=SIGNS[claim["verdict"]], links=links,
                        keys=keys_of(claim))


def passage(readme: str, name: str) -> str:
    """What the README says between two comments: said once, it stands on the first page too.

    The notebooks and the glossary, which the README finds in their folder, stand beside that page.
    """
    _, found, rest = readme.partition(f"<!-- {name} -->\n")
    text, closed, _ = rest.partition(f"<!-- end of {name} -->")
    if not found or not closed:
        fail(f"the README has no passage \"{name}\"", f"put <!-- {name} --> and <!-- end of {name} --> around it")
    return text.replace("](notebooks/", "](")


# The passages that the first page shares with the README.
PASSAGES = ("what", "verdicts", "notation", "article", "terms")

BIBTEX = """```bibtex
@software{{foresale,
  title   = {{{{{title}}}}},
  author  = {{{{{author}}}}},
  version = {{{version}}},
  year    = {{{year}}},
  url     = {{{url}}},
  note    = {{Commit {commit}, {mode} run of {date}}}
}}
```
"""


def citation(cff: dict, run: dict) -> str:
    """How to cite this report in BibTeX: what CITATION.cff says, and the run."""
    changes = " with changes" if run["changed"] else ""
    return BIBTEX.format(title=cff["title"], author=" and ".join(author["name"] for author in cff["authors"]),
                         version=cff["version"], year=run["date"][:4], url=cff["repository-code"],
                         commit=run["commit"] + changes, mode=run["mode"], date=run["date"])


# What a results file says of its making, by the name of the column.
ORIGIN = {"made on": "date", "commit": "commit", "processor": "processor", "cores": "cores", "memory": "memory",
          "seeds": "list of seeds"}


def origins(results: Path) -> str:
    """Where each results file comes from, as a table, with a dash for what files of earlier versions do not tell."""
    head = "".join(f'<th scope="col">{name}</th>' for name in ["file", *ORIGIN])
    rows = []
    for file in sorted(results.glob("*.json")):
        facts = json.loads(file.read_text(encoding="utf-8"))["origin"]
        cells = "".join(f"<td>{escaped(facts.get(fact, '–'))}</td>" for fact in ORIGIN.values())
        link = f'<a href="results/{escaped(file.name)}">{escaped(file.name)}</a>'
        rows.append(f'<tr><th scope="row">{link}</th>{cells}</tr>')
    rows = "\n".join(rows)
    return (f'```{{raw}} html\n{SCROLL}<table class="dataframe">\n<caption>Results files</caption>\n'
            f"<thead><tr>{head}</tr></thead>\n<tbody>\n{rows}\n</tbody>\n</table></div>\n```\n")


def write_passages(source: Path, results: Path, run: dict) -> None:
    """The files that index.md takes in, but for the claims."""
    readme = (PROJECT / "README.md").read_text(encoding="utf-8")
    for name in PASSAGES:
        (source / f"{name}.md").write_text(passage(readme, name), encoding="utf-8")
    cff = yaml.load((PROJECT / "CITATION.cff").read_text(encoding="utf-8"), yaml.BaseLoader)
    (source / "cite.md").write_text(citation(cff, run), encoding="utf-8")
    (source / "origins.md").write_text(origins(results), encoding="utf-8")


# What became of a claim, as the end of a sentence, in the order in which they are told; a motive is no claim.
OUTCOMES = {"reproduced": "reproduced in its own design", "reproduced-only": "reproduced only in another design",
            "consistent": "not settled", "not-reproduced": "not reproduced", "not-measured": "not measured"}
NUMBERS = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def bottom_line(claims: list) -> str:
    """What became of the article's claims, in a sentence of HTML."""
    verdicts = [claim["verdict"] for claim in claims if claim["verdict"] != "motive"]
    # That none is reproduced is told, too.
    counts = {outcome: verdicts.count(outcome) for outcome in OUTCOMES if outcome in ("reproduced", *verdicts)}
    *before, last = [f"{NUMBERS[count]} {'are' if count > 1 else 'is'} {OUTCOMES[outcome]}"
                     for outcome, count in counts.items()]
    told = f"{', '.join(before)}{',' if len(before) > 1 else ''} and {last}" if before else last
    return f'Of <a href="#the-article">the article</a>\'s {NUMBERS[len(verdicts)]} claims, {told}.'


def low(chart: dict) -> dict:
    """A chart that takes less of a screen, and yet has a name for each of its rows."""
    up = {**chart["layout"]["yaxis"], "tickfont": {"size": 12}, "dtick": 1}
    return {**chart, "layout": {**chart["layout"], "height": FIRST_CHART, "yaxis": up}}


def write_claims(page: dict, source: Path) -> None:
    """The article's claims as a table that index.md takes in, and what it opens with: what was found, and a chart."""
    rows = "\n".join(claim_row(claim) for claim in page["claims"])
    table = ("<table class=\"foresale-claims\">\n<thead><tr><th scope=\"col\">The article</th>"
             "<th scope=\"col\">Measured here</th><th scope=\"col\">Verdict</th>"
             "<th scope=\"col\">Only with a leak or invented users</th></tr></thead>\n"
             f"<tbody>\n{rows}\n</tbody>\n</table>")
    charts = "\n".join(as_html(low(chart), f"chart-{number}") for number, chart in enumerate(page["charts"], 1))
    found = f'<p class="foresale-found">{bottom_line(page["claims"])}</p>'
    for name, content in (("claims", table), ("picture", f"{found}\n{charts}")):
        (source / f"{name}.md").write_text(f"```{{raw}} html\n{content}\n```\n", encoding="utf-8")


def copy_mathjax(target: Path) -> None:
    static = files("mathjax") / "static" / "mathjax"
    target.mkdir(parents=True)
    shutil.copy(str(static / "es5" / "tex-svg.js"), target / "tex-svg.js")


def sphinx(builder: str, source: Path, built: Path, *more: str) -> None:
    done = subprocess.run([sys.executable, "-m", "sphinx", "-b", builder, "-q", "-W", "--keep-going",
                           "-d", str(built.parent / (builder + "-doctrees")), *more, str(source), str(built)])
    if done.returncode:
        fail("the site cannot be built", "look at Sphinx's message above")


def origin(run: dict) -> str:
    """Where the report comes from, in a line."""
    changes = " with changes" if run["changed"] else ""
    return f"Foresale, {run['mode']} run of {run['date']}, commit {run['commit']}{changes}"


def print_pdf(source: Path, work: Path) -> None:
    """The whole report as one file beside the pages; without a browser there is none."""
    if not installed():
        print("foresale: no Chromium is found: the report is built without its PDF; install Chromium or Chrome, or set "
              "FORESALE_CHROMIUM, and run environment/report again", flush=True)
        return
    sphinx("singlehtml", source, work / "paper", "-t", "paper")
    try:
        run = json.loads((source / "run.json").read_text(encoding="utf-8"))
        print_report(work / "paper" / "index.html", work / "foresale.pdf", origin(run))
    except PlaywrightError as error:
        # Half an hour of notebooks is not thrown away for a browser that cannot print.
        print(f"foresale: {program()} cannot print the report, which is built without its PDF: "
              f"{error.message.splitlines()[0]}\n"
              "          remedy: install a newer Chromium or Chrome, or set FORESALE_CHROMIUM to it", flush=True)
        return
    (work / "foresale.pdf").replace(source / "extra" / "foresale.pdf")


def main() -> None:
    executed, results, api, configuration, target = (Path(argument).resolve() for argument in arguments(__doc__))
    for made in (executed, executed / "run.json", executed / "first-page.json", results, api):
        needed(made, "run environment/report, which makes it")
    work = target.parent / "site"
    shutil.rmtree(work, ignore_errors=True)
    source, built = work / "source", work / "html"
    shutil.copytree(configuration, source)
    # Sphinx puts what is in this folder beside the pages: whoever doubts a figure finds its source there.
    extra = source / "extra"
    shutil.copytree(results, extra / "results", ignore=lambda _, names:
                    [name for name in names if not name.endswith(".json")])
    (extra / "notebooks").mkdir()
    run = json.loads((executed / "run.json").read_text(encoding="utf-8"))
    for name in run.get("running", []):
        copy_without_outputs(NOTEBOOKS / f"{name}.ipynb", source / f"{name}.ipynb")
    for notebook in (executed / f"{name}.ipynb" for name in run["seconds"]):
        copy_notebook(notebook, source / notebook.name)
        shutil.copy(notebook, extra / "notebooks")
    # What the notebooks link to: the glossary and the checklist, and the diagrams, which a notebook that is downloaded
    # with its folder finds too.
    for page in NOTEBOOKS.glob("*.md"):
        shutil.copy(page, source / page.name)
    for place in (source, extra / "notebooks"):
        shutil.copytree(NOTEBOOKS / "figures", place / "figures")
    (source / "run.json").write_text(json.dumps(run), encoding="utf-8")
    write_claims(json.loads((executed / "first-page.json").read_text(encoding="utf-8")), source)
    write_passages(source, results, run)
    shutil.copy(str(plotly_js()), source / "_static" / "plotly.min.js")
    copy_mathjax(source / "_static" / "mathjax")
    if not run.get("running"):
        print_pdf(source, work)
    sphinx("html", source, built)
    shutil.copytree(api, built / "api")
    # Only now does the last report go.
    shutil.rmtree(target, ignore_errors=True)
    built.replace(target)
    shutil.rmtree(work)


if __name__ == "__main__":
    main()
