"""Routes of cases: their totals, their versions, what is refused, what a file brings."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from app.errors import ConflictError, InvalidInputError, NotFoundError
from app.models.catalogue import RouteStep
from app.models.office import Unit
from app.services.catalogue.agencies import Agencies
from app.services.catalogue.importing import CatalogueImport
from app.services.catalogue.procedures import Procedures
from app.services.catalogue.records import AgencyDraft, CaseDraft, StepDraft
from app.services.catalogue.route_units import route_sum
from app.services.catalogue.routes import Routes
from app.services.catalogue.validation import MOST_STEPS
from app.services.ledger.records import Actor
from app.services.ledger.rights import Right
from app.services.ledger.transactions import Transactions
from app.vocabulary.catalogue import TimeUnit
from app.vocabulary.office import Level
from tests.services.catalogue.builders import a_case, a_procedure
from tests.services.catalogue.files import a_json, a_published

DAY = 450
"""Minutes of the ordinary working day, 7 and a half hours."""
JUSTICE, LAND = "Phòng Tư pháp", "Phòng Tài nguyên"


def a_step(unit_name: str = JUSTICE, value: str = "1", **fields: Any) -> StepDraft:
    known: dict[str, Any] = {"unit": TimeUnit.WORKING_DAY}
    return StepDraft(unit_name, Decimal(value), **known | fields)


def a_route(*values: str) -> tuple[StepDraft, ...]:
    first, *others = values
    return (a_step(JUSTICE, first, is_lead=True), *(a_step(LAND, each) for each in others))


@pytest.fixture
def case_id(tx: Transactions, admin: Actor) -> int:
    for name in (JUSTICE, LAND):
        Agencies(tx).add(admin, AgencyDraft(name, Level.COMMUNE))
    return Procedures(tx).add(admin, a_procedure()).cases[0].case_id


def newest(tx: Transactions, admin: Actor) -> CaseDraft:
    (row,) = Procedures(tx).find(admin, "khai sinh")
    return Procedures(tx).one(admin, row.procedure_id).draft.cases[0]


@pytest.mark.parametrize(
    ("case", "steps", "total", "agrees"),
    [
        (a_case(), a_route("1", "2"), "3 ngày làm việc", True),
        (a_case(), a_route("1", "1"), "2 ngày làm việc", False),
        (a_case(), (*a_route("1"), a_step(LAND, "2", is_parallel=True)), "2 ngày làm việc", False),
        (
            a_case(),
            (*a_route("1", "2"), a_step(JUSTICE, "2", is_parallel=True)),
            "3 ngày làm việc",
            True,
        ),
        (
            a_case(value="1"),
            (a_step(value="0.5"), a_step(value="3", unit=TimeUnit.WORKING_HOUR)),
            "0,9 ngày làm việc (6,8 giờ làm việc)",
            False,
        ),
        (
            a_case(value="15", unit=TimeUnit.WORKING_HOUR),
            a_route("2"),
            "2 ngày làm việc",
            True,
        ),
        (a_case(value="0", unit=TimeUnit.SAME_DAY), a_route("0.5", "0.5"), "1 ngày làm việc", True),
        (a_case(value="0", unit=TimeUnit.SAME_DAY), a_route("1", "1"), "2 ngày làm việc", False),
        (a_case(value="0", unit=TimeUnit.NONE), a_route("9"), "9 ngày làm việc", None),
        (a_case(value="30", unit=TimeUnit.CALENDAR_DAY), a_route("20"), "20 ngày làm việc", None),
        (
            a_case(value="30", unit=TimeUnit.CALENDAR_DAY),
            (a_step(value="10", unit=TimeUnit.CALENDAR_DAY),) * 3,
            "30 ngày",
            True,
        ),
        (
            a_case(value="1", unit=TimeUnit.MONTH),
            (a_step(value="30", unit=TimeUnit.CALENDAR_DAY),),
            "30 ngày",
            None,
        ),
        (
            a_case(),
            (a_step(), a_step(unit=TimeUnit.MONTH)),
            "không so được: các bước dùng đơn vị khác nhau",
            None,
        ),
        (a_case(), (), "", None),
    ],
)
def test_steps_add_up_as_they_run(
    case: CaseDraft, steps: tuple[StepDraft, ...], total: str, agrees: bool | None
) -> None:
    summed = route_sum(replace(case, route=steps), DAY)
    assert (summed.total_text, summed.agrees) == (total, agrees)


def test_a_route_opens_a_version_and_old_ones_keep_theirs(
    tx: Transactions, admin: Actor, case_id: int
) -> None:
    routes = Routes(tx)
    first = routes.set(admin, case_id, a_route("1", "2"))
    assert first.case_id != case_id
    assert [(step.unit_name, step.is_lead) for step in first.steps] == [
        (JUSTICE, True),
        (LAND, False),
    ]
    assert (first.total_text, first.legal_text, first.agrees) == (
        "3 ngày làm việc",
        "03 ngày làm việc",
        True,
    )
    again = routes.set(admin, first.case_id, a_route("1", "2"))
    assert again.case_id == first.case_id
    parallel = (*first.steps, a_step(JUSTICE, "1", is_parallel=True, work="cho ý kiến"))
    second = routes.set(admin, first.case_id, parallel)
    assert second.steps[-1].work == "cho ý kiến"
    assert second.steps[-1].is_parallel
    assert routes.of(admin, case_id).steps == ()
    assert routes.of(admin, first.case_id).steps == first.steps
    with pytest.raises(ConflictError):
        routes.set(admin, first.case_id, ())


def test_other_edits_carry_the_route_on(tx: Transactions, admin: Actor, case_id: int) -> None:
    set_ = Routes(tx).set(admin, case_id, a_route("1", "1"), "theo QĐ 12")
    (row,) = Procedures(tx).find(admin, "khai sinh")
    draft = Procedures(tx).one(admin, row.procedure_id).draft
    renamed = replace(draft, cases=(replace(draft.cases[0], name="Trực tiếp"),))
    (view,) = Procedures(tx).save(admin, renamed).cases
    kept = Routes(tx).of(admin, view.case_id)
    assert (kept.steps, kept.note, kept.agrees) == (set_.steps, "theo QĐ 12", False)


def test_a_total_that_disagrees_needs_a_note(tx: Transactions, admin: Actor, case_id: int) -> None:
    with pytest.raises(InvalidInputError, match="cộng lại 2 ngày làm việc") as refused:
        Routes(tx).set(admin, case_id, a_route("1", "1"))
    assert refused.value.field == "note"
    kept = Routes(tx).set(admin, case_id, a_route("1", "1"), "còn 1 ngày trình ký")
    assert (kept.agrees, kept.note) == (False, "còn 1 ngày trình ký")


@pytest.mark.parametrize(
    ("steps", "field"),
    [
        ((a_step("Phòng Không Có", "3", is_lead=True),), "steps.0.unit_name"),
        ((a_step("", "3", is_lead=True),), "steps.0.unit_name"),
        ((a_step(value="0", is_lead=True),), "steps.0.value"),
        ((a_step(value="-1", is_lead=True),), "steps.0.value"),
        ((a_step(value="0", unit=TimeUnit.NONE, is_lead=True),), "steps.0.unit"),
        ((a_step(value="3"),), "steps.0.is_lead"),
        ((*a_route("1"), a_step(LAND, "2", is_lead=True)), "steps.1.is_lead"),
        ((a_step(value="3", is_lead=True, is_parallel=True),), "steps.0.is_parallel"),
        (a_route(*["1"] * (MOST_STEPS + 1)), "steps"),
        ((a_step(value="3", is_lead=True, work="x" * 301),), "steps.0.work"),
    ],
)
def test_a_broken_route_names_its_field(
    tx: Transactions, admin: Actor, case_id: int, steps: tuple[StepDraft, ...], field: str
) -> None:
    with pytest.raises(InvalidInputError) as refused:
        Routes(tx).set(admin, case_id, steps)
    assert refused.value.field == field
    assert newest(tx, admin).route == ()


def test_an_ended_unit_gives_way_to_its_successor(
    tx: Transactions, admin: Actor, case_id: int
) -> None:
    Routes(tx).set(admin, case_id, a_route("1", "2"))
    agencies = {row.name: row.agency_id for row in Agencies(tx).list(admin)}
    Agencies(tx).merge(admin, agencies[LAND], agencies[JUSTICE])
    assert [step.unit_name for step in newest(tx, admin).route] == [JUSTICE, JUSTICE]
    assert LAND not in {unit.name for unit in Routes(tx).units(admin)}


def test_an_ended_unit_without_successor_is_refused(
    tx: Transactions, admin: Actor, case_id: int
) -> None:
    with tx.write(admin, Right.EDIT_CATALOGUE) as work:
        unit = work.session.execute(select(Unit).where(Unit.name == LAND)).scalar_one()
        unit.valid_to = unit.valid_from
    with pytest.raises(InvalidInputError, match="đã ngừng hoạt động") as refused:
        Routes(tx).set(admin, case_id, a_route("1", "2"))
    assert refused.value.field == "steps.1.unit_name"


def test_a_missing_case_is_told(tx: Transactions, admin: Actor) -> None:
    with pytest.raises(NotFoundError):
        Routes(tx).of(admin, 999)


def a_file_step(agency: str, value: float, **changed: Any) -> dict[str, Any]:
    return {"agency": agency, "value": value, "unit": "working_day"} | changed


def test_a_file_brings_routes_and_its_disagreements(
    tx: Transactions, admin: Actor, tmp_path: Path
) -> None:
    good = [a_file_step("Phòng Mới", 1, lead=True), a_file_step(JUSTICE, 2, work="thẩm tra")]
    short = [a_file_step(JUSTICE, 1), a_file_step(LAND, 0.5, parallel=True)]
    content = [
        a_published(code="1.1", steps=good),
        a_published(code="1.2", steps=short),
        a_published(code="1.3", steps=[a_file_step(JUSTICE, 5, unit="day", lead=True)]),
        a_published(code="1.4", steps=[a_file_step(JUSTICE, 5, unit="tuần")]),
    ]
    path = a_json(tmp_path, content)
    imports = CatalogueImport(tx)
    preview = imports.preview(admin, path)
    assert set(preview.new_agencies) >= {"Phòng Mới", JUSTICE, LAND}
    result = imports.run(admin, path, partial=True)
    assert [(each.row, each.field) for each in result.refused] == [(4, "route")]
    told = [(each.code, each.message) for each in result.notices if each.field == "route"]
    assert [code for code, _words in told] == ["1.2", "1.2", "1.3"]
    assert "đang lấy Phòng Tư pháp" in told[0][1]
    assert "cộng lại 1 ngày làm việc, thời hạn là 03 ngày làm việc" in told[1][1]
    assert "không so được" in told[2][1]
    (row,) = Procedures(tx).find(admin, "1.2")
    (case,) = Procedures(tx).one(admin, row.procedure_id).draft.cases
    assert case.route_note.startswith("Theo tệp danh mục. Các bước cộng lại")
    assert [step.is_parallel for step in case.route] == [False, True]
    again = imports.run(admin, path, partial=True)
    assert (again.imported, again.unchanged) == (0, 3)


def test_a_file_without_routes_leaves_them(tx: Transactions, admin: Actor, tmp_path: Path) -> None:
    step = a_file_step(JUSTICE, 2, lead=True)
    CatalogueImport(tx).run(admin, a_json(tmp_path, [a_published(steps=[step])]), partial=False)
    bare = a_published(name="Thủ tục giám hộ")
    assert CatalogueImport(tx).run(admin, a_json(tmp_path, [bare]), partial=False).changed == 1
    (row,) = Procedures(tx).find(admin, "giám hộ")
    (case,) = Procedures(tx).one(admin, row.procedure_id).draft.cases
    assert [(step.unit_name, step.value) for step in case.route] == [(JUSTICE, Decimal(2))]
    assert case.route_note
    with tx.read(admin, Right.EDIT_CATALOGUE) as reading:
        assert len(reading.session.scalars(select(RouteStep.id)).all()) == 2
