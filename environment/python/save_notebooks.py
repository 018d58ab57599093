"""Writes executed notebooks back, each chart also as a PNG: what a reader of the repository sees.

usage: save_notebooks.py EXECUTED NOTEBOOKS
"""
from pathlib import Path

import nbformat

from browser import chromium
from command import arguments, needed, write_whole
from figures import PLOTLY, outputs, plotly_js

WIDTH = 800
DRAW = """async figure => Plotly.toImage(
    {data: figure.data, layout: Object.assign({}, figure.layout, {autosize: false})},
    {format: 'png', width: %d, height: figure.layout.height || 420})""" % WIDTH


def main() -> None:
    executed, target = map(Path, arguments(__doc__))
    needed(executed / "run.json", "run environment/report, which runs all notebooks")
    with chromium() as browser:
        page = browser.new_page()
        page.add_script_tag(path=str(plotly_js()))
        for path in sorted(executed.glob("*.ipynb")):
            book = nbformat.read(path, 4)
            charts = outputs(book)
            for output in charts:
                url = page.evaluate(DRAW, output.data[PLOTLY])
                output.data["image/png"] = url.split(",", 1)[1]
            write_whole(target / path.name, nbformat.writes(book) + "\n")
            print(f"foresale: saved {path.name} with {len(charts)} charts", flush=True)


if __name__ == "__main__":
    main()
