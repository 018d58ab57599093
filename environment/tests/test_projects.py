"""Three small Maven projects use the artifacts as another project would: from a repository, by their names alone."""
import datetime
import os
import random
import re
import shutil
import subprocess
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pytest

import artifact_table
from conftest import PROJECT

README = (PROJECT / "README.md").read_text(encoding="utf-8")
PROJECTS = PROJECT / "environment" / "tests" / "projects"
POM = {"": "http://maven.apache.org/POM/4.0.0"}


def maven(folder: Path, repository: Path, *arguments: str) -> None:
    # As the project's own .mvn/jvm.config: Maven is at its end before Java's second compiler is worth its while.
    done = subprocess.run(["mvn", "-B", "-ntp", "-q", f"-Dmaven.repo.local={repository}", "-Djavacpp.platform.host",
                           *arguments], cwd=folder, capture_output=True, text=True,
                          env={**os.environ, "MAVEN_OPTS": "-XX:TieredStopAtLevel=1"})
    assert done.returncode == 0, done.stdout[-5000:]


def all_but_classes(folder: str, names: list) -> list:
    """What to leave out of a folder of Maven's."""
    return [name for name in names if name not in ("classes", "test-classes")] if Path(folder).name == "target" else []


@pytest.fixture(scope="module")
def repository(tmp_path_factory) -> Path:
    """A repository that has the artifacts of this checkout, and all else from the user's own."""
    mine, own = tmp_path_factory.mktemp("repository"), Path.home() / ".m2" / "repository"
    for folder, taken in ((own, "org"), (own / "org", "foresale")):
        target = mine / folder.relative_to(own)
        target.mkdir(exist_ok=True)
        for entry in folder.iterdir() if folder.is_dir() else []:
            if entry.name != taken:
                (target / entry.name).symlink_to(entry)
    # Elsewhere, as others run with the jars of this checkout meanwhile. The classes come along: only what is newer than
    # its class is compiled again.
    copy = tmp_path_factory.mktemp("copy")
    shutil.copytree(PROJECT / "lib", copy / "lib", ignore=all_but_classes)
    shutil.copy(PROJECT / "pom.xml", copy)
    (copy / "environment").mkdir()
    shutil.copy(PROJECT / "environment" / "checkstyle.xml", copy / "environment")
    shutil.copytree(PROJECT / ".mvn", copy / ".mvn")
    maven(copy, mine, "-Dmaven.compiler.useIncrementalCompilation=false", "-Dmaven.test.skip.exec", "-Dcheckstyle.skip",
          "install")
    return mine / "org" / "foresale"


def jars(repository: Path, name: str, tmp_path: Path, source: str = "") -> list:
    """Builds a project and returns what it runs with, itself first."""
    folder = tmp_path / name
    (folder / "src/main/java").mkdir(parents=True)
    for file in (PROJECTS / name).rglob("*.*"):
        if file.suffix in (".xml", ".java"):
            (folder / file.relative_to(PROJECTS / name)).write_text(file.read_text())
    if source:
        (folder / "src/main/java/Main.java").write_text(source)
    maven(folder, repository.parents[1], "compile", "dependency:build-classpath", "-Dmdep.outputFile=class-path")
    return [folder / "target/classes", *map(Path, (folder / "class-path").read_text().split(":"))]


def run(class_path: list, folder: Path, *arguments) -> str:
    done = subprocess.run(["java", "-cp", ":".join(map(str, class_path)), "Main", *map(str, arguments)], cwd=folder,
                          capture_output=True, text=True, env={**os.environ, "OMP_NUM_THREADS": "1"})
    assert done.returncode == 0, done.stderr[-3000:]
    return done.stdout


def megabytes(class_path: list) -> float:
    return sum(jar.stat().st_size for jar in class_path if jar.suffix == ".jar") / 1e6


def write_log(file: Path) -> None:
    """Purchases of 300 customers in 2017; a third of them keep dogs."""
    draw = random.Random(3)
    with open(file, "w", encoding="utf-8") as out:
        out.write("customer,day,article,dept,category,type\n")
        for customer in range(300):
            day = draw.randrange(10)
            while day < 365:
                for _ in range(draw.randrange(1, 5)):
                    category = "DOG FOODS" if customer % 3 == 0 and draw.random() < .2 else f"C{draw.randrange(8)}"
                    date = datetime.date(2017, 1, 1) + datetime.timedelta(day)
                    out.write(f"c{customer},{date},{category[:3]}{draw.randrange(4)},D,{category},"
                              f"{category} {draw.randrange(2)}\n")
                day += draw.randrange(1, 15)


