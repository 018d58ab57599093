"""Registers the kernel "Java (Foresale)" in the virtual environment that runs this.

usage: register_kernel.py PROJECT JAVA_HOME
"""
import json
import os
import sys
import sysconfig
from pathlib import Path

from command import arguments, needed


def kernel_spec(project: Path, java_home: Path, jjava: Path) -> dict:
    library = project / "lib" / "report" / "target"
    return {
        "display_name": "Java (Foresale)",
        "language": "java",
        "interrupt_mode": "message",
        # Without JJava's launcher, which starts a second JVM: one process less to start and to lose.
        "argv": [
            str(java_home / "bin" / "java"),
            "--add-opens", "jdk.jshell/jdk.jshell=ALL-UNNAMED",
            # The kernel's messages about itself would stand between those of a report.
            "-Djava.util.logging.config.file={resource_dir}/logging.properties",
            "-Dorg.bytedeco.javacpp.logger=slf4j",
            "-cp", str(jjava),
            "org.dflib.jjava.distro.JJava",
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


def write(path: Path, content: dict) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_suffix(".new")
    temporary.write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")
    temporary.replace(path)


def main() -> None:
    project, java_home = (Path(argument).resolve() for argument in arguments(__doc__))
    prefix = Path(sys.prefix)
    kernels = prefix / "share" / "jupyter" / "kernels"
    jjava = kernels / "java" / "jjava.jar"
    needed(jjava, "remove .venv and run environment/setup again")
    write(kernels / "foresale" / "kernel.json", kernel_spec(project, java_home, jjava))
    (kernels / "foresale" / "logging.properties").write_text(
        "handlers = java.util.logging.ConsoleHandler\n.level = WARNING\n", encoding="utf-8")
    # The other kernels in this environment do not know the library: JupyterLab offers only this one.
    write(prefix / "etc" / "jupyter" / "jupyter_server_config.d" / "foresale.json",
          {"KernelSpecManager": {"allowed_kernelspecs": ["foresale"]}})
    # JupyterLab asks the network for nothing.
    write(prefix / "share" / "jupyter" / "lab" / "settings" / "overrides.json",
          {"@jupyterlab/apputils-extension:notification": {"fetchNews": "false", "checkForUpdates": False}})


if __name__ == "__main__":
    main()
