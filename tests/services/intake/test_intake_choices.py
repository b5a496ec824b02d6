"""Finding the procedure of an intake, and what it asks for."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from app.errors import NotFoundError
from app.models.database import Database
from app.services.catalogue.procedures import Procedures
from app.services.catalogue.records import CaseDraft, PaperDraft
from app.services.dossiers.records import CaseChoice
from app.services.forms.keys import KeyFolder
from app.services.intake.intake import Intake
from app.services.intake.intake_choices import IntakeChoices, fitting_case
from app.services.ledger.records import Actor
from app.services.ledger.transactions import Transactions
from app.services.office.calendar import CalendarCache
from app.vocabulary.catalogue import TimeUnit
from app.vocabulary.dossiers import Channel
from app.vocabulary.office import Level
from tests.services.intake_builders import BIRTH, LAND, WITNESS, an_officer, catalogue, new_dossier


@pytest.fixture
def choices(tx: Transactions) -> IntakeChoices:
    return IntakeChoices(tx)


@pytest.fixture
def officer(database: Database, admin: Actor) -> Actor:
    return an_officer(database)


@pytest.fixture
def ids(tx: Transactions, admin: Actor) -> dict[str, int]:
    return catalogue(tx, admin)


@pytest.fixture
def intake(tx: Transactions, tmp_path: Path) -> Intake:
    return Intake(tx, CalendarCache(), KeyFolder(tmp_path / "keys").load_or_create(1))


def _codes(choices: IntakeChoices, officer: Actor, text: str) -> list[str]:
    return [choice.code for choice in choices.find(officer, text)]


@pytest.mark.parametrize("text", ["khai sinh", "sinh dang ky", "1.0011", "SINH", "ho tich khai"])
def test_a_procedure_is_found_without_marks_and_by_its_code(
    choices: IntakeChoices, officer: Actor, ids: dict[str, int], text: str
) -> None:
    assert _codes(choices, officer, text) == [BIRTH.code]


@pytest.mark.parametrize("text", ["%", "_", "khai tử", "' OR 1=1"])
def test_what_is_not_there_is_not_found(
    choices: IntakeChoices, officer: Actor, ids: dict[str, int], text: str
) -> None:
    assert _codes(choices, officer, text) == []


@pytest.mark.parametrize("text", ["dkks", "DKKS", "đkks", "kks", "d k k s"])
def test_a_procedure_is_found_by_the_initials_of_its_words(
    choices: IntakeChoices, officer: Actor, ids: dict[str, int], text: str
) -> None:
    assert _codes(choices, officer, text) == [BIRTH.code]


@pytest.mark.parametrize("text", ["ddks", "kd", "dkksx", "1dkks"])
def test_letters_that_begin_no_words_one_after_another_find_nothing(
    choices: IntakeChoices, officer: Actor, ids: dict[str, int], text: str
) -> None:
    assert _codes(choices, officer, text) == []


def test_of_initials_recent_procedures_come_first(
    choices: IntakeChoices, officer: Actor, ids: dict[str, int], intake: Intake
) -> None:
    assert _codes(choices, officer, "dk") == [BIRTH.code, LAND.code]
    case_id = choices.form(officer, ids[LAND.code]).cases[0].case_id
    intake.register(officer, new_dossier(case_id, "draft"))
    assert _codes(choices, officer, "dk") == [LAND.code, BIRTH.code]


@pytest.mark.parametrize("text", ["giấy phép", "gpxd"])
def test_the_office_s_own_level_comes_before_shorter_names_of_another(
    choices: IntakeChoices, officer: Actor, admin: Actor, tx: Transactions, text: str
) -> None:
    house, crossing = (
        replace(BIRTH, code="1.1", name="Cấp giấy phép xây dựng nhà ở riêng lẻ trong xã"),
        replace(BIRTH, code="1.2", name="Giấy phép xây dựng đường ngang", level=Level.PROVINCE),
    )
    for draft in (crossing, house):
        Procedures(tx).add(admin, draft)
    assert _codes(choices, officer, text) == [house.code, crossing.code]


def test_what_the_whole_office_receives_comes_before_what_it_does_not(
    choices: IntakeChoices, officer: Actor, database: Database, ids: dict[str, int], intake: Intake
) -> None:
    colleague = an_officer(database, "canbo.b")
    assert _codes(choices, colleague, "đăng ký") == [BIRTH.code, LAND.code]
    case_id = choices.form(officer, ids[LAND.code]).cases[0].case_id
    intake.register(officer, new_dossier(case_id, "draft"))
    assert _codes(choices, colleague, "đăng ký") == [LAND.code, BIRTH.code]
    assert _codes(choices, colleague, "")[0] == LAND.code
    assert not any(choice.is_recent for choice in choices.find(colleague, ""))


def test_recents_of_this_officer_come_first(
    choices: IntakeChoices,
    officer: Actor,
    database: Database,
    ids: dict[str, int],
    intake: Intake,
) -> None:
    assert _codes(choices, officer, "đăng ký") == [BIRTH.code, LAND.code]
    for number, code in enumerate((WITNESS.code, LAND.code)):
        case_id = choices.form(officer, ids[code]).cases[0].case_id
        intake.register(officer, new_dossier(case_id, f"draft-{number}"))
    assert _codes(choices, officer, "đăng ký") == [LAND.code, BIRTH.code]
    found = choices.find(officer, "")
    assert [choice.code for choice in found] == [LAND.code, WITNESS.code, BIRTH.code]
    assert [choice.is_recent for choice in found] == [True, True, False]
    other = an_officer(database, "canbo.b")
    assert not any(choice.is_recent for choice in choices.find(other, ""))


def test_limit_holds(choices: IntakeChoices, officer: Actor, ids: dict[str, int]) -> None:
    assert len(choices.find(officer, "", limit=2)) == 2


def test_form_shows_cases_times_fees_and_papers(
    choices: IntakeChoices, officer: Actor, ids: dict[str, int]
) -> None:
    form = choices.form(officer, ids[BIRTH.code])
    assert [(case.name, case.time_text, case.fee_vnd) for case in form.cases] == [
        ("Thông thường", "01 ngày làm việc", 0),
        ("Có xác minh", "03 ngày làm việc", 8000),
    ]
    assert form.required == (True, True, False)
    assert (form.papers[1].original, form.papers[1].plain) == (1, 2)


def test_a_paper_without_counts_is_expected_once(
    choices: IntakeChoices, officer: Actor, tx: Transactions, admin: Actor
) -> None:
    draft = replace(BIRTH, papers=(PaperDraft("Đơn đề nghị", is_required=False),))
    form = choices.form(officer, catalogue(tx, admin, draft)[BIRTH.code])
    assert form.papers[0].original == 1


def test_an_ended_procedure_is_neither_found_nor_opened(
    choices: IntakeChoices, officer: Actor, tx: Transactions, admin: Actor, ids: dict[str, int]
) -> None:
    Procedures(tx).end(admin, ids[BIRTH.code], "QĐ 1")
    assert _codes(choices, officer, "khai sinh") == []
    with pytest.raises(NotFoundError, match="ngừng áp dụng"):
        choices.form(officer, ids[BIRTH.code])
    with pytest.raises(NotFoundError):
        choices.form(officer, 10_000)


def test_an_old_case_still_shows_its_own_version(
    choices: IntakeChoices, officer: Actor, tx: Transactions, admin: Actor, ids: dict[str, int]
) -> None:
    old = choices.form(officer, ids[BIRTH.code])
    longer = CaseDraft(name="Thông thường", value=Decimal(5), unit=TimeUnit.WORKING_DAY)
    Procedures(tx).save(admin, replace(BIRTH, cases=(longer,)))
    assert choices.form_of_case(officer, old.cases[1].case_id) == old
    assert choices.form(officer, ids[BIRTH.code]).cases[0].time_text == "05 ngày làm việc"
    with pytest.raises(NotFoundError):
        choices.form_of_case(officer, 10_000)


def test_the_case_offered_first_fits_the_channel_or_the_name() -> None:
    desk = CaseChoice(1, "Tại quầy", "", 0, (Channel.COUNTER,))
    wire = CaseChoice(2, "Trực tuyến", "", 0, (Channel.ONLINE,))
    assert fitting_case((desk, wire), Channel.ONLINE) is wire
    assert fitting_case((desk, wire), Channel.POST) is desk
    assert fitting_case((desk, wire), Channel.COUNTER, "Trực tuyến") is wire
