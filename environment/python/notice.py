"""Writes NOTICE: whose software Foresale runs, and under which licence; none of it is part of this repository. To be
run after environment/setup whenever what is run changes.

usage: notice.py PROJECT
"""
import re
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path
from xml.etree import ElementTree
from zipfile import ZipFile

from artifact_table import MODULES, class_path
from command import arguments, write_whole

REQUIREMENTS = ["requirements.txt", "requirements-data.txt", "requirements-spark.txt"]
POM = "{http://maven.apache.org/POM/4.0.0}"
HEAD = """Foresale
Copyright the authors of Foresale

Licensed under the Apache License, Version 2.0: see LICENSE.

Foresale runs with the software below, which its build fetches from Maven Central and PyPI. None of it is part of this
repository. A report holds copies of plotly.js (MIT), MathJax (Apache-2.0) and the style of its Sphinx theme
(BSD-3-Clause). This list is made by environment/python/notice.py.
"""
# Where a package says nothing, or not all, of itself: from its home page or its files.
KNOWN = {
    "aiohappyeyeballs": "PSF-2.0",
    "aiohttp": "Apache-2.0 AND MIT",
    "aiosignal": "Apache-2.0",
    "appnope": "BSD-2-Clause",
    "axe-playwright-python": "MIT",
    "colorama": "BSD-3-Clause",
    "com.fasterxml.jackson.dataformat:jackson-dataformat-xml": "Apache-2.0",
    "com.fasterxml.jackson.dataformat:jackson-dataformat-yaml": "Apache-2.0",
    "com.fasterxml.jackson.datatype:jackson-datatype-joda": "Apache-2.0",
    "com.google.guava:failureaccess": "Apache-2.0",
    "com.google.guava:guava": "Apache-2.0",
    "com.google.guava:listenablefuture": "Apache-2.0",
    "com.google.protobuf:protobuf-java": "BSD-3-Clause",
    "com.google.protobuf:protobuf-java-util": "BSD-3-Clause",
    "decorator": "BSD-2-Clause",
    "exceptiongroup": "MIT",
    "frozenlist": "Apache-2.0",
    "it.unimi.dsi:fastutil": "Apache-2.0",
    "multidict": "Apache-2.0",
    "org.codehaus.woodstox:stax2-api": "BSD-2-Clause",
    "org.bytedeco:mkl": "Apache-2.0 or GPL-2.0 with Classpath exception; in it Intel MKL: Intel Simplified Software "
                        "License",
    "org.bytedeco:openblas": "Apache-2.0 or GPL-2.0 with Classpath exception; in it OpenBLAS: BSD-3-Clause",
    "org.bytedeco:dnnl": "Apache-2.0 or GPL-2.0 with Classpath exception; in it oneDNN: Apache-2.0",
    "org.bytedeco:opencl": "Apache-2.0 or GPL-2.0 with Classpath exception; in it the OpenCL loader: Apache-2.0",
    "org.duckdb:duckdb_jdbc": "MIT",
    "propcache": "Apache-2.0",
    "py4j": "BSD-3-Clause",
    "pyspark": "Apache-2.0; its own NOTICE lists the jars that come with it",
    "pywinpty": "MIT",
    "tomli": "MIT",
    "yarl": "Apache-2.0",
}
SHORT = [("apache", "Apache-2.0"), ("asl 2", "Apache-2.0"), ("bsd-2", "BSD-2-Clause"), ("bsd 2", "BSD-2-Clause"),
         ("bsd-3", "BSD-3-Clause"), ("bsd 3", "BSD-3-Clause"), ("3-clause bsd", "BSD-3-Clause"),
         ("new bsd", "BSD-3-Clause"), ("mpl-1.1", "MPL-1.1"), ("mpl 1.1", "MPL-1.1"),
         ("mozilla public license 2", "MPL-2.0"), ("mozilla public license, version 2", "MPL-2.0"),
         ("cddl", "CDDL-1.1"),
         ("classpath exception", "GPL-2.0 with Classpath exception"), ("lgpl", "LGPL-3.0"), ("gpl-3", "GPL-3.0"),
         ("gpl) version 2", "GPL-2.0"), ("mozilla public license version 1.1", "MPL-1.1"), ("mit", "MIT"),
         ("unicode", "Unicode-3.0")]


