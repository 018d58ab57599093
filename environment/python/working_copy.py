"""Copies the notebooks to where they are explored: without outputs, so that no old figure is taken for one's own, and
apart from those of the repository, so that exploring changes none of its files.

usage: working_copy.py NOTEBOOKS COPY

What has been changed in the copy is never overwritten: a later version of it is laid beside it. That is told.
"""
import hashlib
import json
from pathlib import Path

import nbformat

from command import arguments, needed, write_whole
from figures import clear_outputs

# What was copied, by the SHA-256 of what was written: a file that still has it has not been changed since.
RECORD = ".foresale.json"
# The figures of the committed report, which no notebook reads: they are not one's own either.
LEFT_OUT = "results"


def content(file: Path) -> bytes:
    """What the copy of a file is to hold: of a notebook, all but what came out of it."""
    if file.suffix != ".ipynb":
        return file.read_bytes()
    notebook = nbformat.read(file, as_version=4)
    clear_outputs(notebook)
    return (json.dumps(notebook, ensure_ascii=False, indent=1) + "\n").encode()


def says_the_same(copy: Path, wanted: bytes) -> bool:
    """Whether a copy is what is wanted; of a notebook, whether its cells are, however it was saved and run."""
    if copy.suffix != ".ipynb":
        return copy.read_bytes() == wanted
    try:
        mine = nbformat.read(copy, as_version=4)
    except (nbformat.reader.NotJSONError, nbformat.ValidationError, UnicodeDecodeError, KeyError, AttributeError):
        return False
    return cells(mine) == cells(nbformat.reads(wanted.decode(), as_version=4))


def cells(notebook) -> list:
    return [(cell.cell_type, cell.source) for cell in notebook.cells]


def digest(of: bytes) -> str:
    return hashlib.sha256(of).hexdigest()


def read_record(folder: Path) -> dict:
    try:
        record = json.loads((folder / RECORD).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return record if isinstance(record, dict) else {}


def beside(file: Path, text: bytes) -> Path:
    """Where a later version of a changed file goes, which is where it is already or where nothing is."""
    number = 1
    while True:
        place = file.with_name(f"{file.stem}.new{'' if number == 1 else number}{file.suffix}")
        if not place.exists() or says_the_same(place, text):
            return place
        number += 1


def update(source: Path, folder: Path) -> list:
    """Brings the copy up to date; what is to be told of it."""
    record = read_record(folder)
    now, told = {}, []
    files = sorted(path.relative_to(source) for path in source.rglob("*") if path.is_file())
    for path in files:
        if path.parts[0] == LEFT_OUT or any(part.startswith(".") for part in path.parts):
            continue
        copy, text = folder / path, content(source / path)
        name, wanted = path.as_posix(), digest(text)
        now[name] = wanted
        if not copy.exists() or record.get(name) == digest(copy.read_bytes()):
            if record.get(name) != wanted or not copy.exists():
                write_whole(copy, text)
        elif not says_the_same(copy, text) and record.get(name) != wanted:
            place = beside(copy, text)
            if not place.exists():
                write_whole(place, text)
            told.append(f"{copy} is yours and stays as it is; the new version lies beside it: {place.name}")
    for name in record.keys() - now.keys():
        copy = folder / name
        # A name from a file, which anyone may have written: only what lies in the folder is deleted.
        if copy.resolve().is_relative_to(folder.resolve()) and copy.is_file() \
                and record[name] == digest(copy.read_bytes()):
            copy.unlink()
    write_whole(folder / RECORD, json.dumps(now, indent=1) + "\n")
    return told


def main() -> None:
    source, folder = map(Path, arguments(__doc__))
    needed(source, "give the folder notebooks of Foresale")
    for line in update(source, folder):
        print(f"foresale: {line}")


if __name__ == "__main__":
    main()
