"""The underlined letters: every keyboard can send them with Alt, and no form has one twice."""

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.ui.widgets.labels import marked

_APP = Path(__file__).parents[3] / "app"
_UI = _APP / "ui"
_MARK = re.compile(r"&(.?)")
# Of these texts of one form only one is ever on the screen.
_ONE_AT_A_TIME = {
    "AccountsTab": {"n"},
    "ApprovalDialog": {"m"},
    "ActDialog": {"k"},
}


def _literals(node: ast.AST) -> Iterator[str]:
    """Yield every text with a mark; docstrings, and a mark that is only looked for, are not."""
    other = {
        id(text)
        for one in ast.walk(node)
        for text in (
            [one.value]
            if isinstance(one, ast.Expr)
            else [arg for arg in one.args if isinstance(arg, ast.Constant) and arg.value == "&"]
            if isinstance(one, ast.Call)
            else []
        )
    }
    for one in ast.walk(node):
        if isinstance(one, ast.Constant) and isinstance(one.value, str) and id(one) not in other:
            text = one.value.replace("&&", "")
            if "&" in text:
                yield text


def _modules() -> Iterator[tuple[str, ast.Module]]:
    for path in sorted(_UI.rglob("*.py")):
        if path.name == "labels.py":
            continue  # it sets marks, it has none
        yield str(path.relative_to(_UI)), ast.parse(path.read_text(encoding="utf-8"))


def test_underlined_letters_are_on_every_keyboard() -> None:
    wrong = [
        f"{name}: {text}"
        for name, tree in _modules()
        for text in _literals(tree)
        for letter in _MARK.findall(text)
        if not (letter.isascii() and letter.isalnum())
    ]
    assert wrong == []


def test_no_form_underlines_one_letter_twice() -> None:
    wrong = []
    for name, tree in _modules():
        for each in ast.walk(tree):
            if not isinstance(each, ast.ClassDef):
                continue
            found = defaultdict(list)
            for text in _literals(each):
                for letter in _MARK.findall(text):
                    found[letter.lower()].append(text)
            wrong += [
                f"{name} {each.name}: {texts}"
                for letter, texts in found.items()
                if len(set(texts)) > 1 and letter not in _ONE_AT_A_TIME.get(each.name, ())
            ]
    assert wrong == []


def _described() -> Iterator[tuple[str, list[str]]]:
    """Yield the titles of each record that is described by a tuple of fields."""
    for path in sorted(_APP.rglob("*.py")):
        for one in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(one, ast.Tuple) and any(_is_field(each) for each in one.elts):
                titles = [text for each in one.elts for text in _literals(each)]
                yield f"{path.relative_to(_APP)}:{one.lineno}", titles


def _is_field(node: ast.expr) -> bool:
    return isinstance(node, ast.Call) and ast.unparse(node.func) == "Field"


def test_no_described_record_underlines_one_letter_twice_or_one_that_no_keyboard_has() -> None:
    described = dict(_described())
    assert any(described.values())
    wrong = []
    for place, titles in described.items():
        letters = [letter.lower() for title in titles for letter in _MARK.findall(title)]
        if len(set(letters)) < len(letters) or not all(
            one.isascii() and one.isalnum() for one in letters
        ):
            wrong.append(f"{place}: {titles}")
    assert wrong == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [("Ngày xong", "&Ngày xong"), ("Đến hết ngày", "Đế&n hết ngày"), ("Địa chỉ", "Đị&a chỉ")],
)
def test_title_known_only_later_is_marked_at_a_letter_of_every_keyboard(
    text: str, expected: str
) -> None:
    assert marked(text) == expected
