"""How the site is built where something is missing, or means harm."""
import json
import re
from importlib.resources import files

import nbformat
import pytest

import build_site
import readme_table
from browser import chromium
from build_site import as_html, passage, print_pdf, with_source
from conftest import PROJECT
from figures import plotly_js
from paper import FIT


@pytest.fixture
def work(tmp_path, monkeypatch):
    """A folder to build in; Sphinx does nothing."""
    (tmp_path / "source" / "extra").mkdir(parents=True)
    (tmp_path / "source" / "run.json").write_text(json.dumps(
        {"mode": "quick", "date": "2026-11-25 03:11 UTC", "commit": "0123456789ab", "changed": True}), encoding="utf-8")
    monkeypatch.setattr(build_site, "sphinx", lambda *arguments: None)
    return tmp_path


def test_without_a_browser_there_is_no_pdf_and_a_remedy(work, monkeypatch, capsys):
    monkeypatch.setattr(build_site, "installed", lambda: "")
    print_pdf(work / "source", work)
    told = capsys.readouterr().out
    assert told.count("\n") == 1
    assert "without its PDF" in told and "FORESALE_CHROMIUM" in told
    assert list((work / "source" / "extra").iterdir()) == []


def test_a_browser_that_cannot_print_does_not_cost_the_report(work, monkeypatch, capsys):
    monkeypatch.setenv("FORESALE_CHROMIUM", "/bin/false")
    print_pdf(work / "source", work)
    told = capsys.readouterr().out
    assert "/bin/false cannot print the report" in told and "remedy:" in told
    assert list((work / "source" / "extra").iterdir()) == []


def test_the_origin_tells_of_changes():
    run = {"mode": "full", "date": "2026-11-25 03:11 UTC", "commit": "0123456789ab", "changed": True}
    assert build_site.origin(run) == "Foresale, full run of 2026-11-25 03:11 UTC, commit 0123456789ab with changes"
    assert build_site.origin({**run, "changed": False}).endswith("commit 0123456789ab")


def test_a_passage_of_the_readme_is_found_or_missed():
    readme = "# A\n\n<!-- what -->\nThis.\n<!-- end of what -->\n"
    assert passage(readme, "what") == "This.\n"
    with pytest.raises(SystemExit, match='no passage "article"'):
        passage(readme, "article")
    # What it links to in the folder of the notebooks stands beside the first page.
    linked = "<!-- a -->\n[f](notebooks/glossary.md#f1) [g](https://example.org/notebooks/)\n<!-- end of a -->\n"
    assert passage(linked, "a") == "[f](glossary.md#f1) [g](https://example.org/notebooks/)\n"


def test_the_claims_come_right_after_the_picture_and_what_the_page_is_about():
    page = (PROJECT / "environment" / "site" / "index.md").read_text(encoding="utf-8")
    before, _, after = page.partition("{include} claims.md")
    assert re.findall(r"{include} (\w+)\.md|!\[", before) == ["picture", "what", "notation"]
    assert re.findall(r"^#+ .*", before, re.MULTILINE) == ["# Foresale", "## What the article says, and what was found"]
    # What is explained further down is linked from the top.
    for heading, holds in (("How a verdict is derived", "{include} verdicts.md"), ("The library", "![")):
        assert f"](#{heading.lower().replace(' ', '-')})" in before
        assert holds in re.search(rf"^#+ {heading}\n(.*?)^#", after, re.MULTILINE | re.DOTALL)[1]


def test_the_first_page_takes_what_the_readme_says(tmp_path):
    run = {"mode": "full", "date": "2026-11-25 03:11 UTC", "commit": "0123456789ab", "changed": True}
    build_site.write_passages(tmp_path, PROJECT / "notebooks" / "results", run)
    page = (PROJECT / "environment" / "site" / "index.md").read_text(encoding="utf-8")
    made = {path.stem: path.read_text(encoding="utf-8") for path in tmp_path.iterdir()}
    assert set(re.findall(r"{include} (\w+)\.md", page)) == made.keys() | {"claims", "picture"}
    assert len(re.findall(r"[.?!](?=\s)", made["verdicts"])) == len(re.findall(r"[.?!](?=\s)", made["what"])) == 3
    assert "https://blog.51cto.com/u_16213573/9813428" in made["article"]
    assert "version = {0.1.0}" in made["cite"]
    assert "note    = {Commit 0123456789ab with changes, full run of 2026-11-25 03:11 UTC}" in made["cite"]
    assert made["cite"].count("{") == made["cite"].count("}")


