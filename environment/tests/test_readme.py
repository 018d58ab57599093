"""The README says what the results files say, and what it names is there."""
import json
import re
import subprocess
from xml.etree import ElementTree

import pytest
import yaml

import readme_table
from conftest import PROJECT

README = (PROJECT / "README.md").read_text(encoding="utf-8")
CONTRIBUTING = (PROJECT / "CONTRIBUTING.md").read_text(encoding="utf-8")
CHANGELOG = (PROJECT / "CHANGELOG.md").read_text(encoding="utf-8")
POM = ElementTree.parse(PROJECT / "pom.xml").find("{http://maven.apache.org/POM/4.0.0}version").text


def test_its_table_is_that_of_the_results_files(tmp_path):
    page = tmp_path / "first-page.json"
    library = PROJECT / "lib" / "report" / "target"
    subprocess.run(["java", "-cp", f"{library / 'foresale-report.jar'}:{library / 'dependency'}/*",
                    "org.foresale.notebook.FirstPage", str(PROJECT / "notebooks" / "results"), str(page)], check=True)
    claims = json.loads(page.read_text(encoding="utf-8"))["claims"]
    assert readme_table.with_table(README, claims) == README
    shown = README.partition(readme_table.BEGIN)[2].partition(readme_table.END)[0]
    assert sum(len(claim["sections"]) for claim in claims) == shown.count(".ipynb#")


def headings(notebook: str) -> list:
    cells = json.loads((PROJECT / "notebooks" / notebook).read_text(encoding="utf-8"))["cells"]
    return [heading for cell in cells if cell["cell_type"] == "markdown"
            for heading in re.findall(r"^#+ (.+)$", "".join(cell["source"]), re.M)]


def test_each_claim_leads_to_a_section_that_is_there():
    shown = README.partition(readme_table.BEGIN)[2].partition(readme_table.END)[0]
    links = re.findall(r"\]\(notebooks/([\w-]+\.ipynb)#([^)]+)\)", shown)
    assert len(links) >= 9
    for notebook, anchor in links:
        assert anchor in map(readme_table.anchor, headings(notebook)), f"{notebook}#{anchor}"


def test_each_key_that_a_claim_names_is_in_the_results_file():
    shown = README.partition(readme_table.BEGIN)[2].partition(readme_table.END)[0]
    lines = re.findall(r"^  - \[([\w-]+\.json)\]\(notebooks/results/\1\): (.+)$", shown, re.M)
    assert len(lines) >= 9 and shown.count("- **") == 9
    for file, named in lines:
        results = json.loads((PROJECT / "notebooks" / "results" / file).read_text(encoding="utf-8"))
        keys = re.findall(r"`([^`]+)`", named)
        assert keys and not set(keys) - results["figures"].keys() - results["counts"].keys(), file


def test_an_anchor_is_that_of_github():
    assert readme_table.anchor("First need: the article's own question") == "first-need-the-articles-own-question"
    assert readme_table.anchor("A CNN, and an LSTM?") == "a-cnn-and-an-lstm"


def test_a_cell_stays_a_cell():
    assert readme_table.cell("a|b\n[1.3, 9.5] <b>*x*") == "a\\|b \\[1.3, 9.5\\] &lt;b>\\*x\\*"


def test_a_leak_stands_in_a_column_of_its_own():
    claim = {"article": "F1 of 0.87.", "measured": [], "words": "not measured", "reason": "yet",
             "aside": ["F1 1.000 [0.9, 1.0]."],
             "sections": [{"notebook": "02-feature-day", "heading": "The leak"}]}
    head, line, row = readme_table.table([claim]).split("\n")
    assert head.split(" | ")[-1] == "only with a leak or invented users |"
    assert row == ("| F1 of 0.87. | not measured yet | **not measured** yet ([02: The leak]"
                   "(notebooks/02-feature-day.ipynb#the-leak)) |"
                   " F1 1.000 \\[0.9, 1.0\\]. |")
    assert head.count("|") == line.count("|") == row.count("|")


