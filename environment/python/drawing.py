"""One style for all diagrams: SVG that is read in the light, in the dark, on paper and on a phone.

A drawing is 480 units wide. Its smallest text is 15 units, which are 12 pixels where a phone shows it 390 pixels wide.
"""
import re
from html import escape

WIDTH = 480
# What a page shows a drawing at where it has the room.
SHOWN = 560
SIZES = {"small": 15, "body": 16, "head": 17, "symbol": 20, "big": 24}
SANS = 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif'
MONO = 'ui-monospace, "SF Mono", Menlo, Consolas, "Liberation Mono", monospace'

# Okabe and Ito's colours for marks, made lighter or darker until lines stand out from the paper by 3 : 1 and text by
# 4.5 : 1; each with its tint for areas that text stands on.
LIGHT = {"paper": "#ffffff", "frame": "#c4cad0", "ink": "#1a1a1a", "note": "#4a4f55",
         "blue": ("#0072b2", "#d9eaf6", "#005a8f"), "orange": ("#d55e00", "#fbe1d0", "#9c4400"),
         "green": ("#00855f", "#d3efe5", "#00614a"), "grey": ("#767676", "#ececec", "#4a4f55")}
DARK = {"paper": "#161a1f", "frame": "#4a5058", "ink": "#f0f0f0", "note": "#b8bec5",
        "blue": ("#56b4e9", "#143c55", "#7cc6f0"), "orange": ("#f08a3c", "#532a0e", "#f7a766"),
        "green": ("#2fc79b", "#0d4334", "#5cd8b4"), "grey": ("#9aa0a6", "#31363c", "#b8bec5")}
HUES = ("blue", "orange", "green", "grey")


def _colours(theme: dict) -> str:
    rules = [f".paper{{fill:{theme['paper']};stroke:{theme['frame']}}}", f"text{{fill:{theme['ink']}}}",
             f".note{{fill:{theme['note']}}}", f".line-ink{{stroke:{theme['ink']}}}",
             f".full-ink{{fill:{theme['ink']};stroke:{theme['ink']}}}",
             f".area-paper{{fill:{theme['paper']};stroke:{theme['ink']}}}"]
    for hue in HUES:
        mark, tint, words = theme[hue]
        rules += [f".area-{hue}{{fill:{tint};stroke:{mark}}}", f".line-{hue}{{stroke:{mark}}}",
                  f".full-{hue}{{fill:{mark};stroke:{mark}}}", f".open-{hue}{{fill:{theme['paper']};stroke:{mark}}}",
                  f".text-{hue}{{fill:{words}}}"]
    return "\n".join(rules)


STYLE = "\n".join([
    f"text{{font-family:{SANS};font-size:{SIZES['body']}px;stroke:none}}",
    *(f".{name}{{font-size:{size}px}}" for name, size in SIZES.items()),
    f".sub{{font-size:{SIZES['small']}px}}",
    ".head,.big,.symbol,.strong{font-weight:600}",
    f".code{{font-family:{MONO}}}",
    ".line{fill:none;stroke-width:2}.thin{stroke-width:1}.thick{stroke-width:3}.dash{stroke-dasharray:5 4}",
    _colours(LIGHT),
    # Paper is white, whatever the screen is.
    f"@media screen and (prefers-color-scheme:dark){{\n{_colours(DARK)}\n}}"])

STAR = "M0-7.5L2.1-2.5L7.3-2.3L3.2 1L4.6 6.1L0 3.2L-4.6 6.1L-3.2 1L-7.3-2.3L-2.1-2.5Z"
MARKED = re.compile(r"([_^])\{([^}]*)\}")