def test_the_first_page_opens_with_what_was_found():
    def told(*verdicts):
        return re.sub("<[^>]*>", "", build_site.bottom_line([{"verdict": verdict} for verdict in verdicts]))

    assert told("not-reproduced", "reproduced-only", "motive", "consistent", "reproduced-only") == (
        "Of the article's four claims, none is reproduced in its own design, two are reproduced only in another design, "
        "one is not settled, and one is not reproduced.")
    assert told("motive", "reproduced", "reproduced") == (
        "Of the article's two claims, two are reproduced in its own design.")
    assert told("not-measured", "reproduced") == (
        "Of the article's two claims, one is reproduced in its own design and one is not measured.")
    # Every verdict that the page has a sign for is told, but for what is no claim.
    assert build_site.OUTCOMES.keys() == build_site.SIGNS.keys() - {"motive"}


def test_a_term_that_the_readme_explains_is_in_its_claims():
    """Nobody has to learn a sign that stands nowhere."""
    readme = (PROJECT / "README.md").read_text(encoding="utf-8")
    claims = readme.partition(readme_table.BEGIN)[2].partition("<details>")[0].lower()
    terms = [re.sub(r"\[(.*?)\]\(.*?\)", r"\1", term).lower()
             for term in re.findall(r"\*(.+?)\*", passage(readme, "notation"))]
    assert terms == ["always positive", "at break-even"]
    assert [term for term in terms if term not in claims] == []
    assert "±" in claims or "±" not in passage(readme, "notation")


def test_where_results_come_from_is_told_as_far_as_it_is_known(tmp_path):
    for name, facts in (("new", {"date": "2026-11-27", "memory": "15.6 GiB", "list of seeds": "1, 2"}),
                        ("old", {"commit": "<b>"})):
        (tmp_path / f"{name}.json").write_text(json.dumps({"origin": facts}), encoding="utf-8")
    new, old = re.findall(r"<tr><th scope=\"row\">.*", build_site.origins(tmp_path))
    assert "<td>2026-11-27</td><td>–</td><td>–</td><td>–</td><td>15.6 GiB</td><td>1, 2</td>" in new
    assert "<td>–</td><td>&lt;b&gt;</td>" in old


def test_nothing_in_a_figure_becomes_html():
    harm = "</script><img src=x onerror=alert(1)>"
    figure = {"data": [{"type": "bar", "orientation": "h", "name": harm, "x": [1], "y": [harm]}],
              "layout": {"title": {"text": harm}, "xaxis": {"title": {"text": harm}}, "yaxis": {}}}
    page = as_html(figure, "chart-1")
    assert "<img" not in page
    assert page.count("</script>") == 1
    assert json.loads(page.split('<script type="application/json">')[1].split("</script>")[0])["data"] == figure["data"]


def test_nothing_of_a_chart_becomes_a_formula():
    """Neither its title, nor what is told of it, nor what plotly.js draws, where MathJax looks at the whole page."""
    money = "&#36;5 to &#36;10"
    figure = {"data": [{"type": "bar", "orientation": "h", "name": money, "x": [1], "y": [money]}],
              "layout": {"title": {"text": money}, "xaxis": {"title": {"text": money}}, "yaxis": {"type": "category"}}}
    with chromium() as browser:
        page = browser.new_page()
        page.set_content(as_html(figure, "chart-1") + '<p id="formula">$x$</p>')
        page.evaluate("window.MathJax = {startup: {typeset: false}, tex: {inlineMath: [['$', '$']]}}")
        page.add_script_tag(path=str(files("mathjax") / "static" / "mathjax" / "es5" / "tex-svg.js"))
        page.add_script_tag(path=str(plotly_js()))
        page.evaluate("figure => Plotly.newPlot(document.querySelector('.foresale-plot'), figure.data, figure.layout)"
                      ".then(() => MathJax.startup.promise).then(() => MathJax.typesetPromise()).then(() => 0)", figure)
        assert page.locator("#formula mjx-container").count() == 1
        assert page.locator("mjx-container").count() == 1
        assert page.locator("figcaption").text_content() == "$5 to $10"
        assert page.locator(".ytick text").all_text_contents() == ["$5 to $10"]


def test_on_paper_a_claim_leads_to_the_section_of_its_own_notebook():
    """Two notebooks may have a section of the same name."""
    documents = "".join(f'<span id="document-{name}"></span><section id="title"><section id="the-question">{name}'
                        "</section></section>" for name in ("02-samples", "07-every"))
    links = ["02-samples.html#the-question", "07-every.html#the-question", "07-every.html#the-question",
             "07-every.html#no-such", "07-every.html", "results/x.json", "https://example.org/"]
    with chromium() as browser:
        page = browser.new_page()
        page.set_content("".join(f'<a href="{link}">x</a>' for link in links) + documents)
        page.evaluate(FIT, 600)
        led = page.evaluate("""() => Array.from(document.querySelectorAll('a')).map(link => {
            const href = link.getAttribute('href');
            return href && href[0] === '#' ? document.getElementById(href.slice(1)).textContent || href : href;
        })""")
        assert led == ["02-samples", "07-every", "07-every", "#document-07-every", "#document-07-every", None,
                       "https://example.org/"]


