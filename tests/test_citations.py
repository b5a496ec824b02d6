import ast
import re
import tomllib
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from app.clock import start_of_day
from app.services.forms.issuing import form_set
from app.wording.citations import (
    CITATIONS,
    FORMS_OF_2025_FROM,
    Rule,
    cite,
    cite_in_full,
    in_brackets,
    measure_name,
)
from app.wording.labels import label

_ROOT = Path(__file__).parent.parent
_TABLE = _ROOT / "app/wording/citations.py"
_LAW = re.compile(
    r"""
    (?i:\b(?:NĐ|TT|NQ|Nghị\ định|Thông\ tư|Nghị\ quyết)(?:\ số)?\ [\d{])
    | (?i:\b(?:QĐ|Quyết\ định)(?:\ số)?\ \d+(?!\S*(?:UBND|MẪU)))
    | (?i:\b(?:Điều|(?<!tài\ )khoản)\ [\d{])
    | (?i:\d/(?:NĐ-CP|NQ-CP|QĐ-TTg) | /\d{4}/(?:TT-|QH)\w)
    | (?:Bộ\ luật|Luật|Pháp\ lệnh)\ [A-ZĐ] | Hiến\ pháp | BLDS | 766
    """,
    re.VERBOSE,
)
"""What names a law of the state; a decision of an office (…/QĐ-UBND) is none."""
_TYPED_BY_PEOPLE = {
    "Luật Hộ tịch 2014, Điều 32",
    "Liên thông khai sinh, đăng ký thường trú (NĐ 63/2024/NĐ-CP)",
    "Tập huấn nghiệp vụ một cửa, số hóa hồ sơ theo Nghị định 118/2025/NĐ-CP",
}
"""What the made-up people of the demo type: data, as the decisions of the catalogue are."""


@pytest.mark.parametrize("rule", Rule)
def test_every_rule_has_its_texts_one_after_another(rule: Rule) -> None:
    texts = CITATIONS[rule]
    assert texts
    for earlier, later in pairwise(texts):
        assert earlier.until is not None
        assert earlier.until <= later.since
    assert cite(rule, texts[0].since) == texts[0].text
    assert cite(rule, texts[0].since - timedelta(days=1)) == ""


@pytest.mark.parametrize(
    ("rule", "day", "text"),
    [
        (Rule.EXTENSION, date(2018, 6, 20), ""),
        (Rule.EXTENSION, date(2025, 6, 30), "NĐ 61/2018, Điều 19 khoản 9"),
        (Rule.EXTENSION, date(2025, 7, 1), "NĐ 118/2025"),
        (Rule.FEE_SETTLEMENT, date(2025, 6, 30), "NĐ 61/2018, Điều 12 khoản 9 và Điều 22"),
        (Rule.FEE_SETTLEMENT, date(2026, 12, 31), "NĐ 118/2025"),
        (Rule.EVALUATION, date(2025, 9, 14), "TT 01/2018, Điều 13 đến Điều 15"),
        (Rule.EVALUATION, date(2025, 9, 15), "TT 03/2025"),
        (Rule.REPORT_FORMS, date(2019, 6, 14), "TT 02/2017"),
        (Rule.REPORT_FORMS, date(2020, 10, 21), "TT 01/2020"),
        (Rule.NATIONAL_MEASURE, date(2022, 6, 22), ""),
        (Rule.NATIONAL_MEASURE, date(2022, 6, 23), "QĐ 766/QĐ-TTg"),
    ],
)
def test_the_text_in_force_that_day_is_cited(rule: Rule, day: date, text: str) -> None:
    assert cite(rule, day) == text


@pytest.mark.parametrize("rule", Rule)
def test_papers_write_every_text_in_full(rule: Rule) -> None:
    for one in CITATIONS[rule]:
        assert re.search(r"\b(?:NĐ|TT|QĐ) \d", cite_in_full(rule, one.since)) is None


