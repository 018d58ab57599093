"""Writes what each artifact is for, and what it brings, into the README, between two comments.

usage: artifact_table.py PROJECT

Lines are rounded to hundreds. The sizes are those on Linux, x86-64, of the class paths that environment/setup writes.
"""
from pathlib import Path
from xml.etree import ElementTree

from command import arguments, needed
from readme_table import between, rewrite

BEGIN, END = "<!-- artifacts: written by environment/report --save -->", "<!-- end of artifacts -->"
MODULES = ["onednn", "core", "network", "insight", "spark", "report"]


def class_path(module: Path) -> list:
    """The jars that a program runs with that uses the module, but for the module's own."""
    file = needed(module / "target" / "class-path", "run environment/setup, which builds the jars")
    return list(map(Path, file.read_text(encoding="utf-8").split(":")))


def lines(module: Path) -> int:
    return sum(len(file.read_text(encoding="utf-8").splitlines()) for file in module.glob("src/main/java/**/*.java"))


def row(module: Path) -> str:
    pom = ElementTree.parse(module / "pom.xml")
    description = pom.find("{http://maven.apache.org/POM/4.0.0}description").text
    own = module / "target" / f"foresale-{module.name}.jar"
    jars = [own, *class_path(module)]
    size = sum(jar.stat().st_size for jar in jars) / 1e6
    return f"| `foresale-{module.name}` | {description} | {round(lines(module), -2):,} | {len(jars)} | {size:.0f} |"


def with_table(readme: str, lib: Path) -> str:
    rows = ["| artifact | what for | lines | jars | MB |", "|---|---|---:|---:|---:|",
            *(row(lib / module) for module in MODULES)]
    return between(readme, BEGIN, END, "\n".join(rows))


def main() -> None:
    project = Path(arguments(__doc__)[0])
    rewrite(project / "README.md", lambda readme: with_table(readme, project / "lib"))


if __name__ == "__main__":
    main()
