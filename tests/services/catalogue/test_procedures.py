"""Search, editing with versions, and who may do it."""

import unicodedata
from datetime import time, timedelta
from decimal import Decimal

import pytest

from app.errors import ConflictError, InvalidInputError, NotFoundError
from app.models.database import Database
from app.services.catalogue.procedures import Procedures
from app.services.catalogue.records import PaperDraft, ProcedureFilter
from app.services.ledger.records import Actor
from app.services.ledger.transactions import Transactions
from app.vocabulary.catalogue import TimeUnit
from app.vocabulary.dossiers import Channel
from app.vocabulary.office import Level
from tests.services.catalogue.builders import a_case, a_procedure
from tests.services.store_builders import FakeTime, logged_acts

NAMES = {
    "1.000110": ("Đăng ký khai sinh có yếu tố nước ngoài", "Hộ tịch", Level.COMMUNE),
    "1.001193": ("Đăng ký khai sinh", "Hộ tịch", Level.COMMUNE),
    "1.001022": ("Sinh con: đăng ký nhận cha", "Hộ tịch", Level.PROVINCE),
    "2.000815": ("Chứng thực bản sao từ bản chính", "Chứng thực", Level.COMMUNE),
    "BXD-12": ("Tăng 50% diện_tích 'nhà' \\ \"sân\"", "Xây dựng", Level.PROVINCE),
}


@pytest.fixture
def procedures(tx: Transactions, admin: Actor) -> Procedures:
    area = Procedures(tx)
    for code, (name, field, level) in NAMES.items():
        area.add(admin, a_procedure(code=code, name=name, field=field, level=level))
    return area


def _codes(procedures: Procedures, actor: Actor, text: str) -> list[str]:
    return [row.code for row in procedures.find(actor, text)]


FOUND: tuple[tuple[str, list[str]], ...] = (
    ("khai sinh", ["1.001193", "1.000110"]),
    ("KHAI  SINH", ["1.001193", "1.000110"]),
    ("sinh khai", ["1.001193", "1.000110"]),
    ("đăng ký sinh", ["1.001193", "1.001022", "1.000110"]),
    ("dang ky sinh", ["1.001193", "1.001022", "1.000110"]),
    ("hộ tịch khai sinh", ["1.001193", "1.000110"]),
    ("chung th", ["2.000815"]),
    ("1.001", ["1.001193", "1.001022"]),
    ("1.001193", ["1.001193"]),
    ("001193", ["1.001193"]),
    ("bxd", ["BXD-12"]),
    ("hung thuc", []),
    ("", []),
    ("   ", []),
    ("không có gì", []),
)


def test_procedures_are_found(procedures: Procedures, admin: Actor) -> None:
    found = {text: _codes(procedures, admin, text) for text, _expected in FOUND}
    assert found == dict(FOUND)


def test_decomposed_input_finds_the_same(procedures: Procedures, admin: Actor) -> None:
    decomposed = unicodedata.normalize("NFD", "chứng thực")
    assert _codes(procedures, admin, decomposed) == ["2.000815"]


MARKS = ("%", "_", "\\", "'", '"', "%%", "a%", "\0", "' OR 1=1 --", '"; DROP TABLE units')


def test_marks_match_only_themselves(procedures: Procedures, admin: Actor) -> None:
    found = {text: _codes(procedures, admin, text) for text in MARKS}
    assert found == {text: [] for text in MARKS}


def test_words_beside_marks_are_still_found(procedures: Procedures, admin: Actor) -> None:
    assert _codes(procedures, admin, "50% 'nhà'") == ["BXD-12"]


def test_list_is_narrowed_and_paged_at_the_store(procedures: Procedures, admin: Actor) -> None:
    everything = procedures.page(admin, ProcedureFilter())
    assert everything.total == len(everything.rows) == 5
    civil = ProcedureFilter(field="Hộ tịch", level=Level.COMMUNE)
    page = procedures.page(admin, civil, offset=1, limit=1)
    assert (page.total, len(page.rows)) == (2, 1)
    assert procedures.page(admin, ProcedureFilter("sinh"), limit=0).total == 3
    assert procedures.fields(admin) == ("Chứng thực", "Hộ tịch", "Xây dựng")


def test_times_of_a_list_show_the_first_case(procedures: Procedures, admin: Actor) -> None:
    cases = (a_case("Một", "0", unit=TimeUnit.SAME_DAY), a_case("Hai"), a_case("Ba"))
    procedures.save(admin, a_procedure(cases=cases))
    assert procedures.find(admin, "1.001193")[0].times == "Trong ngày (+2)"