def test_the_national_measure_has_a_name_before_its_decision() -> None:
    assert measure_name(date(2019, 6, 14)) == "quốc gia"
    assert measure_name(date(2026, 12, 2)) == "QĐ 766/QĐ-TTg"
    assert in_brackets("") == ""
    assert in_brackets("NĐ 118/2025") == " (NĐ 118/2025)"


@pytest.mark.parametrize("days", [-1, 0])
def test_the_forms_change_on_the_day_their_circular_is_cited(days: int) -> None:
    day = FORMS_OF_2025_FROM + timedelta(days=days)
    assert label(form_set(start_of_day(day))) == cite_in_full(Rule.FORMS, day)


def test_no_word_of_the_program_names_a_law_outside_the_table() -> None:
    found = {(path, text) for path, text in _words_of_the_program() if _LAW.search(text)}
    assert [one for one in sorted(found) if one[1] not in _TYPED_BY_PEOPLE] == []
    assert {text for _path, text in found} == _TYPED_BY_PEOPLE


@pytest.mark.parametrize(
    "text",
    [
        "tính lại từ đầu (NĐ 61/2018, Điều 19).",
        "Lập theo khoản 9 Điều 12 và Điều 22 Nghị định 61/2018/NĐ-CP.",
        "theo nghị định số {} của Chính phủ",
        "Thông tư số 01/2020/TT-VPCP ngày 21/10/2020",
        "QĐ 766 tính là quá hạn",
        "THEO QUYẾT ĐỊNH 766/QĐ-TTg",
        "Bộ chỉ số 766",
        "Xếp loại (Điều 15)",
        "Bộ luật Dân sự 2015",
        "khoản 1 Điều 10 Luật Phí và lệ phí",
    ],
)
def test_a_planted_citation_is_found(text: str) -> None:
    assert _LAW.search(text)


@pytest.mark.parametrize(
    "text",
    ["Quyết định số 12/QĐ-UBND", "Quyết định {}", "tài khoản 2", "theo quy định của pháp luật"],
)
def test_other_words_are_no_citations(text: str) -> None:
    assert _LAW.search(text) is None


def _words_of_the_program() -> Iterator[tuple[str, str]]:
    """Yield each literal of the program with its file; a value within one is "{}"."""
    folders = (_ROOT / name for name in ("app", "launcher", "verifier"))
    code = [path for folder in folders for path in folder.rglob("*.py") if path != _TABLE]
    for path in [*code, _ROOT / "run.py"]:
        name = str(path.relative_to(_ROOT))
        yield from ((name, text) for text in _literals(ast.parse(path.read_text("utf-8"))))
    for path in sorted((_ROOT / "resources").glob("*.toml")):
        name = str(path.relative_to(_ROOT))
        yield from ((name, line) for line in path.read_text("utf-8").splitlines())
    for path in sorted((_ROOT / "resources" / "demo").glob("*.toml")):
        name = str(path.relative_to(_ROOT))
        yield from ((name, text) for text in _texts(tomllib.loads(path.read_text("utf-8"))))


def _texts(value: object) -> Iterator[str]:
    match value:
        case str():
            yield value
        case dict():
            yield from (text for each in value.values() for text in _texts(each))
        case list():
            yield from (text for each in value for text in _texts(each))


def _literals(tree: ast.AST) -> Iterator[str]:
    """Yield what strings say, without docstrings and the pieces of what is yielded whole."""
    if isinstance(tree, ast.Expr) and isinstance(tree.value, ast.Constant):
        return
    match tree:
        case ast.Constant(value=str(text)):
            yield text
        case ast.JoinedStr(values=parts):
            pieces = [part.value if isinstance(part, ast.Constant) else "{}" for part in parts]
            yield "".join(str(piece) for piece in pieces)
            inner = [part for part in parts if not isinstance(part, ast.Constant)]
            for each in inner:
                yield from _literals(each)
        case _:
            for child in ast.iter_child_nodes(tree):
                yield from _literals(child)