def test_on_paper_the_keys_of_all_claims_are_an_appendix_that_each_claim_leads_to():
    claims = [{"title": title, "article": "a", "measured": ["m"], "aside": [], "verdict": "consistent", "words": "w",
               "reason": "r", "sections": [], "keys": [{"study": "logs", "key": f"key of {title}"}]}
              for title in ("Shift <1>", "XGBoost")]
    with chromium() as browser:
        page = browser.new_page()
        page.set_content("<main><table>" + "".join(map(build_site.claim_row, claims)) + "</table></main>")
        page.evaluate(FIT, 600)
        assert page.locator("details, table code").count() == 0
        assert page.locator("main > :last-child > h1").all_text_contents() == ["Appendix: keys in the results files"]
        for row, claim in enumerate(claims):
            [place] = [href for href in page.locator(f"tr >> nth={row}").locator("a").evaluate_all(
                "links => links.map(link => link.getAttribute('href'))") if href]
            assert page.locator(f"{place} h2").text_content() == claim["title"]
            assert page.locator(f"{place} code").all_text_contents() == [claim["keys"][0]["key"]]
        # Without claims there is no appendix.
        page.set_content("<main></main>")
        page.evaluate(FIT, 600)
        assert page.locator("section").count() == 0


def test_the_line_to_the_notebook_stands_below_the_title():
    lines = with_source("# Start here\n\nA shop sees.", "00-start-here.ipynb").split("\n")
    assert lines[0] == "# Start here" and lines[1] == ""
    assert 'href="notebooks/00-start-here.ipynb" download' in "".join(lines)
    assert lines[-1] == "A shop sees."


def test_a_notebook_that_is_not_done_keeps_its_sections_and_shows_no_outputs(tmp_path):
    source = PROJECT / "notebooks" / "00-start-here.ipynb"
    build_site.copy_without_outputs(source, tmp_path / source.name)
    before, after = (nbformat.read(path, 4) for path in (source, tmp_path / source.name))
    assert any(cell.get("outputs") for cell in before.cells) and not any(cell.get("outputs") for cell in after.cells)
    assert [cell.source for cell in before.cells[1:]] == [cell.source for cell in after.cells[1:]]
    assert after.cells[0].source.startswith(before.cells[0].source.split("\n")[0])
    assert "not done yet" in after.cells[0].source


# A figure with long names, as a funnel has them.
NAMES = ["users", "users others come from (counted anew)"]
LONG_NAMES = {
    "data": [{"type": "bar", "orientation": "h", "name": "go on", "x": [2467, 1934], "y": NAMES}],
    "layout": {"title": {"text": "Funnel"}, "height": 420, "colorway": ["#0072B2"], "showlegend": True,
               "legend": {"orientation": "h", "y": -0.28}, "margin": {"l": 56, "r": 16, "b": 56},
               "xaxis": {"title": {"text": "households"}, "automargin": True},
               "yaxis": {"title": {"text": "step"}, "automargin": True, "type": "category"}}}
BOXES = """() => {
    const box = element => { const found = element.getBoundingClientRect();
        return [found.left, found.top, found.right, found.bottom]; };
    return {toolbar: box(document.querySelector('.modebar-group')), data: box(document.querySelector('.nsewdrag')),
        names: Array.from(document.querySelectorAll('.ytick text')).map(name => name.querySelectorAll('tspan').length)};
}"""


def drawn(page, figures, width):
    """Figures as the report draws them in a window of some width."""
    static = PROJECT / "environment" / "site" / "_static"
    page.set_viewport_size({"width": width, "height": 900})
    page.set_content('<html data-theme="light"><body>' + "".join(
        as_html(figure, f"chart-{i}") for i, figure in enumerate(figures)) + "</body></html>")
    page.add_style_tag(path=str(static / "foresale.css"))
    page.add_script_tag(path=str(plotly_js()))
    page.add_script_tag(path=str(static / "charts.js"))
    page.evaluate("document.dispatchEvent(new Event('DOMContentLoaded'))")
    page.wait_for_function("document.documentElement.dataset.charts")


@pytest.fixture(scope="module")
def page():
    with chromium() as browser:
        yield browser.new_page()


@pytest.mark.parametrize("width", [390, 1280])
def test_the_toolbar_is_never_over_the_data(page, width):
    drawn(page, [LONG_NAMES], width)
    boxes = page.evaluate(BOXES)
    assert boxes["toolbar"][3] > boxes["toolbar"][1]
    assert boxes["toolbar"][3] <= boxes["data"][1], boxes
    assert boxes["toolbar"][0] >= 0 and boxes["toolbar"][2] <= width


