"""What the scripts of this folder say where an argument, or what they read, is missing, and how they write a file."""
import contextlib
import re
import secrets
import shutil
import stat
import sys
import time
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


# Seconds after which a file that is not finished was left behind by a process that was killed.
ABANDONED = 3600


def clear_abandoned(path: Path) -> None:
    """Removes what processes that were killed left behind of a file; what may still be written stays."""
    name = re.compile(rf"\.{re.escape(path.name)}\.[0-9a-f]{{8}}")
    for left in path.parent.iterdir():
        if name.fullmatch(left.name):
            # Another process may remove it at the same time.
            with contextlib.suppress(FileNotFoundError):
                about = left.lstat()
                if stat.S_ISREG(about.st_mode) and time.time() - about.st_mtime > ABANDONED:
                    left.unlink()


def write_whole(path: Path, content: str | bytes) -> None:
    """Writes a file whole or not at all, and makes its folder: whoever reads it meanwhile never sees half of it.

    A file that was there keeps its permissions, and a symbolic link still leads to it. What is not finished has a name
    of its own: two containers with the same folder may have processes with the same number. What a process that was
    killed left unfinished goes with the next writing.
    """
    path = path.resolve()
    path.parent.mkdir(parents=True, exist_ok=True)
    clear_abandoned(path)
    unfinished = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        unfinished.write_bytes(content.encode() if isinstance(content, str) else content)
        if path.exists():
            shutil.copymode(path, unfinished)
        unfinished.replace(path)
    except BaseException:
        unfinished.unlink(missing_ok=True)
        raise