def test_everything_typed_is_stored(procedures: Procedures, admin: Actor) -> None:
    draft = a_procedure(
        code="9.1",
        decision="12/QĐ",
        cases=(
            a_case("Nửa ngày", "0.5", fee_vnd=8000, channels=(Channel.ONLINE, Channel.COUNTER)),
            a_case("Trong ngày", "0", unit=TimeUnit.SAME_DAY, late_cutoff=time.max),
        ),
        papers=(PaperDraft("Giấy", 1, 2, 3, 4, is_required=False),),
    )
    view = procedures.add(admin, draft)
    assert view.draft.agency_code == "UBNDCX"
    assert view.draft.papers == draft.papers
    assert [each.case.value for each in view.cases] == [Decimal("0.5"), 0]
    assert view.cases[0].case.channels == (Channel.COUNTER, Channel.ONLINE)
    assert view.cases[1].case.late_cutoff == time.max
    assert procedures.one(admin, view.procedure_id) == view


def test_save_opens_a_version_and_keeps_the_old(
    database: Database, procedures: Procedures, admin: Actor, time: FakeTime
) -> None:
    time.advance(timedelta(hours=1))
    view = procedures.save(admin, a_procedure(name="Tên mới"), based_on=1)
    assert (view.number, [line.number for line in view.versions]) == (2, [2, 1])
    assert procedures.one(admin, view.procedure_id, 1).draft.name == "Đăng ký khai sinh"
    assert procedures.one(admin, view.procedure_id, 1).valid_to == view.valid_from
    assert logged_acts(database)[-1] == "procedure_saved"


def test_save_of_nothing_new_opens_no_version(
    database: Database, procedures: Procedures, admin: Actor
) -> None:
    acts = logged_acts(database)
    assert procedures.save(admin, a_procedure(), based_on=1).number == 1
    assert logged_acts(database) == acts


def test_save_over_someone_elses_is_refused(procedures: Procedures, admin: Actor) -> None:
    procedures.save(admin, a_procedure(name="Người khác sửa"), based_on=1)
    with pytest.raises(ConflictError, match="phiên bản 2"):
        procedures.save(admin, a_procedure(name="Tôi sửa"), based_on=1)


def test_code_is_added_once(procedures: Procedures, admin: Actor) -> None:
    with pytest.raises(InvalidInputError, match="đã có trong danh mục") as caught:
        procedures.add(admin, a_procedure())
    assert caught.value.field == "code"


BROKEN: tuple[tuple[dict[str, object], str], ...] = (
    ({"code": ""}, "code"),
    ({"cases": ()}, "cases"),
    ({"cases": (a_case(""),)}, "cases.0.name"),
    ({"cases": (a_case("Một"), a_case("một"))}, "cases.1.name"),
    ({"cases": (a_case(value="NaN"),)}, "cases.0.value"),
    ({"cases": (a_case(channels=()),)}, "cases.0.channels"),
    ({"cases": tuple(a_case(str(n)) for n in range(51))}, "cases"),
    ({"papers": (PaperDraft(""),)}, "papers.0.name"),
    ({"papers": (PaperDraft("Giấy", original=21),)}, "papers.0.original"),
    ({"papers": (PaperDraft("Giấy", plain=-1),)}, "papers.0.plain"),
    ({"papers": (PaperDraft("Giấy"),)}, "papers.0.original"),
    ({"decision": "x" * 201}, "decision"),
)


def test_broken_rule_names_its_field(procedures: Procedures, admin: Actor) -> None:
    for changed, field in BROKEN:
        with pytest.raises(InvalidInputError) as caught:
            procedures.save(admin, a_procedure(**changed))
        assert caught.value.field == field


def test_ended_procedure_leaves_the_lists(
    database: Database, procedures: Procedures, admin: Actor
) -> None:
    procedure_id = procedures.find(admin, "1.001193")[0].procedure_id
    with pytest.raises(InvalidInputError, match="lý do"):
        procedures.end(admin, procedure_id, " ")
    view = procedures.end(admin, procedure_id, "Bãi bỏ theo QĐ 12")
    assert not view.is_active
    assert view.valid_to is not None
    assert _codes(procedures, admin, "1.001193") == []
    assert procedures.page(admin, ProcedureFilter("1.001193", has_ended=True)).total == 1
    assert logged_acts(database)[-1] == "procedure_ended"
    assert procedures.save(admin, a_procedure()).number == 2
    assert _codes(procedures, admin, "1.001193") == ["1.001193"]


def test_unknown_procedure_is_told(procedures: Procedures, admin: Actor) -> None:
    with pytest.raises(NotFoundError):
        procedures.one(admin, 999)
    with pytest.raises(NotFoundError):
        procedures.end(admin, 999, "x")
