"""A file that says "giờ" is asked once which hours it means, and each row of it is noted."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import select

from app.errors import InvalidInputError
from app.models.database import Database
from app.models.log import LogEntry
from app.services.catalogue.cases import phases_of
from app.services.catalogue.importing import CatalogueImport, read_catalogue
from app.services.catalogue.procedures import Procedures
from app.services.ledger.records import Actor
from app.services.ledger.transactions import Transactions
from app.vocabulary.catalogue import HoursMeaning, TimeUnit
from tests.services.catalogue.files import (
    HEADINGS,
    a_channel,
    a_csv,
    a_json,
    a_published,
    a_row,
    an_xlsx,
)

UNITS = [
    (HoursMeaning.WORKING, TimeUnit.WORKING_HOUR, "giờ làm việc"),
    (HoursMeaning.CONTINUOUS, TimeUnit.CLOCK_HOUR, "giờ (liên tục)"),
]


def _csv(folder: Path) -> Path:
    return a_csv(folder, a_row(value="24", unit="Giờ"), a_row(code="1.2"))


def _xlsx(folder: Path) -> Path:
    return an_xlsx(folder, a_row(value="24", unit="giờ"), a_row(code="1.2"))


def _flat_json(folder: Path) -> Path:
    rows = [a_row(value="24", unit="hour"), a_row(code="1.2")]
    return a_json(folder, [dict(zip(HEADINGS, row, strict=True)) for row in rows])


def _nested(folder: Path) -> Path:
    hours = a_published(code="1.001193", channels=[a_channel("Trực tiếp", 24, "hour")])
    return a_json(folder, [hours, a_published(code="1.2")])


def _phases(folder: Path) -> Path:
    return a_json(
        folder,
        [
            dict(zip(HEADINGS, a_row(value="24", unit="Giờ"), strict=True))
            | {"phases": "Thẩm định: 20 giờ; Trả: 4 giờ"}
        ],
    )


FILES = [_csv, _xlsx, _flat_json, _nested]


@pytest.fixture
def imports(tx: Transactions) -> CatalogueImport:
    return CatalogueImport(tx)


@pytest.mark.parametrize("make", FILES)
def test_bare_hours_are_refused_until_their_meaning_is_told(
    imports: CatalogueImport, admin: Actor, tmp_path: Path, make: Callable[[Path], Path]
) -> None:
    path = make(tmp_path)

    assert imports.preview(admin, path).asks_hours
    with pytest.raises(InvalidInputError, match="giờ làm việc hay giờ liên tục") as refused:
        imports.run(admin, path, partial=False)
    assert refused.value.field == "hours"


@pytest.mark.parametrize(("meaning", "unit", "word"), UNITS)
@pytest.mark.parametrize("make", FILES)
def test_bare_hours_are_what_was_told_and_each_row_is_noted(
    imports: CatalogueImport,
    tx: Transactions,
    admin: Actor,
    tmp_path: Path,
    make: Callable[[Path], Path],
    meaning: HoursMeaning,
    unit: TimeUnit,
    word: str,
) -> None:
    path = make(tmp_path)

    assert not imports.preview(admin, path, hours=meaning).asks_hours
    result = imports.run(admin, path, partial=False, hours=meaning)

    (found,) = Procedures(tx).find(admin, "1.001193")
    stored = Procedures(tx).one(admin, found.procedure_id).draft.cases[0]
    assert (stored.value, stored.unit) == (Decimal(24), unit)
    noted = [(each.code, each.message) for each in result.notices if each.field == "unit"]
    assert noted == [("1.001193", f"“Giờ” được hiểu là {word}, theo lựa chọn cho cả tệp.")]


@pytest.mark.parametrize(("meaning", "unit", "_word"), UNITS)
def test_phases_of_a_file_are_taken_like_its_times(
    tmp_path: Path, meaning: HoursMeaning, unit: TimeUnit, _word: str
) -> None:
    content = read_catalogue(_phases(tmp_path), meaning)

    (case,) = content.entries[0].draft.cases
    assert {case.unit, *(phase.unit for phase in case.phases)} == {unit}
    assert len([each for each in content.notices if each.field == "unit"]) == 1


@pytest.mark.parametrize(
    ("written", "unit"),
    [
        ("working_hour", TimeUnit.WORKING_HOUR),
        ("Giờ làm việc", TimeUnit.WORKING_HOUR),
        ("clock_hour", TimeUnit.CLOCK_HOUR),
        ("Giờ (liên tục)", TimeUnit.CLOCK_HOUR),
        ("giờ liên tục", TimeUnit.CLOCK_HOUR),
    ],
)
def test_hours_that_say_which_ask_nothing(
    imports: CatalogueImport, admin: Actor, tmp_path: Path, written: str, unit: TimeUnit
) -> None:
    path = a_csv(tmp_path, a_row(value="24", unit=written))

    preview = imports.preview(admin, path)
    assert (preview.asks_hours, preview.notices) == (False, ())
    assert read_catalogue(path).entries[0].draft.cases[0].unit is unit


def test_hours_typed_by_a_person_have_to_say_which() -> None:
    with pytest.raises(InvalidInputError, match=r"“giờ làm việc” hoặc “giờ \(liên tục\)”"):
        phases_of("Thẩm định: 5 giờ")


def test_meaning_is_kept_in_the_log(
    imports: CatalogueImport, admin: Actor, tmp_path: Path, database: Database
) -> None:
    imports.run(admin, _csv(tmp_path), partial=False, hours=HoursMeaning.CONTINUOUS)

    with database.read() as session:
        facts = session.scalar(select(LogEntry.facts).order_by(LogEntry.seq.desc()).limit(1))
    assert "continuous" in str(facts)
