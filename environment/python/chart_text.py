"""What a chart shows, in words and in numbers, for those who do not see it.

All of it is taken from the figure's own data, and all of it is bounded. It is plain text: who puts it on a page escapes
it.
"""
import html
import math
import re
from dataclasses import dataclass

MAX_ROWS = 30
MAX_COLUMNS = 30
MAX_SERIES = 8
MAX_LETTERS = 80
DATE = re.compile(r"\d{4}-\d\d-\d\d")


@dataclass(frozen=True)
class Grid:
    """A small table: its header, its rows, and how many rows there would be without a bound."""

    header: list
    rows: list
    of: int

    def caption(self) -> str:
        return f"{len(self.rows)} of {self.of} rows, evenly picked" if len(self.rows) < self.of else "All rows"


class Name(str):
    """A text of an axis of names, also where it looks like a number."""


def number(value):
    """The value as a number; none if it is not one. Like plotly, this takes text that looks like a number for one."""
    if isinstance(value, Name):
        return None
    try:
        found = float(value)
    except (TypeError, ValueError):
        return None
    return found if math.isfinite(found) else None


def text(value) -> str:
    """A value as it stands in a sentence or a cell."""
    if value is None:
        return "none"
    if isinstance(value, (int, float)):
        return f"{value:,.0f}" if abs(value) >= 1000 or float(value).is_integer() else f"{value:.4g}"
    words = html.unescape(str(value))
    return words if len(words) <= MAX_LETTERS else words[:MAX_LETTERS - 1] + "…"


def exact(sizes: list) -> int:
    """The fewest decimals, up to two, that say all of every number; three if that takes more."""
    return next((i for i in range(3) if all(abs(size * 10 ** i - round(size * 10 ** i)) < 1e-6 for size in sizes)), 3)


def decimals(values: list) -> int:
    """As many for a whole column: three digits of its largest number, or all of them if these are fewer."""
    sizes = [abs(value) for value in values]
    most = max(sizes)
    if exact(sizes) == 0 or most > 1 and exact(sizes) < 3:
        return exact(sizes)
    whole = math.floor(math.log10(most))
    return max(0, 3 - whole) if whole >= 0 else min(6, max(3, 1 - whole))


def alike(column: list) -> list:
    """The cells of a column, its numbers with the same decimals all the way down."""
    numbers = [cell for cell in column if isinstance(cell, (int, float)) and math.isfinite(cell)]
    places = decimals(numbers) if numbers else 0
    return [f"{cell:,.{places}f}" if isinstance(cell, (int, float)) and math.isfinite(cell) else text(cell)
            for cell in column]


def grid_of(header: list, rows: list, of: int) -> Grid:
    """A table of plain values, each column in one format."""
    columns = [alike(list(column)) for column in zip(*rows)]
    return Grid(header, [list(row) for row in zip(*columns)], of)


def axis(figure: dict, name: str) -> str:
    return text(figure.get("layout", {}).get(name, {}).get("title", {}).get("text") or name[0])


def count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def picked(number: int, most: int) -> list:
    """Places of at most so many of some things, evenly spread, the first and the last among them."""
    if number <= most:
        return list(range(number))
    return [round(i * (number - 1) / (most - 1)) for i in range(most)]


def steps(figure: dict) -> list:
    """The labels of a slider that shows the series of one step at a time; empty without one."""
    sliders = figure.get("layout", {}).get("sliders") or [{}]
    return [str(step.get("label", "")).replace("<br>", " ") for step in sliders[0].get("steps", [])]


def is_reference(trace: dict) -> bool:
    """Whether it is a broken line, against which the others are read."""
    return trace.get("line", {}).get("dash") == "dash"


def is_band(trace: dict) -> bool:
    return trace.get("fill") == "toself"