def number(value: float) -> str:
    """A coordinate, at most two decimals."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def attributes(values: dict) -> str:
    return "".join(f' {name.replace("_", "-")}="{number(value) if isinstance(value, (int, float)) else escape(value)}"'
                   for name, value in values.items())


def spans(words: str) -> str:
    """A text whose _{t} hang below the line and whose ^{6} stand above it."""
    parts, shift, end = [], 0.0, 0

    def add(piece: str, wanted: float, name: str = "") -> None:
        nonlocal shift
        if piece:
            moved = attributes({"dy": wanted - shift}) if wanted != shift else ""
            kind = f' class="{name}"' if name else ""
            parts.append(f"<tspan{moved}{kind}>{escape(piece)}</tspan>" if moved or kind else escape(piece))
            shift = wanted
    for found in MARKED.finditer(words):
        add(words[end:found.start()], 0)
        add(found[2], 4 if found[1] == "_" else -7, "sub")
        end = found.end()
    add(words[end:], 0)
    return "".join(parts)


class Drawing:
    """A diagram on a panel of its own, made from top to bottom."""

    def __init__(self, name: str, title: str, description: str, height: float):
        self.name, self.title, self.description, self.height = name, title, description, height
        self.parts = []

    def add(self, tag: str, names: str = "", **values) -> None:
        self.parts.append(f"<{tag}" + (f' class="{names}"' if names else "") + attributes(values) + "/>")

    def text(self, x: float, y: float, words: str, names: str = "", anchor: str = "start") -> None:
        """Writes a line; y is its base line."""
        place = attributes({"x": x, "y": y, **({} if anchor == "start" else {"text_anchor": anchor})})
        kind = f' class="{names}"' if names else ""
        self.parts.append(f"<text{kind}{place}>{spans(words)}</text>")

    def lines(self, x: float, y: float, lines: list, names: str = "small note", anchor: str = "start") -> None:
        """Writes lines one below the other; y is the base line of the first."""
        for place, words in enumerate(lines):
            self.text(x, y + 20 * place, words, names, anchor)

    def rect(self, x: float, y: float, width: float, height: float, names: str, rx: float = 0) -> None:
        self.add("rect", names, x=x, y=y, width=width, height=height, **({"rx": rx} if rx else {}))

    def box(self, x: float, y: float, width: float, height: float, hue: str, *lines: tuple) -> None:
        """A rounded box with centred lines, each its words and the names of its style."""
        self.rect(x, y, width, height, f"area-{hue}", 5)
        step = 20
        base = y + height / 2 - step * (len(lines) - 1) / 2 + 5.5
        for place, (words, names) in enumerate(lines):
            self.text(x + width / 2, base + step * place, words, names, "middle")

    def cells(self, x: float, y: float, width: float, height: float, rows: list, hue: str, grid: str) -> None:
        """A table of numbers; what is checked of them is found by the name of the grid."""
        self.parts.append(f'<g data-grid="{grid}">')
        for row, values in enumerate(rows):
            for column, value in enumerate(values):
                self.rect(x + column * width, y + row * height, width, height, f"area-{hue}")
                self.text(x + (column + 0.5) * width, y + (row + 0.5) * height + 5.5, str(value).replace("-", "−"),
                          "", "middle")
        self.parts.append("</g>")

    def path(self, d: str, hue: str = "ink", names: str = "", arrow: bool = False) -> None:
        self.add("path", f"line line-{hue}" + (f" {names}" if names else ""), d=d,
                 **({"marker_end": f"url(#to-{hue})"} if arrow else {}))

    def arrow(self, x: float, y: float, to_x: float, to_y: float, hue: str = "ink", names: str = "") -> None:
        self.path(f"M{number(x)} {number(y)}L{number(to_x)} {number(to_y)}", hue, names, True)

    def line(self, x: float, y: float, to_x: float, to_y: float, hue: str = "ink", names: str = "") -> None:
        self.path(f"M{number(x)} {number(y)}L{number(to_x)} {number(to_y)}", hue, names)

    def dot(self, x: float, y: float, names: str, r: float = 4.5) -> None:
        self.add("circle", names, cx=x, cy=y, r=r)

    def star(self, x: float, y: float, names: str) -> None:
        self.add("path", names, d=STAR, transform=f"translate({number(x)} {number(y)})")

    def svg(self) -> str:
        """The file: a title and a description for those who do not see it, then what is drawn."""
        body = "\n".join(self.parts)
        hues = [hue for hue in ("ink", *HUES) if f"#to-{hue})" in body]
        markers = "".join(f'<marker id="to-{hue}" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="5.5" '
                          f'markerHeight="5.5" orient="auto"><path class="full-{hue}" stroke-width="0" '
                          f'd="M0 0L10 5L0 10Z"/></marker>' for hue in hues)
        height = number(self.height)
        return (f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{SHOWN}" '
                f'height="{number(round(self.height * SHOWN / WIDTH))}" role="img" '
                f'aria-labelledby="{self.name}-title {self.name}-text">\n'
                f'<title id="{self.name}-title">{escape(self.title)}</title>\n'
                f'<desc id="{self.name}-text">{escape(self.description)}</desc>\n'
                f"<style>\n{STYLE}\n</style>\n" + (f"<defs>{markers}</defs>\n" if markers else "")
                + f'<rect class="paper" x="0.5" y="0.5" width="{WIDTH - 1}" height="{number(self.height - 1)}" '
                f'rx="8"/>\n'
                + body + "\n</svg>\n")
