"""Whatever is in a file or a search box: an answer or one refusal, never a crash."""

import random
import zipfile
from collections.abc import Callable
from functools import partial
from io import BytesIO
from pathlib import Path

import msgspec
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from app.errors import InvalidInputError
from app.services.catalogue.cells import REQUIRED, BareHours, is_heading
from app.services.catalogue.flat_rows import read_cells, read_sheets
from app.services.catalogue.importing import checked_content
from app.services.catalogue.nested_json import read_json
from app.services.catalogue.procedures import Procedures
from app.services.catalogue.validation import check
from app.services.ledger.records import Actor
from app.services.ledger.transactions import Transactions
from app.services.tables import read_csv, read_workbook
from app.vocabulary.office import Level
from tests.services.catalogue.builders import a_procedure
from tests.services.catalogue.files import HEADINGS, a_row, an_xlsx

_CELL = st.one_of(
    st.none(),
    st.text(max_size=20),
    st.integers(),
    st.floats(),
    st.booleans(),
    st.sampled_from(["1", "0,5", "commune", "working_day", "none", "50.000 đ", "=1+1", "1.001193"]),
)


def _refused_field(read: Callable[[], object]) -> str:
    """Return the field that `read` was refused for; empty where it was read."""
    try:
        read()
    except InvalidInputError as error:
        return error.field
    return ""


@settings(max_examples=300, deadline=None)
@given(st.lists(st.lists(_CELL, min_size=10, max_size=10), max_size=5))
def test_any_cells_are_read_or_refused(rows: list[list[object]]) -> None:
    named = [
        (number, dict(zip(HEADINGS, cells, strict=True)))
        for number, cells in enumerate(rows, start=2)
    ]
    content = checked_content(read_cells(named, BareHours()))
    touched = {refusal.row for refusal in content.refused}
    kept = {row for entry in content.entries for row in entry.rows}
    assert touched | kept == {number for number, _cells in named}
    assert not touched & kept


@settings(max_examples=300, deadline=None)
@given(st.binary(min_size=1, max_size=300))
@example(b"code,name,field,level,unit\n1,2,3,xa,ngay\n")
def test_any_bytes_are_rows_or_one_refusal(content: bytes) -> None:
    assert _refused_field(lambda: read_sheets([read_csv(content, is_heading)], BareHours())) in {
        "",
        "file",
    }
    assert _refused_field(lambda: read_json(content, BareHours())) in {"", "file"}


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["code", "name", "field", "levels", "channels", "documents", "value"]),
            inner,
            max_size=6,
        )
    ),
    max_leaves=15,
)


@settings(max_examples=300, deadline=None)
@given(st.lists(_JSON, max_size=4))
def test_any_json_is_read_or_refused(content: list[object]) -> None:
    encoded = msgspec.json.encode(content)
    assert _refused_field(lambda: checked_content(read_json(encoded, BareHours()))) in {"", "file"}


def test_damaged_workbooks_never_escape(tmp_path: Path) -> None:
    source = an_xlsx(tmp_path, a_row(), a_row(code="1.2")).read_bytes()
    dice = random.Random(20261123)  # noqa: S311 - a fixed series
    outcomes: set[str] = set()
    for _round in range(400):
        damaged = _damaged(source, dice)
        outcomes.add(_refused_field(partial(_read_workbook, damaged)))
    assert outcomes == {"", "file"}


def _read_workbook(content: bytes) -> object:
    return read_sheets(read_workbook(content), BareHours())


def _damaged(source: bytes, dice: random.Random) -> bytes:
    """Damage one part and pack again, so that the checksums hold and the parser is reached."""
    damaged = BytesIO()
    with zipfile.ZipFile(BytesIO(source)) as archive, zipfile.ZipFile(damaged, "w") as out:
        chosen = dice.choice(archive.namelist())
        for name in archive.namelist():
            data = bytearray(archive.read(name))
            if name == chosen:
                for _change in range(dice.randint(1, 4)):
                    data[dice.randrange(len(data))] = dice.choice(b'<>/"= 0Aq9&')
            out.writestr(name, bytes(data))
    return damaged.getvalue()


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=80), st.text(max_size=80))
def test_checked_draft_stays_as_it_is(name: str, field: str) -> None:
    good, problems = check(a_procedure(name=name, field=field))
    if not problems:
        assert check(good) == (good, ())


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.text(max_size=40))
def test_any_search_is_answered(tx: Transactions, admin: Actor, text: str) -> None:
    found = Procedures(tx).find(admin, text)
    assert found == ()


def test_required_headings_are_headings() -> None:
    assert set(REQUIRED) <= set(HEADINGS)
    assert Level.COMMUNE.value in {str(cell) for cell in a_row()}


def test_single_letters_are_searched(tx: Transactions, admin: Actor) -> None:
    procedures = Procedures(tx)
    for place, letter in enumerate("đĐưạ"):
        procedures.save(admin, a_procedure(code=f"1.{place}", name=f"{letter}x thử", field="Thử"))
    assert {row.code for row in procedures.find(admin, "Đ")} == {"1.0", "1.1"}
    assert {row.code for row in procedures.find(admin, "ư")} == {"1.2"}
    assert {row.code for row in procedures.find(admin, "a")} == {"1.3"}