def short(licence: str) -> str:
    """A licence by its short name, as SPDX has it, where it is known."""
    words = " ".join(licence.split())
    return next((name for part, name in SHORT if re.search(r"\b" + re.escape(part), words.lower())), words)


def named(root: ElementTree.Element) -> str:
    """The licences that a pom itself names."""
    names = [name.text for name in root.iterfind(f"{POM}licenses/{POM}license/{POM}name") if name.text]
    return " or ".join(dict.fromkeys(map(short, names)))


def of_pom(pom: Path, repository: Path) -> str:
    """The licences that a pom or the nearest of its parents names."""
    root = ElementTree.parse(pom).getroot()
    if named(root):
        return named(root)
    parent = root.find(f"{POM}parent")
    if parent is None:
        return ""
    group, artifact, version = (parent.findtext(POM + part).strip() for part in ("groupId", "artifactId", "version"))
    file = repository / group.replace(".", "/") / artifact / version / f"{artifact}-{version}.pom"
    return of_pom(file, repository) if file.is_file() else ""


def inside(jar: Path, own: str) -> dict:
    """What others made that is copied into a jar, under whatever package name, each with its licence."""
    found = {}
    with ZipFile(jar) as archive:
        for entry in archive.namelist():
            place = re.fullmatch(r"META-INF/maven/([^/]+)/([^/]+)/pom\.xml", entry)
            if place and place[1] != own.split(":")[0]:
                name = f"{place[1]}:{place[2]}"
                found[name] = KNOWN.get(name) or named(ElementTree.fromstring(archive.read(entry)))
    return found


def with_inside(licence: str, copied: dict) -> str:
    """A licence, and those of what is copied into the jar; empty where one of them is not known."""
    if not copied:
        return licence
    if not licence or not all(copied.values()):
        return ""
    by_licence = {}
    for name in sorted(copied):
        by_licence.setdefault(copied[name], []).append(name.split(":")[1])
    return licence + "; in it " + "; ".join(f"{', '.join(names)}: {other}" for other, names in by_licence.items())


def jars(lib: Path) -> dict:
    """The artifacts that the library runs with, each with its licence."""
    found = {}
    for module in MODULES:
        for jar in class_path(lib / module):
            version, artifact = jar.parent, jar.parent.parent
            if "repository" not in jar.parts:
                continue
            repository = Path(*jar.parts[:len(jar.parts) - jar.parts[::-1].index("repository")])
            name = f"{'.'.join(artifact.parent.relative_to(repository).parts)}:{artifact.name}"
            pom = version / f"{artifact.name}-{version.name}.pom"
            found[name] = with_inside(KNOWN.get(name) or of_pom(pom, repository), inside(jar, name))
    return found


def packages(environment: Path) -> dict:
    """The Python packages that the project installs, each with its licence where it is installed."""
    names = [name.lower() for file in REQUIREMENTS
             for name in re.findall(r"^([\w.-]+)==", (environment / file).read_text(encoding="utf-8"), re.MULTILINE)]
    return {name: of_package(name) for name in names}


def of_package(name: str) -> str:
    if name in KNOWN:
        return KNOWN[name]
    try:
        about = metadata(name)
    except PackageNotFoundError:
        return ""
    classified = [entry.rsplit(" :: ", 1)[-1] for entry in about.get_all("Classifier") or []
                  if entry.startswith("License ::")]
    return about.get("License-Expression") or (
        ", ".join(dict.fromkeys(map(short, classified))) or short((about.get("License") or "").strip().split("\n")[0]))


def notice(project: Path) -> str:
    parts = [HEAD]
    for title, found in (("Java", jars(project / "lib")), ("Python", packages(project / "environment"))):
        parts.append(f"\n{title}\n\n" + "".join(f"{name}: {found[name]}\n" for name in sorted(found)))
    return "".join(parts)


def main() -> None:
    project = Path(arguments(__doc__)[0])
    write_whole(project / "NOTICE", notice(project))


if __name__ == "__main__":
    main()