def series(figure: dict) -> list:
    """The series by name: a slider's step, the legend's, or else what is measured."""
    traces = [trace for trace in figure["data"] if not is_reference(trace) and not is_band(trace)]
    names = [trace.get("name") or axis(figure, values_of(trace) + "axis") for trace in traces]
    labels = steps(figure)
    if labels:
        each = len(traces) // len(labels)
        names = [labels[i // each] + (f", {name}" if each > 1 else "") for i, name in enumerate(names)]
    return list(zip(map(text, names), traces))


def measures(values) -> bool:
    return any(number(value) is not None for value in values)


def values_of(trace: dict) -> str:
    """The axis that holds what is measured: x of horizontal bars and of points whose y is a name, else y."""
    if trace.get("orientation") == "h":
        return "x"
    return "y" if measures(trace["y"]) or not measures(trace["x"]) else "x"


def extent(values, places) -> str:
    """The least and the greatest value, each with where it is."""
    known = [(number(value), text(place)) for value, place in zip(values, places) if number(value) is not None]
    if not known:
        return "no number"
    least, greatest = min(known, key=lambda pair: pair[0]), max(known, key=lambda pair: pair[0])
    if least[0] == greatest[0]:
        return f"always {text(least[0])}"
    return f"least {text(least[0])} at {least[1]}, greatest {text(greatest[0])} at {greatest[1]}"


def heat_map(figure: dict, trace: dict) -> tuple:
    columns, lines, cells = trace["x"], trace["y"], trace["z"]
    places = [f"{text(column)}, {text(line)}" for line in lines for column in columns]
    summary = (f"A heat map of {count(len(columns), 'column')} ({axis(figure, 'xaxis')}) by {count(len(lines), 'row')} "
               f"({axis(figure, 'yaxis')}): {extent([value for row in cells for value in row], places)}.")
    across = picked(len(columns), MAX_COLUMNS)
    # plotly draws the first line at the bottom; a reader begins at the top.
    down = [len(lines) - 1 - i for i in picked(len(lines), MAX_ROWS)]
    rows = [[lines[i]] + [cells[i][j] for j in across] for i in down]
    return summary, grid_of([axis(figure, "yaxis")] + [text(columns[j]) for j in across], rows, len(lines))


KINDS = {"lines": "A line chart", "lines+markers": "A line chart", "markers": "A scatter chart",
         "markers+text": "A scatter chart"}


def has_points(trace: dict) -> bool:
    return KINDS.get(trace.get("mode")) == KINDS["markers"]


def kind(trace: dict) -> str:
    if trace["type"] == "bar":
        return "A chart of horizontal bars" if trace.get("orientation") == "h" else "A chart of vertical bars"
    return KINDS.get(trace.get("mode"), "A chart")


def span(name: str, values: list) -> str:
    """From where to where numbers or dates go, or how many different names there are."""
    numbers = [number(value) for value in values]
    if None not in numbers:
        return f"{name} from {text(min(numbers))} to {text(max(numbers))}"
    names = sorted(set(map(text, values)))
    if all(map(DATE.match, names)):
        return f"{name} from {names[0]} to {names[-1]}"
    return f"{name} with {count(len(names), 'different value')}"


def sentence(figure: dict, name: str, trace: dict) -> str:
    if not trace["x"]:
        return f"{name}: no point."
    measured = values_of(trace)
    places = "x" if measured == "y" else "y"
    if has_points(trace) and (measures(trace[places]) or not measures(trace[measured])):
        ends = ", ".join(span(axis(figure, side + "axis"), trace[side]) for side in "xy")
        return f"{name}: {count(len(trace['x']), 'point')}, {ends}."
    return f"{name}: {extent(trace[measured], trace[places])}."


def beside(trace: dict) -> str:
    """What a line of reference or a band says."""
    name = text(trace.get("name"))
    if is_band(trace):
        values = [number(value) for value in trace["y"] if number(value) is not None]
        return f"{name}: a band from {text(min(values))} to {text(max(values))}." if values else f"{name}: no band."
    (left, right), (first, last) = trace["x"], trace["y"]
    where = f"at {text(left)}" if left == right else f"at {text(first)}" if first == last else \
        f"from {text(left)}, {text(first)} to {text(right)}, {text(last)}"
    return f"{name}: a broken line {where}."


def ends(trace: dict, i: int) -> list:
    """The interval of a point, and what is written beside it."""
    cells = []
    for side in "xy":
        error = trace.get(f"error_{side}")
        if error:
            cells += [trace[side][i] - error["arrayminus"][i], trace[side][i] + error["array"][i]]
    if trace.get("mode") == "markers+text":
        cells.append(trace["text"][i])
    return cells


def summary(figure: dict) -> str:
    named = series(figure)
    points = sum(len(trace["x"]) for _, trace in named)
    first = named[0][1]
    beginning = f"{kind(first)}{', stacked' if figure.get('layout', {}).get('barmode') == 'stack' else ''}"
    whole = [f"{beginning}: {len(named)} series, {count(points, 'point')}. Horizontal axis: {axis(figure, 'xaxis')}; "
             f"vertical axis: {axis(figure, 'yaxis')}."]
    if steps(figure):
        whole.append("A slider shows one step at a time.")
    whole += [sentence(figure, name, trace) for name, trace in named[:MAX_SERIES]]
    whole += [beside(trace) for trace in figure["data"] if is_reference(trace) or is_band(trace)][:MAX_SERIES]
    if len(named) > MAX_SERIES:
        whole.append(f"And {len(named) - MAX_SERIES} more series.")
    return " ".join(whole)


def side_by_side(figure: dict, named: list) -> Grid:
    """One row a place, one column a series."""
    measured = values_of(named[0][1])
    places = "x" if measured == "y" else "y"
    shown = [named[i] for i in picked(len(named), MAX_COLUMNS)]
    whole = named[0][1][places]
    order = picked(len(whole), MAX_ROWS)
    if places == "y":
        order = [len(whole) - 1 - i for i in order]
    heads = [name for name, _ in shown] if len(named) > 1 else [axis(figure, measured + "axis")]
    return grid_of([axis(figure, places + "axis")] + heads,
                   [[whole[i]] + [trace[measured][i] for _, trace in shown] for i in order], len(whole))


def one_below_the_other(figure: dict, named: list) -> Grid:
    """One row a point."""
    whole = [(name, trace, i) for name, trace in named for i in range(len(trace["x"]))]
    more = [head for key, heads in (("error_x", ["low", "high"]), ("error_y", ["low", "high"]))
            if key in named[0][1] for head in heads] + ["label"] * (named[0][1].get("mode") == "markers+text")
    chosen = [whole[i] for i in picked(len(whole), MAX_ROWS)]
    return grid_of(["series", axis(figure, "xaxis"), axis(figure, "yaxis")] + more,
                   [[name, trace["x"][i], trace["y"][i]] + ends(trace, i) for name, trace, i in chosen], len(whole))


def with_names(figure: dict) -> dict:
    """The figure, the texts on its axes of names marked as such."""
    layout = figure.get("layout", {})
    sides = [side for side in "xy" if layout.get(side + "axis", {}).get("type") == "category"]
    return {**figure, "data": [{**trace, **{side: list(map(Name, trace[side])) for side in sides}}
                               for trace in figure["data"]]}


def described(figure: dict) -> tuple:
    """A few sentences on a chart, and its numbers as a small table."""
    figure = with_names(figure)
    named = series(figure)
    if not named:
        return "A chart without a series.", Grid([axis(figure, "xaxis"), axis(figure, "yaxis")], [], 0)
    first = named[0][1]
    if first["type"] == "heatmap":
        return heat_map(figure, first)
    places = "x" if values_of(first) == "y" else "y"
    alike = not has_points(first) and all(trace[places] == first[places] for _, trace in named)
    grid = side_by_side(figure, named) if alike else one_below_the_other(figure, named)
    return summary(figure), grid
