"""The diagrams: drawn by their script, right in their numbers, and readable wherever they are shown."""
import json
import re
import xml.etree.ElementTree as ElementTree

import pytest

import diagrams
import drawing
from browser import chromium
from conftest import PROJECT

FIGURES = PROJECT / "notebooks" / "figures"
SVG = "{http://www.w3.org/2000/svg}"
DRAWN = {drawn.name: drawn for drawn in (diagram() for diagram in diagrams.DIAGRAMS)}
PHONE = 390
SMALLEST = 11
# WCAG 2.2: text (1.4.3), and what a picture is made of (1.4.11).
TEXT_CONTRAST, MARK_CONTRAST = 4.5, 3
# The widest sans-serif that systems come with, the one as wide as Arial and Helvetica, and the one of this browser.
FONTS = ["", "'DejaVu Sans', Verdana", "'Liberation Sans', Arial"]
PICTURE = re.compile(r"!\[([^\]]*)\]\(([^)]*figures/([\w-]+)\.svg)\)")

# Each text with its box, which is as high as its font; each rectangle; and points along each line and around each
# circle and star, all in pixels of a drawing that is as wide as it says.
PLACES = """font => {
    const svg = document.querySelector('svg'), place = box => [box.left, box.top, box.right, box.bottom];
    if (font) {
        svg.querySelectorAll('text').forEach(text => text.style.fontFamily = font);
    }
    const seen = selector => Array.from(svg.querySelectorAll(selector)).filter(mark => !mark.closest('defs'));
    return {panel: place(svg.getBoundingClientRect()),
        texts: seen('text').map(text => [text.textContent, place(text.getBoundingClientRect())]),
        sizes: seen('text, tspan').map(text => [text.textContent, parseFloat(getComputedStyle(text).fontSize)]),
        rects: seen('rect').map(rect => place(rect.getBoundingClientRect())),
        lines: seen('path, circle').map(line => {
            const there = line.getScreenCTM(), length = line.getTotalLength(), points = [];
            for (let at = 0; at <= length; at += 1) {
                const point = line.getPointAtLength(at).matrixTransform(there);
                points.push([point.x, point.y]);
            }
            return points;
        })};
}"""
# For each text its colour and that of what lies below its middle; for each mark its line and the paper.
COLOURS = """() => {
    const svg = document.querySelector('svg');
    const filled = element => getComputedStyle(element).fill;
    const texts = Array.from(svg.querySelectorAll('text, tspan')).map(text => {
        const box = text.getBoundingClientRect();
        const below = document.elementsFromPoint((box.left + box.right) / 2, (box.top + box.bottom) / 2)
            .filter(element => ['rect', 'circle', 'path'].includes(element.tagName) && filled(element) !== 'none')[0];
        return [text.textContent, filled(text), filled(below)];
    });
    const marks = Array.from(svg.querySelectorAll('rect:not(.paper), path.line, circle, path[class^=full]'))
        .filter(mark => !mark.closest('defs')).map(mark => getComputedStyle(mark).stroke);
    return {texts, marks: Array.from(new Set(marks)), paper: filled(svg.querySelector('.paper'))};
}"""


def tree(name):
    return ElementTree.fromstring((FIGURES / f"{name}.svg").read_text(encoding="utf-8"))


def grid(name, which):
    """The numbers that a drawing shows in its cells of a name, in the order of reading."""
    cells = [text.text for group in tree(name).iter(SVG + "g") if group.get("data-grid") == which
             for text in group.iter(SVG + "text")]
    assert cells, which
    return [int(cell.replace("−", "-")) for cell in cells]


