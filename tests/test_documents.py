"""The documents: short where they are read first, and true of the program where a test can tell."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

from app.__main__ import VERBS
from app.vocabulary.forms import FORM_OF_QR_KIND
from tests.harness.__main__ import VERBS as HARNESSES
from tests.harness.command_recipes.commands import commands
from tests.harness.fault_matrix.fault_kinds import EVERY
from tests.harness.fuzzing.entries import ENTRIES
from tests.released_stores import RELEASES

_ROOT = Path(__file__).resolve().parents[1]
_MOST_BYTES = 10_000
_DOCUMENTS = sorted([*_ROOT.glob("*.md"), *_ROOT.glob("docs/*.md"), *_ROOT.glob("benchmarks/*.md")])
_LINK = re.compile(r"\]\(([^)#:]+)\)")
_NUMBERS = {4: "four", 5: "five", 6: "six", 7: "seven", 8: "eight"}


def _text(name: str) -> str:
    return (_ROOT / name).read_text("utf-8")


def _rows(text: str) -> list[list[str]]:
    """The cells of each row of each table."""
    lines = [line for line in text.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def test_the_readme_is_short_and_has_the_two_commands() -> None:
    readme = _text("README.md")
    assert len(readme.encode()) <= _MOST_BYTES
    assert [line.split("  ")[0] for line in readme.splitlines() if line.startswith("python3")] == [
        "python3 run.py",
        "python3 run.py test",
    ]
    assert readme.count("\n### ") == 5


@pytest.mark.parametrize("document", _DOCUMENTS, ids=lambda path: path.name)
def test_every_link_and_picture_is_there(document: Path) -> None:
    for target in _LINK.findall(document.read_text("utf-8")):
        assert (document.parent / target).exists(), target


def test_every_document_and_every_picture_is_led_to() -> None:
    led = {
        (document.parent / target).resolve()
        for document in _DOCUMENTS
        for target in _LINK.findall(document.read_text("utf-8"))
    }
    assert {path for path in _ROOT.glob("docs/**/*") if path.is_file()} - led == set()


def test_no_row_of_a_table_stands_twice() -> None:
    rows = [
        line
        for document in _DOCUMENTS
        for line in set(document.read_text("utf-8").splitlines())
        if line.startswith("| ") and len(line) > 60
    ]
    assert len(rows) == len(set(rows))


def test_every_verb_is_told_of_and_no_other() -> None:
    blocks = "\n".join(_text("docs/commands.md").split("```")[1::2])
    lines = [part for line in blocks.splitlines() for part in line.split("  ·  ") if part]
    assert {line.split()[0] for line in lines} == set(VERBS)


def test_every_promise_stands_once_with_its_command() -> None:
    rows = [row for row in _rows(_text("docs/figures.md")) if len(row) == 4]
    named = {row[0]: row[2].strip("`") for row in rows}
    assert [f"G{number}" for number in range(1, 17)] == [key for key in named if key[:1] == "G"]
    asked = [row[2].strip("`") for row in rows[2:]]
    assert set(HARNESSES) <= set(asked)
    for command in set(asked) - set(HARNESSES):
        assert command.startswith("pytest ")
        assert (_ROOT / command.removeprefix("pytest ")).exists(), command


@pytest.mark.parametrize(
    ("promise", "words"),
    [
        ("G4", f"{len(EVERY)} faults × every command of the services ({len(commands())} now"),
        ("G7", f"each of {len(ENTRIES)} entry points"),
        ("G9", f"all {len(FORM_OF_QR_KIND)} kinds"),
        ("G12", f"all {_NUMBERS[len(RELEASES)]} releases"),
        ("G14", f"{len(commands())} commands, all declared"),
    ],
)
def test_the_counts_of_a_promise_are_those_of_the_code(promise: str, words: str) -> None:
    (row,) = (row for row in _rows(_text("docs/figures.md")) if row[0] == promise)
    assert words in " | ".join(row)


@cache
def _defined() -> frozenset[str]:
    """Every class of the program, and every member of each enumeration as Class.MEMBER."""
    found: set[str] = set()
    for path in (_ROOT / "app").rglob("*.py"):
        for node in ast.parse(path.read_text("utf-8")).body:
            if isinstance(node, ast.ClassDef):
                found.add(node.name)
                found |= {
                    f"{node.name}.{target.id}"
                    for line in node.body
                    if isinstance(line, ast.Assign)
                    for target in line.targets
                    if isinstance(target, ast.Name)
                }
    return frozenset(found)


def test_the_glossary_names_what_the_code_has() -> None:
    glossary = _text("CONTRIBUTING.md").partition("## Glossary")[2]
    names = re.findall(r"`([\w.]+)`", " ".join(row[2] for row in _rows(glossary)))
    assert len(names) > 30
    assert set(names) - _defined() == set()
