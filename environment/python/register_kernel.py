"""Registers the kernel "Java (Foresale)" in the virtual environment that runs this.

usage: register_kernel.py PROJECT JAVA_HOME
"""
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

from command import arguments, fail, needed, write_whole


def java_version(java_home: Path) -> int:
    """The first number of a JDK's version, 17 if the JDK does not tell it."""
    release = java_home / "release"
    found = re.search(r'^JAVA_VERSION="(\d+)', release.read_text(encoding="utf-8"), flags=re.MULTILINE) \
        if release.is_file() else None
    return int(found.group(1)) if found else 17


def silencing(version: int) -> list:
    """What keeps a JDK from warning of what DuckDB and JavaCPP do, which nobody here can change."""
    return ["--enable-native-access=ALL-UNNAMED"] + ["--sun-misc-unsafe-memory-access=allow"] * (version >= 23)


def kernel_spec(project: Path, java_home: Path, jjava: Path, classes: Path) -> dict:
    library = project / "lib" / "report" / "target"
    sources = sorted(str(folder) for folder in (project / "lib").glob("*/src/main/java"))
    return {
        "display_name": "Java (Foresale)",
        "language": "java",
        "interrupt_mode": "message",
        # Without JJava's launcher, which starts a second JVM: one process less to start and to lose.
        "argv": [
            str(java_home / "bin" / "java"),
            "--add-opens", "jdk.jshell/jdk.jshell=ALL-UNNAMED",
            *silencing(java_version(java_home)),
            # The kernel's messages about itself would stand between those of a report.
            "-Djava.util.logging.config.file={resource_dir}/logging.properties",
            "-Dorg.bytedeco.javacpp.logger=slf4j",
            # Where Shift+Tab finds the Javadoc.
            "-Dforesale.sources=" + os.pathsep.join(sources),
            "-cp", os.pathsep.join([str(jjava), str(classes)]),
            "org.foresale.kernel.ForesaleKernel",
            "{connection_file}",
        ],
        "env": {
            "JJAVA_CLASSPATH": os.pathsep.join([str(library / "foresale-report.jar"), str(library / "dependency" / "*.jar")]),
            "FORESALE_SITE_PACKAGES": sysconfig.get_path("purelib"),
            # One thread a training run: the same figures on any number of cores.
            "OMP_NUM_THREADS": "1",
            # Whoever starts it: in the locale C, Java breaks paths and texts with other letters than ASCII.
            "LC_ALL": "C.UTF-8",
        },
    }


def compiled(sources: list, java_home: Path, jjava: Path, kernel: Path) -> Path:
    """The folder of the kernel's classes, which are compiled against the JJava that is installed, and once for each
    state of both. What was compiled before stays, as a kernel may run from it."""
    state = hashlib.sha256(str(jjava.stat().st_size).encode())
    for source in sources:
        state.update(source.read_bytes())
    classes = kernel / ("classes-" + state.hexdigest()[:16])
    if not classes.is_dir():
        unfinished = kernel / f"unfinished-{os.getpid()}"
        result = subprocess.run([str(java_home / "bin" / "javac"), "--release", "17", "-encoding", "UTF-8",
                                 "-cp", str(jjava), "-d", str(unfinished), *map(str, sources)],
                                capture_output=True, text=True)
        if result.returncode != 0:
            shutil.rmtree(unfinished, ignore_errors=True)
            fail(f"the kernel cannot be compiled:\n{result.stderr}",
                 "remove .venv and run environment/setup again, so that JJava has the version it is written for")
        try:
            unfinished.rename(classes)
        except OSError:
            # Another setup was quicker.
            shutil.rmtree(unfinished)
    return classes


def write(path: Path, content: dict) -> None:
    write_whole(path, json.dumps(content, indent=2) + "\n")


def main() -> None:
    project, java_home = (Path(argument).resolve() for argument in arguments(__doc__))
    prefix = Path(sys.prefix)
    kernels = prefix / "share" / "jupyter" / "kernels"
    jjava = kernels / "java" / "jjava.jar"
    needed(jjava, "remove .venv and run environment/setup again")
    kernel = kernels / "foresale"
    kernel.mkdir(parents=True, exist_ok=True)
    sources = sorted((project / "environment" / "kernel").rglob("*.java"))
    write(kernel / "kernel.json", kernel_spec(project, java_home, jjava, compiled(sources, java_home, jjava, kernel)))
    write_whole(kernel / "logging.properties", "handlers = java.util.logging.ConsoleHandler\n.level = WARNING\n")
    # The other kernels in this environment do not know the library: JupyterLab offers only this one.
    write(prefix / "etc" / "jupyter" / "jupyter_server_config.d" / "foresale.json",
          {"KernelSpecManager": {"allowed_kernelspecs": ["foresale"]}})
    # JupyterLab asks the network for nothing.
    write(prefix / "share" / "jupyter" / "lab" / "settings" / "overrides.json",
          {"@jupyterlab/apputils-extension:notification": {"fetchNews": "false", "checkForUpdates": False}})


if __name__ == "__main__":
    main()
