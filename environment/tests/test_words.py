"""The words of the library are those of the field, and its Javadoc reads as that of other libraries does."""

import json
import re
from pathlib import Path

LIB = Path(__file__).resolve().parents[2] / "lib"
NOTEBOOKS = LIB.parent / "notebooks"
FILES = {path.relative_to(LIB): path.read_text("utf-8") for path in sorted(LIB.glob("*/src/main/java/**/*.java"))}
JAVADOC = re.compile(r"^ +/\*\*(.*?)\*/\n(?: +@[^\n]*\n)*([^\n]*)", re.MULTILINE | re.DOTALL)
PUBLIC_METHOD = re.compile(r"^ +[^=;]*\bpublic\b(?!.*\b(?:record|class|interface|enum)\b)[^=;{]*?[\w>\]] \w+\(")


def test_the_files_are_found():
    assert len(FILES) > 100


def test_javadoc_of_a_public_method_opens_with_a_verb():
    silent = []
    for path, text in FILES.items():
        for javadoc, declaration in JAVADOC.findall(text):
            words = re.sub(r"^ *\* ?", "", javadoc.strip(), flags=re.MULTILINE).strip()
            if PUBLIC_METHOD.match(declaration) and not re.match(r"[A-Z][a-z]+s\b|\{@inheritDoc\}", words):
                silent.append(f"{path}: {words[:60]!r} of {declaration.strip()}")
    assert silent == []


def test_no_javadoc_takes_what_came_before_for_known():
    assert [path for path, text in FILES.items() if re.search(r"/\*\*\s*(?:\* )?The same\b", text)] == []


def test_bounds_are_called_max_and_min():
    # What a saved model calls the ending of a training is no name in the code, and cannot change with it.
    found = [f"{path}: {name}" for path, text in FILES.items()
             for name in re.findall(r"\b(?:\w+_)?(?:MOST|LEAST)(?:_\w+)?\b",
                                    text.replace('@JsonProperty("MOST_EPOCHS")', "")) if name.isupper()]
    assert [each for each in found if not each.endswith(" MOST_BOUGHT")] == []


# Where the word is the field's own: what could have come about at random.
AT_RANDOM = re.compile(r"[Bb]y\s+(?:mere )?chance|chance alone|left to\s+(?:\* )?chance|(?:hardly|be|is|where|what|how much|mere)\s+"
                       r"chance\b|chance (?:could|would)|(?:no |hardly )?more than chance|(?:better|than|from|against|of|without)"
                       r"\s+chance\b|Chance reaches")


def test_what_a_predictor_says_is_a_score_and_what_calibration_makes_of_it_a_probability():
    books = {path.name: "\n".join("".join(cell["source"]) for cell in json.loads(path.read_text("utf-8"))["cells"])
             for path in NOTEBOOKS.glob("*.ipynb")}
    pages = {path.name: path.read_text("utf-8") for path in [*LIB.parent.glob("*.md"), *NOTEBOOKS.glob("*.md")]}
    found = [f"{path}: {text[max(0, word.start() - 40):word.end() + 20]!r}"
             for path, text in {**FILES, **books, **pages}.items()
             for word in re.finditer(r"\b[Cc]hances?\b", AT_RANDOM.sub("", text))]
    assert found == []