def test_cohorts_only(repository, tmp_path):
    class_path = jars(repository, "cohorts-only", tmp_path)
    names = [jar.name for jar in class_path]
    assert not [name for name in names if re.match("nd4j|deeplearning4j|dnnl|spark|postgresql|slf4j-nop|jjava", name)]
    assert megabytes(class_path) <= 140
    # The table of the README counts the same jars, if in versions that this build has chosen.
    counted = artifact_table.class_path(PROJECT / "lib" / "core")
    without_version = [sorted(re.sub(r"-\d.*", "", name) for name in found)
                       for found in (names[1:], ["foresale-core"] + [jar.name for jar in counted])]
    assert without_version[0] == without_version[1]
    write_log(tmp_path / "purchases.csv")
    assert re.search(r"[1-9]\d* samples of 300 customers",
                     run(class_path, tmp_path, "purchases.csv", "DOG FOODS", "cohort"))
    assert (tmp_path / "cohort" / "samples.parquet").is_file() and list((tmp_path / "cohort/events").glob("*.parquet"))


def test_acceleration_only(repository, tmp_path):
    class_path = jars(repository, "acceleration-only", tmp_path)
    names = [jar.name for jar in class_path if jar.suffix == ".jar"]
    assert [name for name in names if name.startswith("foresale")] == ["foresale-onednn-0.1.0.jar"]
    assert not [name for name in names if re.match("tablesaw|duckdb|xgboost|jackson-databind|spark|slf4j-nop|jjava", name)]
    said = run(class_path, tmp_path)
    assert "oneDNN" in said and float(said.split("largest difference ")[1]) < 1e-5


def test_train_and_score_as_the_readme_does(repository, tmp_path):
    snippet = re.search(r"```java\n(import java.nio.file.Path;.*?)```", README, re.DOTALL)[1]
    imports, lines = snippet.rsplit("import ", 1)[0], snippet.rsplit("import ", 1)[1]
    last, lines = lines.split("\n", 1)
    # What the README goes on with takes longer to train than all else here, so it is compiled only.
    every = re.search(r"```java\nimport org.foresale.model.\*;\n(.*?)```", README, re.DOTALL)[1]
    source = (f"import org.foresale.model.*;\n{imports}import {last}\nclass Main {{\n"
              f" public static void main(String[] a) {{\n{lines}\n System.out.println(scored.print(5));\n }}\n"
              f" static Table everyCategory(PurchaseLog log) {{\n{every}\n return wanted;\n }}\n}}\n")
    class_path = jars(repository, "train-and-score", tmp_path, source)
    shop = Path("notebooks/data/shop.csv")
    (tmp_path / shop).parent.mkdir(parents=True)
    shutil.copy(PROJECT / shop, tmp_path / shop)
    said = run(class_path, tmp_path)
    assert "K1" in said and "always positive" in said and (tmp_path / "dogs.zip").is_file()


@pytest.mark.parametrize("module", artifact_table.MODULES)
def test_each_artifact_says_what_it_is(repository, module):
    folder = repository / f"foresale-{module}" / "0.1.0"
    for kind in ("-sources", "-javadoc"):
        with zipfile.ZipFile(folder / f"foresale-{module}-0.1.0{kind}.jar") as jar:
            assert [name for name in jar.namelist() if name.startswith("org/foresale/")]
    with zipfile.ZipFile(folder / f"foresale-{module}-0.1.0.jar") as jar:
        assert f"Automatic-Module-Name: org.foresale.{module}\n" in jar.read("META-INF/MANIFEST.MF").decode().replace("\r", "")
    pom = ElementTree.parse(folder / f"foresale-{module}-0.1.0.pom")
    assert pom.find("description", POM).text
    parent = ElementTree.parse(repository / "foresale-parent" / "0.1.0" / "foresale-parent-0.1.0.pom")
    assert parent.find("licenses/license/name", POM).text == "Apache-2.0" and parent.find("scm/url", POM).text


def test_the_readme_says_how_large_they_are():
    assert artifact_table.with_table(README, PROJECT / "lib") == README