def test_long_names_leave_room_for_the_data_on_a_phone(page):
    drawn(page, [LONG_NAMES], 390)
    boxes = page.evaluate(BOXES)
    assert boxes["data"][2] - boxes["data"][0] > 390 / 2, boxes
    assert sorted(boxes["names"]) == [0, 2]
    drawn(page, [LONG_NAMES], 1280)
    assert page.evaluate(BOXES)["names"] == [0, 0]
    # Where lines would stand over each other, a name keeps its one.
    many = [f"users others come from ({i})" for i in range(20)]
    drawn(page, [{**LONG_NAMES, "data": [{**LONG_NAMES["data"][0], "x": [1] * 20, "y": many}]}], 390)
    assert set(page.evaluate(BOXES)["names"]) == {0}


def test_the_chart_of_the_first_page_is_low_and_names_each_row(page):
    names = [f"question {i}" for i in range(12)]
    chart = build_site.low({**LONG_NAMES, "data": [{**LONG_NAMES["data"][0], "x": [1] * 12, "y": names}]})
    for width, height in ((1280, build_site.FIRST_CHART), (390, 420)):
        drawn(page, [chart], width)
        assert page.evaluate("document.querySelector('.foresale-plot .main-svg').clientHeight") == height
        ticks = page.evaluate("""Array.from(document.querySelectorAll('.ytick text')).map(tick => {
            const box = tick.getBoundingClientRect(); return [tick.textContent, box.top, box.bottom]; })""")
        assert sorted(name for name, _, _ in ticks) == sorted(names)
        ticks.sort(key=lambda tick: tick[1])
        assert all(above[2] <= below[1] + 3 for above, below in zip(ticks, ticks[1:])), ticks


def test_a_band_follows_the_colour_of_its_line_into_the_dark(page):
    line = {"type": "scatter", "mode": "lines", "x": [1, 2], "y": [3, 4], "name": "loss",
            "marker": {"color": "#0072B2"}, "line": {"color": "#0072B2"}}
    band = {**line, "x": [1, 2, 2, 1], "y": [2, 3, 5, 4], "fill": "toself", "fillcolor": "#0072B244",
            "line": {"width": 0}}
    figure = {"data": [line, band], "layout": {**LONG_NAMES["layout"], "yaxis": {"title": {"text": "loss"}}}}
    drawn(page, [figure], 1280)
    colours = """() => document.querySelector('.foresale-plot').data.map(
        trace => [trace.line.color || '', trace.fillcolor || ''])"""
    light, dark = page.evaluate("""() => ['light', 'dark'].map(theme => {
        document.documentElement.dataset.theme = theme;
        return getComputedStyle(document.documentElement).getPropertyValue('--foresale-marks').trim().split(',')[0];
    })""")
    assert light != dark
    for theme, colour in (("dark", dark), ("light", light)):
        page.evaluate("theme => { document.documentElement.dataset.theme = theme; }", theme)
        page.wait_for_function("theme => document.documentElement.dataset.charts === theme", arg=theme)
        assert page.evaluate(colours) == [[colour, ""], ["", colour + "44"]]


WIDE = (build_site.SCROLL_IN_A_NOTEBOOK + ' class="dataframe"><caption style="text-align:left"><span style="display:'
        'inline-block;position:sticky;left:0;max-width:100cqi">' + "a long caption " * 20 + "</span></caption><tbody>"
        "<tr>" + '<th scope="row" style="position:sticky;left:0">learner</th>'
        + '<td style="white-space:nowrap">0.876 and more words</td>' * 20 + "</tr></tbody></table></div>")


def test_the_first_column_and_the_caption_stay_while_a_wide_table_is_scrolled(page):
    """In a notebook without a style sheet, and in the report."""
    style = PROJECT / "environment" / "site" / "_static" / "foresale.css"
    page.set_viewport_size({"width": 390, "height": 900})
    for table in (WIDE, WIDE.replace(build_site.SCROLL_IN_A_NOTEBOOK, build_site.SCROLL + "<table")):
        page.set_content(table)
        if build_site.SCROLL in table:
            page.add_style_tag(path=str(style))
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        page.evaluate("document.querySelector('div').scrollLeft = 500")
        assert page.evaluate("document.querySelector('div').scrollLeft") == 500
        for kept in ("th", "caption span"):
            left, right = page.evaluate("""kept => { const box = document.querySelector(kept)
                .getBoundingClientRect(); return [box.left, box.right]; }""", kept)
            assert left >= 0 and right <= 390, (kept, left, right)
