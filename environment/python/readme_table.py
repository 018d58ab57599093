"""Writes the article's claims with their verdicts into the README, between two comments.

usage: readme_table.py FIRST_PAGE README
"""
import json
import re
from itertools import groupby
from pathlib import Path

from command import arguments, fail, needed, write_whole

BEGIN, END = "<!-- claims: written by environment/report --save -->", "<!-- end of claims -->"


def cell(text: str) -> str:
    """A text that stays in its cell of a table in Markdown."""
    text = text.replace("&", "&amp;").replace("<", "&lt;")
    for special in "\\`*_[]|":
        text = text.replace(special, "\\" + special)
    return " ".join(text.split())


def anchor(heading: str) -> str:
    """The anchor that GitHub gives a heading."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def link(section: dict) -> str:
    """A link to a section of a notebook."""
    notebook, heading = section["notebook"], section["heading"]
    return f"[{notebook.partition('-')[0]}: {cell(heading)}](notebooks/{notebook}.ipynb#{anchor(heading)})"


def keys(claims: list) -> str:
    """Where the numbers of each claim stand in the results files, to be opened below the table."""
    lines = []
    for claim in claims:
        files = [f"  - [{study}.json](notebooks/results/{study}.json): "
                 + ", ".join(f"`{each['key']}`" for each in read)
                 for study, read in groupby(claim["keys"], key=lambda each: each["study"])]
        lines += [f"- **{cell(claim['title'])}**", *(files or ["  - not measured yet"])]
    return "\n".join(["<details>", "<summary>The key of each number in the results files</summary>", "", *lines, "",
                      "</details>"])


def table(claims: list) -> str:
    rows = ["| the article | measured here | verdict | only with a leak or invented users |", "|---|---|---|---|"]
    for claim in claims:
        verdict = f"**{cell(claim['words'])}** {cell(claim['reason'])}".strip()
        measured = " ".join(map(cell, claim["measured"])) or "not measured yet"
        links = ", ".join(map(link, claim["sections"]))
        aside = " ".join(map(cell, claim["aside"]))
        rows.append(f"| {cell(claim['article'])} | {measured} | {verdict} ({links}) | {aside} |")
    return "\n".join(rows)


def between(readme: str, begin: str, end: str, content: str) -> str:
    """A README with a content between two comments."""
    before, found, rest = readme.partition(begin)
    _, closed, after = rest.partition(end)
    if not found or not closed:
        fail("the README has no place for a table", f"put \"{begin}\" and \"{end}\" where it is to stand")
    return f"{before}{begin}\n\n{content}\n\n{end}{after}"


def rewrite(readme: Path, change) -> None:
    """Changes a README, which is never seen half written."""
    write_whole(readme, change(readme.read_text(encoding="utf-8")))


def with_table(readme: str, claims: list) -> str:
    return between(readme, BEGIN, END, f"{table(claims)}\n\n{keys(claims)}")


def main() -> None:
    page, readme = map(Path, arguments(__doc__))
    needed(page, "run environment/report, which makes it")
    claims = json.loads(page.read_text(encoding="utf-8"))["claims"]
    rewrite(readme, lambda text: with_table(text, claims))


if __name__ == "__main__":
    main()
