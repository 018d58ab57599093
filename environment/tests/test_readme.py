"""The README says what the results files say, and what it names is there."""
import json
import re
import subprocess

import readme_table
from conftest import PROJECT

README = (PROJECT / "README.md").read_text(encoding="utf-8")


def test_its_table_is_that_of_the_results_files(tmp_path):
    page = tmp_path / "first-page.json"
    library = PROJECT / "lib" / "report" / "target"
    subprocess.run(["java", "-cp", f"{library / 'foresale-report.jar'}:{library / 'dependency'}/*",
                    "org.foresale.notebook.FirstPage", str(PROJECT / "notebooks" / "results"), str(page)], check=True)
    claims = json.loads(page.read_text(encoding="utf-8"))["claims"]
    assert readme_table.with_table(README, claims) == README
    shown = README.partition(readme_table.BEGIN)[2].partition(readme_table.END)[0]
    assert sum(len(claim["notebooks"]) for claim in claims) == shown.count("](notebooks/")


def test_a_cell_stays_a_cell():
    assert readme_table.cell("a|b\n[1.3, 9.5] <b>*x*") == "a\\|b \\[1.3, 9.5\\] &lt;b>\\*x\\*"


def test_a_leak_stands_in_a_column_of_its_own():
    claim = {"article": "F1 of 0.87.", "measured": [], "words": "not measured", "reason": "yet",
             "aside": ["F1 1.000 [0.9, 1.0]."], "notebooks": ["02-feature-day"]}
    head, line, row = readme_table.table([claim]).split("\n")
    assert head.split(" | ")[-1] == "only with a leak or invented users |"
    assert row == ("| F1 of 0.87. | not measured yet | **not measured** yet ([02](notebooks/02-feature-day.ipynb)) |"
                   " F1 1.000 \\[0.9, 1.0\\]. |")
    assert head.count("|") == line.count("|") == row.count("|")


def test_what_it_links_to_is_there():
    links = [link.partition("#")[0] for link in re.findall(r"\]\(([^)]+)\)", README)]
    files = [link for link in links if not link.startswith("https://")]
    assert len(files) > 10
    assert [file for file in files if not (PROJECT / file).exists()] == []


def test_it_names_every_notebook_package_and_command():
    for notebook in (PROJECT / "notebooks").glob("*.ipynb"):
        assert f"notebooks/{notebook.name}" in README
    for sources in PROJECT.glob("lib/*/src/main/java"):
        for package in (info.parent.relative_to(sources) for info in sources.rglob("package-info.java")):
            if "internal" not in package.parts:
                assert f"`{'.'.join(package.parts)}`" in README
    commands = [path.name for path in (PROJECT / "environment").iterdir() if path.is_file() and not path.suffix]
    for command in commands:
        assert f"`environment/{command}`" in README