def luminance(colour):
    channels = [int(part) / 255 for part in re.findall(r"\d+", colour)[:3]]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    dark, light = sorted(map(luminance, (one, other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.fixture(scope="module")
def browser():
    with chromium() as running:
        yield running


@pytest.fixture
def shown(browser):
    """Opens a drawing on a page of its own, as wide as it says or as a phone is."""
    contexts = []

    def opened(svg, scheme="light", width=0):
        context = browser.new_context(color_scheme=scheme, viewport={"width": 800, "height": 1200})
        contexts.append(context)
        page = context.new_page()
        sized = re.sub(r'(<svg [^>]*?)width="\d+" height="\d+"', rf'\1width="{width}"', svg) if width else svg
        page.set_content(f"<body style='margin:0'>{sized}</body>")
        return page
    yield opened
    for context in contexts:
        context.close()


def test_the_script_draws_what_is_committed(tmp_path, monkeypatch):
    monkeypatch.setattr("sys.argv", ["diagrams.py", str(tmp_path)])
    diagrams.main()
    made = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert made == {path.name: path.read_bytes() for path in FIGURES.iterdir()}
    assert len(made) == len(diagrams.DIAGRAMS) > 8


@pytest.mark.parametrize("name", DRAWN)
def test_it_is_told_to_those_who_do_not_see_it(name):
    root = tree(name)
    title, text = root.find(SVG + "title"), root.find(SVG + "desc")
    assert root.get("role") == "img"
    assert root.get("aria-labelledby").split() == [title.get("id"), text.get("id")]
    assert len(title.text) > 10 and len(text.text) > 100


# The notebooks say non-buyer, label, output of a filter, max pooling, pixel of an image, and that histories are cut.
NOT_THE_TERM = re.compile(r"\b(?:an )?others?\b|\banswers?\b|\bmaximum pooling\b|\bpoints?\b|\bpictures?\b|\basked\b"
                          r"|\blooked at\b|\bgoes in\b|\bcame true\b|\bkept as\b", re.IGNORECASE)


@pytest.mark.parametrize("name", DRAWN)
def test_it_speaks_in_the_terms_of_the_notebooks(name):
    texts = ["".join(text.itertext()) for tag in ("title", "desc", "text") for text in tree(name).iter(SVG + tag)]
    assert len(texts) > 5
    assert [text for text in texts if NOT_THE_TERM.search(text)] == []


@pytest.mark.parametrize("name", DRAWN)
def test_it_asks_for_nothing_and_runs_nothing(name):
    svg = (FIGURES / f"{name}.svg").read_text(encoding="utf-8")
    assert not re.search(r"<script|<image|<foreignObject|href|@import|url\((?!#)|\son\w+=", svg)


def pages():
    """Where pictures are shown: each page with the folder that its links start from."""
    for path in sorted((PROJECT / "notebooks").glob("*.ipynb")):
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
            if cell["cell_type"] == "markdown":
                yield path.parent, "".join(cell["source"])
    yield PROJECT, (PROJECT / "README.md").read_text(encoding="utf-8")
    yield FIGURES.parent, (PROJECT / "environment" / "site" / "index.md").read_text(encoding="utf-8")


def test_each_is_shown_with_a_text_instead():
    used = {}
    for folder, text in pages():
        for instead, link, name in PICTURE.findall(text):
            assert (folder / link).resolve() == FIGURES / f"{name}.svg"
            used.setdefault(name, []).append(instead)
    assert set(used) == set(DRAWN)
    assert [instead for texts in used.values() for instead in texts if len(instead) < 40] == []
    assert len(used["library"]) == 2


@pytest.mark.parametrize("font", FONTS, ids=["own", "wide", "narrow"])
@pytest.mark.parametrize("name", DRAWN)
def test_no_text_is_cut_off_or_crossed(shown, name, font):
    places = shown(DRAWN[name].svg()).evaluate(PLACES, font)
    assert faults(places) == []


def faults(places):
    """Texts beyond the panel, on one another, over the edge of a box, or crossed by a line."""
    found = []
    left, top, right, bottom = places["panel"]
    # A font's box is higher than its letters.
    texts = [(words, (a, b + 0.2 * (d - b), c, d - 0.15 * (d - b))) for words, (a, b, c, d) in places["texts"]]
    for place, (words, (a, b, c, d)) in enumerate(texts):
        if a < left + 8 or c > right - 8 or b < top + 4 or d > bottom - 4:
            found.append(f"{words!r} leaves the panel")
        for others, (e, f, g, h) in texts[:place]:
            if a < g and e < c and b < h and f < d:
                found.append(f"{words!r} lies on {others!r}")
        for e, f, g, h in places["rects"]:
            apart = c <= e or g <= a or d <= f or h <= b
            inside = e + 1 <= a and c <= g - 1 and f <= b and d <= h
            around = a < e and g < c and b < f and h < d
            if not apart and (not inside or around):
                found.append(f"{words!r} leaves its box")
        for line in places["lines"]:
            if any(a < x < c and b < y < d for x, y in line):
                found.append(f"{words!r} is crossed by a line")
    return found


def test_a_fault_is_found(shown):
    def of(draw):
        faulty = drawing.Drawing("faulty", "Faulty", "A drawing that nobody can read.", 200)
        draw(faulty)
        return " ".join(faults(shown(faulty.svg()).evaluate(PLACES, "")))
    assert of(lambda d: d.text(20, 40, "short")) == ""
    assert "leaves the panel" in of(lambda d: d.text(20, 40, "far too long for a drawing " * 3))
    assert "leaves its box" in of(lambda d: d.box(20, 40, 60, 30, "blue", ("more than fits", "")))
    assert "is crossed" in of(lambda d: (d.text(20, 40, "crossed"), d.line(10, 35, 200, 35)))
    assert "lies on" in of(lambda d: (d.text(20, 40, "one"), d.text(30, 45, "two")))


@pytest.mark.parametrize("name", DRAWN)
def test_a_phone_shows_it_large_enough(shown, name):
    page = shown(DRAWN[name].svg(), width=PHONE)
    assert page.evaluate("document.querySelector('svg').getBoundingClientRect().height") < 2 * PHONE
    scale = page.evaluate("document.querySelector('svg').getScreenCTM().a")
    assert [text for text, size in page.evaluate(PLACES, "")["sizes"] if size * scale < SMALLEST] == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", DRAWN)
def test_it_stands_out_in_light_and_dark(shown, name, scheme):
    colours = shown(DRAWN[name].svg(), scheme).evaluate(COLOURS)
    assert (luminance(colours["paper"]) > 0.5) == (scheme == "light")
    assert [text for text in colours["texts"] if contrast(*text[1:]) < TEXT_CONTRAST] == []
    marks = [mark for mark in colours["marks"] if mark != "none"]
    assert marks and [mark for mark in marks if contrast(mark, colours["paper"]) < MARK_CONTRAST] == []


def test_paper_is_white_on_a_dark_screen(shown):
    page = shown(DRAWN["lstm"].svg(), "dark")
    page.emulate_media(media="print")
    assert luminance(page.evaluate(COLOURS)["paper"]) == 1


def test_the_convolution_is_worked_right():
    """As the text of notebook 03 works it, from the numbers that the drawing shows."""
    chews, toys = grid("convolution", "days")[:4], grid("convolution", "days")[4:]
    before = {"chews": grid("convolution", "filter")[:3], "toys": grid("convolution", "filter")[3:]}
    assert set(grid("convolution", "padding")) == {0}
    sums = []
    for day in range(4):
        total = 0
        for row, weights in ((chews, before["chews"]), (toys, before["toys"])):
            for offset in (-1, 0, 1):
                if 0 <= day + offset < 4:
                    total += row[day + offset] * weights[offset + 1]
        sums.append(total)
    assert grid("convolution", "sums") == sums
    positive = [value if value > 0 else 0 for value in sums]
    assert grid("convolution", "relu") == positive
    assert grid("convolution", "pooled") == [max(positive[0], positive[1]), max(positive[2], positive[3])]


def cells(notebook):
    return json.loads((PROJECT / "notebooks" / notebook).read_text(encoding="utf-8"))["cells"]


def code_of(notebook):
    return [cell for cell in cells(notebook) if cell["cell_type"] == "code"]


def output(cell):
    return "".join("".join(piece.get("text", piece.get("data", {}).get("text/plain", "")))
                   for piece in cell["outputs"])


def test_the_next_cell_computes_the_same_convolution():
    book = cells("03-cnn-features.ipynb")
    at = next(place for place, cell in enumerate(book) if "figures/convolution.svg" in "".join(cell["source"]))
    code = next(cell for cell in book[at:] if cell["cell_type"] == "code")
    wanted = [grid("convolution", which) for which in ("sums", "relu", "pooled")]
    assert [json.loads(line) for line in output(code).split("\n") if line] == wanted
    given = [[int(number) for number in re.findall(r"-?\d+", statement)]
             for statement in re.findall(r"new float\[\]\[\]\[\] \{(.*?)\}\);", "".join(code["source"]), re.DOTALL)]
    weights = grid("convolution", "filter")
    # Of the weights, the code has a row a day, the drawing a row a category.
    assert given == [grid("convolution", "days"), [weights[3 * row + day] for day in range(3) for row in range(2)]]


def test_the_shapes_of_the_network_are_those_of_the_notebooks():
    shown = ["".join(text.itertext()) for text in tree("network").iter(SVG + "text")]
    outputs = [output(cell) for cell in code_of("04-lstm-training.ipynb")]
    _, channels, days = json.loads(next(text for text in outputs if re.fullmatch(r"\[3, \d+, \d+\]\n?", text)))
    assert f"[batch, {channels}, {days}]" in shown
    layers = next(text for text in outputs if "LastTimeStep" in text)
    weights = [int(number.replace(",", "")) for number in re.findall(r"\|\s+([\d,]+)\s+\|", layers)]
    assert [text for text in shown if text.endswith(" weights")] == [
        f"{number:,} weights" if number else "no weights" for number in weights]
    steps = next(text for text in map(output, code_of("03-cnn-features.ipynb"))
                 if "maximum pooling" in text and "LSTM" in text)
    left = [int(line.split("|")[4]) for line in steps.split("\n") if line.count("|") == 5 and "left" not in line]
    assert [f"[batch, 32, {number}]" in shown for number in left[:3]] == [True] * 3


def test_the_days_of_the_splits_are_those_of_a_snapshot():
    source = (PROJECT / "lib/core/src/main/java/org/foresale/cohort/SnapshotDays.java").read_text(encoding="utf-8")
    train, test, horizon = re.search(r"SnapshotDays\(List\.of\(([\d, ]+)\), (\d+), (\d+),", source).groups()
    rects = [rect for rect in tree("splits").iter(SVG + "rect") if rect.get("height") == "12"]
    scale = float(rects[0].get("width")) / int(horizon)
    left = float(rects[0].get("x")) - int(train.split(",")[0]) * scale
    drawn = [round((float(rect.get("x")) - left) / scale) for rect in rects[:-1]]
    assert drawn == 2 * [int(day) for day in train.split(",")] + [int(test)]
