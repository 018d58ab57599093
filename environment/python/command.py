"""What the scripts of this folder say where an argument, or what they read, is missing, and how they write a file."""
import secrets
import shutil
import sys
from pathlib import Path
from typing import NoReturn


def fail(what: str, remedy: str) -> NoReturn:
    sys.exit(f"foresale: error: {what}\n          remedy: {remedy}")


def arguments(documentation: str) -> list:
    """As many arguments as the usage of a script names; with more or fewer, it says its usage and ends."""
    usage = next(line for line in documentation.splitlines() if line.startswith("usage: "))
    given = sys.argv[1:]
    if len(given) != len(usage.split()) - 2:
        print(usage, file=sys.stderr)
        sys.exit(2)
    return given


def needed(path: Path, remedy: str) -> Path:
    """The path of what a script reads, if it is there."""
    if not path.exists():
        fail(f"{path} is missing", remedy)
    return path


def write_whole(path: Path, content: str | bytes) -> None:
    """Writes a file whole or not at all, and makes its folder: whoever reads it meanwhile never sees half of it.

    A file that was there keeps its permissions. What is not finished has a name of its own: two containers with the
    same folder may have processes with the same number.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        unfinished.write_bytes(content.encode() if isinstance(content, str) else content)
        if path.exists():
            shutil.copymode(path, unfinished)
        unfinished.replace(path)
    except BaseException:
        unfinished.unlink(missing_ok=True)
        raise
