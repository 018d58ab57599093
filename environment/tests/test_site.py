"""The report as a reader meets it: in a browser, on a desk and on a phone, with no network."""
import json
import re
from pathlib import Path
from urllib.parse import unquote, urlparse

import pytest

from browser import chromium

PAGES = ["index.html", "00-start-here.html", "01-loading-purchases.html", "02-feature-day-and-samples.html",
         "03-cnn-features.html", "04-lstm-training.html", "05-shift-study.html", "06-who-will-buy.html",
         "07-your-own-data.html", "glossary.html", "checklist.html"]
WIDTHS = {"desktop": 1280, "phone": 390}
# Wider than the window by more than this is a page that has to be pushed sideways.
SLACK = 1


@pytest.fixture(scope="module")
def browser():
    with chromium() as running:
        yield running

# For each chart, by its name: whether it shows a mark of some size - a line, a point, a bar, or the picture of a heat map.
MARKS = """Object.fromEntries(Array.from(document.querySelectorAll('.foresale-chart')).map(chart =>
    [chart.getAttribute('aria-label'), Array.from(chart.querySelectorAll(
        '.scatterlayer path.js-line, .scatterlayer path.point, .barlayer path, .heatmaplayer image')).some(mark => {
            const box = mark.getBoundingClientRect();
            return box.width > 2 && box.height > 2;
        })]))"""


def visit(browser, report, page_name, width):
    """A drawn page with all that it complained of and asked for."""
    page = browser.new_page(viewport={"width": width, "height": 900})
    complaints, outside = [], []
    page.on("console", lambda message: complaints.append(message.text)
            if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("request", lambda request: None if request.url.startswith(("file:", "data:", "blob:"))
            else outside.append(request.url))
    page.goto((report / page_name).as_uri(), wait_until="load")
    page.wait_for_function("document.querySelectorAll('.foresale-chart:not(.foresale-drawn)').length === 0",
                           timeout=30_000)
    return page, complaints, outside


@pytest.mark.parametrize("width", WIDTHS.values(), ids=WIDTHS.keys())
@pytest.mark.parametrize("name", PAGES)
def test_page(browser, report, name, width):
    page, complaints, outside = visit(browser, report, name, width)
    try:
        assert complaints == []
        assert outside == []
        charts = page.locator(".foresale-chart").count()
        drawn = page.evaluate(MARKS)
        assert len(drawn) == charts
        assert all(drawn.values()), drawn
        overflow = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        assert overflow <= SLACK, f"{name} is {overflow} pixels wider than a window of {width}"
    finally:
        page.close()


def test_every_notebook_has_charts(browser, report):
    for name in [page for page in PAGES if page[0].isdigit()]:
        page, _, _ = visit(browser, report, name, WIDTHS["desktop"])
        assert page.locator(".foresale-chart").count() > 0, name
        page.close()


def test_every_chart_is_named(browser, report):
    for name in PAGES:
        page, _, _ = visit(browser, report, name, WIDTHS["desktop"])
        titles = page.eval_on_selector_all(".foresale-chart", "charts => charts.map(c => c.getAttribute('aria-label'))")
        assert all(title and title != "chart" for title in titles), (name, titles)
        # Both axes say what they show.
        axes = page.eval_on_selector_all(".foresale-chart", """charts => charts.map(chart =>
            chart.querySelectorAll('.xtitle, .ytitle').length)""")
        assert all(count == 2 for count in axes), (name, axes)
        page.close()


def test_every_page_leads_to_every_other(browser, report):
    page, _, _ = visit(browser, report, PAGES[0], WIDTHS["desktop"])
    links = page.eval_on_selector_all("a", "links => links.map(link => link.href)")
    for name in PAGES[1:]:
        assert any(link.split("#")[0].endswith("/" + name) for link in links), name
    local = {link.split("#")[0] for link in links if link.startswith("file:")}
    missing = [link for link in local if not Path(unquote(urlparse(link).path)).exists()]
    assert missing == []
    page.close()


def forms(value):
    """A number in every way in which the page may tell it."""
    return {f"{value:.3f}", f"{value:+.3f}", f"{value:.1f}", f"{100 * value:.1f}", f"{value:,.0f}"}


def test_every_figure_of_the_first_page_is_in_the_results_files(browser, report):
    known = set()
    for file in (report / "results").glob("*.json"):
        results = json.loads(file.read_text(encoding="utf-8"))
        for count in results["counts"].values():
            known |= forms(count)
        for figure in results["figures"].values():
            for key, value in figure.items():
                if key != "tolerance" and value is not None:
                    known |= forms(value)
    page, _, _ = visit(browser, report, "index.html", WIDTHS["desktop"])
    rows = page.locator("table.foresale-claims tbody tr")
    assert rows.count() == 8
    verdicts = rows.locator(".foresale-verdict").all_inner_texts()
    assert all(re.search("reproduced|not measured", verdict) for verdict in verdicts), verdicts
    # The learning speed is not told by a quick run: no network gets to the loss in so few epochs.
    assert sum("not measured" in verdict for verdict in verdicts) <= 1, verdicts
    measured = page.locator("table.foresale-claims td, dl dd").all_inner_texts()
    numbers = [number for text in measured for number in re.findall(r"(?<![\w.,])[-+]?[\d,]*[.,]\d+", text)
               if number not in ("0.8", "84.51")]
    assert len(numbers) > 20
    unknown = [number for number in numbers if number not in known]
    assert unknown == []
    page.close()


def test_html_in_a_cell_is_text(browser, report):
    page, _, _ = visit(browser, report, "01-loading-purchases.html", WIDTHS["desktop"])
    assert page.get_by_role("cell", name="<b>3</b>", exact=True).count() == 2
    assert page.locator("table.dataframe td b").count() == 0
    page.close()
