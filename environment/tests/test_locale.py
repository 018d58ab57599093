"""Paths and texts with other letters than ASCII, in the locale C, which Docker's images have."""
import os
import shutil
import subprocess

import pytest
from jupyter_client.manager import KernelManager

from conftest import PROJECT
from register_kernel import kernel_spec

# Writes a file, and its path to standard output.
JAVA = """class Writes {
    public static void main(String[] arguments) throws Exception {
        System.out.println(java.nio.file.Files.writeString(java.nio.file.Path.of(arguments[0], "größe"), "ö"));
    }
}
"""
LOCALES = [{"LC_ALL": "C"}, {"LC_ALL": "POSIX"}, {}, {"LANG": "C"}, {"LC_ALL": "xx_XX.UTF-8"}]


def bare(**variables):
    """The environment without what sets a locale."""
    kept = {name: value for name, value in os.environ.items()
            if name not in ("LANG", "LANGUAGE") and not name.startswith("LC_")}
    return {**kept, **variables}


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "ö"
    (made / "environment").mkdir(parents=True)
    (made / "Writes.java").write_text(JAVA, encoding="utf-8")
    return made


@pytest.mark.parametrize("variables", LOCALES, ids=str)
def test_the_commands_start_java_with_utf_8(folder, variables):
    shutil.copy(PROJECT / "environment" / "common.bash", folder / "environment")
    script = folder / "environment" / "runs"
    script.write_text('source "$(dirname "$0")/common.bash"\n'
                      'java "$root/Writes.java" "$root"\n', encoding="utf-8")
    done = subprocess.run(["bash", str(script)], env=bare(**variables), capture_output=True, timeout=60)
    assert done.stdout.decode("utf-8") == f"{folder}/größe\n", done.stderr
    assert (folder / "größe").read_text(encoding="utf-8") == "ö"


def test_a_locale_with_utf_8_stays(folder):
    shutil.copy(PROJECT / "environment" / "common.bash", folder / "environment")
    done = subprocess.run(["bash", "-c", f'source "{folder}/environment/common.bash"; echo "${{LC_ALL:-none}} $LANG"'],
                          env=bare(LANG="C.UTF-8"), capture_output=True, text=True, timeout=60)
    assert done.stdout == "none C.UTF-8\n"


def test_every_command_that_starts_java_goes_that_way():
    commands = [path for path in (PROJECT / "environment").iterdir() if path.is_file() and not path.suffix]
    assert len(commands) >= 8
    for command in commands:
        assert "common.bash" in command.read_text(encoding="utf-8"), command


def test_the_kernel_is_told(folder):
    """Its Java, as registered, with its environment alone."""
    spec = kernel_spec(folder, folder, folder / "jjava.jar", folder / "classes")
    done = subprocess.run(["java", str(folder / "Writes.java"), str(folder)], env=bare(**{"LC_ALL": "C", **spec["env"]}),
                          capture_output=True, timeout=60)
    assert done.stdout.decode("utf-8") == f"{folder}/größe\n", done.stderr


def test_the_kernel_takes_options_that_its_jdk_knows(folder):
    """An option that a JDK does not know ends it at once."""
    added = "--sun-misc-unsafe-memory-access=allow"
    for version, expected in (("17.0.15", False), ("22.0.1", False), ("23", True), ("25.0.1", True)):
        (folder / "release").write_text(f'IMPLEMENTOR="x"\nJAVA_VERSION="{version}"\n', encoding="utf-8")
        argv = kernel_spec(folder, folder, folder / "jjava.jar", folder / "classes")["argv"]
        assert (added in argv) == expected, version


def test_a_cell_writes_a_file_and_a_text(folder):
    manager = KernelManager(kernel_name="foresale")
    manager.start_kernel(env=bare(LC_ALL="C"), stderr=subprocess.DEVNULL)
    client = manager.client()
    try:
        client.start_channels()
        client.wait_for_ready(timeout=60)
        shown = []
        client.execute_interactive(
            f'System.out.println(java.nio.file.Files.writeString(java.nio.file.Path.of("{folder}", "größe"), "ö"));',
            timeout=60, output_hook=lambda message: shown.append(message["content"]))
        told = "".join(content.get("text", "") for content in shown)
        assert told.strip() == f"{folder}/größe", shown
        assert (folder / "größe").read_text(encoding="utf-8") == "ö"
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)