def test_it_opens_with_three_commands_and_one_picture():
    before = README.partition("## ")[0]
    assert re.findall(r"^environment/(\w+) ", before, re.M) == ["lab", "report", "test"]
    assert before.count("![") == 1 and before.index("```") < before.index("![")
    assert README.index("![") < README.index(readme_table.BEGIN)


@pytest.mark.parametrize("page", [README, CONTRIBUTING, CHANGELOG], ids=["README", "CONTRIBUTING", "CHANGELOG"])
def test_what_it_links_to_is_there(page):
    own = set(map(readme_table.anchor, re.findall(r"^#+ (.+)$", page, re.M)))
    for link in re.findall(r"\]\(([^)]+)\)", page):
        if link.startswith("#"):
            assert link[1:] in own, link
        elif not link.startswith("https://"):
            assert (PROJECT / link.partition("#")[0]).exists(), link


def test_every_notebook_package_and_command_is_named():
    for notebook in (PROJECT / "notebooks").glob("*.ipynb"):
        assert f"notebooks/{notebook.name}" in README
    for sources in PROJECT.glob("lib/*/src/main/java"):
        for package in (info.parent.relative_to(sources) for info in sources.rglob("package-info.java")):
            if "internal" not in package.parts:
                assert f"`{'.'.join(package.parts)}`" in CONTRIBUTING
    commands = [path.name for path in (PROJECT / "environment").iterdir() if path.is_file() and not path.suffix]
    for command in commands:
        assert f"`environment/{command}`" in README + CONTRIBUTING


def test_the_citation_is_of_this_version_and_has_what_the_format_asks_for():
    """Citation File Format 1.2.0: what its schema asks for of all that this file has."""
    text = (PROJECT / "CITATION.cff").read_text(encoding="utf-8")
    cited = yaml.load(text, yaml.BaseLoader)
    assert cited["cff-version"] == "1.2.0" and cited["type"] == "software"
    assert {"message", "title", "authors"} <= cited.keys() and cited["version"] == POM
    assert cited["license"] == "Apache-2.0"
    for work in (cited, *cited["references"]):
        assert work["authors"] and all({"name"} == author.keys() or {"family-names", "given-names"} == author.keys()
                                       for author in work["authors"])
    for reference in cited["references"]:
        assert {"type", "title", "authors", "url"} <= reference.keys()
        assert reference["type"] in {"blog", "data"} and reference["url"].startswith("https://")
    data = (PROJECT / "environment" / "requirements-data.in").read_text(encoding="utf-8")
    for package, version in re.findall(r"^([\w-]+)==([\d.]+)$", data, re.M):
        assert any(reference["title"].startswith(f"{package} {version} ") for reference in cited["references"])


def test_the_article_is_cited_alike():
    article = README.partition("<!-- article -->")[2].partition("<!-- end of article -->")[0]
    reference = yaml.safe_load((PROJECT / "CITATION.cff").read_text(encoding="utf-8"))["references"][0]
    assert reference["title"] in re.sub(r"\s+", " ", article) and f"<{reference['url']}>" in article
    for known in (reference["authors"][0]["name"], "量化团队", "https://blog.51cto.com/u_16213573/9813428"):
        assert known in article
    for known in ("量化团队", "https://blog.51cto.com/u_16213573/9813428"):
        assert known in reference["notes"]


def test_the_changelog_has_the_version_and_the_headings_of_keep_a_changelog():
    assert "https://keepachangelog.com/en/1.1.0/" in CHANGELOG
    versions = re.findall(r"^## (.+)$", CHANGELOG, re.M)
    assert versions[0] == "[Unreleased]" and f"`{POM}`" in CHANGELOG
    assert all(re.fullmatch(r"\[Unreleased\]|\[[\d.]+\] - \d{4}-\d\d-\d\d", version) for version in versions)
    kinds = set(re.findall(r"^### (.+)$", CHANGELOG, re.M))
    assert kinds and kinds <= {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}
