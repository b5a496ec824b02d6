"""Advances and phases of a case: typed, stored with their version, imported, never blocked."""

import json
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from app.errors import InvalidInputError
from app.services.catalogue.cases import phases_of, phases_sum, phases_text
from app.services.catalogue.importing import CatalogueImport
from app.services.catalogue.procedures import Procedures
from app.services.catalogue.records import CaseDraft, PhaseDraft, ProcedureDraft
from app.services.catalogue.validation import check
from app.services.ledger.records import Actor
from app.services.ledger.transactions import Transactions
from app.vocabulary.catalogue import TimeUnit
from app.vocabulary.office import Level
from tests.services.intake_builders import LAND

PHASES = (
    PhaseDraft("Thẩm định", Decimal(5), TimeUnit.WORKING_DAY),
    PhaseDraft("Trình ký", Decimal("0.5"), TimeUnit.WORKING_DAY),
)
CASE = replace(LAND.cases[0], advance_vnd=20_000, phases=PHASES)
DRAFT = replace(LAND, cases=(CASE,))
HEAD = "code,name,field,level,unit,value,fee_vnd"
ROW = "1.000009,Thủ tục chín,Đất đai,commune,working_day,10,50000"


def _problems(case: CaseDraft) -> dict[str, str]:
    draft = ProcedureDraft("1.1", "Tên", "Lĩnh vực", Level.COMMUNE, cases=(case,))
    return {problem.field: problem.message for problem in check(draft)[1]}


def _stored(tx: Transactions, admin: Actor, procedure_id: int) -> CaseDraft:
    return Procedures(tx).one(admin, procedure_id).draft.cases[0]


def test_phases_are_read_as_they_are_written() -> None:
    assert phases_of("Thẩm định: 5 ngày làm việc; Trình ký: 0,5 ngày làm việc") == PHASES
    assert phases_of(phases_text(PHASES)) == PHASES
    assert phases_of(" \n ; ") == ()
    (odd,) = phases_of("Bước 2: kiểm tra : 3 giờ làm việc")
    assert (odd.name, odd.unit) == ("Bước 2: kiểm tra", TimeUnit.WORKING_HOUR)


@pytest.mark.parametrize("text", ["Thẩm định", "Thẩm định: 5", "A: x ngày", "A: 5 năm ánh sáng"])
def test_what_is_no_phase_says_how_to_write_one(text: str) -> None:
    with pytest.raises(InvalidInputError) as refused:
        phases_of(text)
    assert refused.value.field == "phases"


def test_the_sum_is_told_and_never_blocks() -> None:
    assert "5,5 ngày làm việc; thời hạn của trường hợp: 10 ngày làm việc" in phases_sum(CASE)
    assert "bằng thời hạn" in phases_sum(replace(CASE, value=Decimal("5.5")))
    month = replace(CASE, value=Decimal(1), unit=TimeUnit.MONTH)
    assert phases_sum(month) == "Các giai đoạn cộng lại: 5,5 ngày làm việc."
    mixed = (*PHASES, PhaseDraft("Chờ", Decimal(1), TimeUnit.MONTH))
    assert "đơn vị khác nhau" in phases_sum(replace(CASE, phases=mixed))
    assert phases_sum(replace(CASE, phases=())) == ""
    assert _problems(CASE) == {}


@pytest.mark.parametrize(
    ("case", "field"),
    [
        (replace(CASE, advance_vnd=50_001), "advance_vnd"),
        (replace(CASE, advance_vnd=-1), "advance_vnd"),
        (replace(CASE, phases=(replace(PHASES[0], name=" "),)), "phases"),
        (replace(CASE, phases=(replace(PHASES[0], value=Decimal(0)),)), "phases"),
        (replace(CASE, phases=(replace(PHASES[0], unit=TimeUnit.NONE),)), "phases"),
        (replace(CASE, phases=(PHASES[0], PHASES[0])), "phases"),
        (replace(CASE, phases=PHASES * 11), "phases"),
    ],
)
def test_a_problem_names_its_field(case: CaseDraft, field: str) -> None:
    assert list(_problems(case)) == [f"cases.0.{field}"]


def test_they_are_stored_with_their_version(tx: Transactions, admin: Actor) -> None:
    procedures = Procedures(tx)
    made = procedures.add(admin, DRAFT)
    assert _stored(tx, admin, made.procedure_id) == CASE
    changed = replace(CASE, advance_vnd=0, phases=PHASES[:1])
    procedures.save(admin, replace(DRAFT, cases=(changed,)))
    assert _stored(tx, admin, made.procedure_id) == changed
    old = procedures.one(admin, made.procedure_id, 1)
    assert old.draft.cases[0] == CASE


def test_a_phase_alone_makes_a_new_version(tx: Transactions, admin: Actor) -> None:
    procedures = Procedures(tx)
    procedures.add(admin, LAND)
    wanted = replace(LAND, cases=(replace(LAND.cases[0], phases=PHASES),))
    assert procedures.save(admin, wanted).number == 2


def test_a_flat_file_may_have_both(tx: Transactions, admin: Actor, tmp_path: Path) -> None:
    file = tmp_path / "a.csv"
    phases = '"Thẩm định: 5 ngày làm việc; Trình ký: 0,5 ngày làm việc"'
    file.write_text(f"{HEAD},Tạm thu,Giai đoạn\n{ROW},20.000,{phases}\n", encoding="utf-8")
    imports = CatalogueImport(tx)
    assert imports.run(admin, file, partial=False).new == 1
    assert imports.run(admin, file, partial=False).unchanged == 1
    file.write_text(f"{HEAD},advance_vnd,phases\n{ROW},nhiều,\n", encoding="utf-8")
    (refused,) = imports.run(admin, file, partial=False).refused
    assert refused.field == "advance_vnd"


def test_a_file_that_says_nothing_of_them_leaves_them(
    tx: Transactions, admin: Actor, tmp_path: Path
) -> None:
    file = tmp_path / "a.csv"
    file.write_text(f"{HEAD},advance_vnd,phases\n{ROW},20000,A: 5 tháng\n", encoding="utf-8")
    imports = CatalogueImport(tx)
    imports.run(admin, file, partial=False)
    file.write_text(f"{HEAD}\n{ROW}\n", encoding="utf-8")
    assert imports.run(admin, file, partial=False).unchanged == 1
    file.write_text(f"{HEAD}\n{ROW.replace('50000', '9000')}\n", encoding="utf-8")
    result = imports.run(admin, file, partial=False)
    assert (result.changed, result.refused) == (1, ())


def test_a_nested_file_may_have_both(tx: Transactions, admin: Actor, tmp_path: Path) -> None:
    phase = {"name": "Thẩm định", "value": 5, "unit": "working_day"}
    channel = {"channel": "Trực tiếp", "value": 10, "unit": "working_day", "fees_vnd": [50_000]}
    procedure = {
        "code": "1.000010",
        "name": "Thủ tục mười",
        "field": "Đất đai",
        "levels": ["Cấp Xã"],
        "channels": [channel | {"advance_vnd": 20_000, "phases": [phase]}],
    }
    file = tmp_path / "a.json"
    file.write_text(json.dumps([procedure], ensure_ascii=False), encoding="utf-8")
    imports = CatalogueImport(tx)
    assert imports.run(admin, file, partial=False).new == 1
    (line,) = imports.preview(admin, file).unchanged
    assert line.code == "1.000010"
    phase["unit"] = "fortnight"
    file.write_text(json.dumps([procedure], ensure_ascii=False), encoding="utf-8")
    (refused,) = imports.run(admin, file, partial=False).refused
    assert refused.field == "phases"
