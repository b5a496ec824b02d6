from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from app.clock import from_local
from app.errors import InvalidInputError
from app.models.database import Database
from app.services.deadlines.calendar import HoursSpan, WorkingHours
from app.services.ledger.records import Actor
from app.services.ledger.transactions import Transactions
from app.services.office.calendar import CalendarCache
from app.services.office.office import Office
from app.services.office.records import OfficeEdit
from app.vocabulary.catalogue import DueTimeRule, LatenessRule, OffHoursRule
from app.vocabulary.office import Level
from tests.services.office.dossier_rows import a_due_dossier
from tests.services.store_builders import (
    MONDAY_MORNING,
    OFFICE,
    an_agency,
    logged_acts,
)

_EDIT = OfficeEdit(
    name="Trung tâm Phục vụ hành chính công phường Mới",
    parent_name="UBND phường Mới",
    level=Level.PROVINCE,
    head_name="Người Đứng Đầu",
    address="Số 2",
    place="Phường Mới",
    hotline="1022",
    lookup_url="https://tracuu.example.vn/ho-so",
    due_time=DueTimeRule.END_OF_DAY,
    off_hours=OffHoursRule.NEXT_OPENING,
    lateness=LatenessRule.BY_HOUR,
    footer="Phản ánh, kiến nghị: 1022\nGiờ làm việc: 07:30–17:00",
    supplement_days=45,
    gives_rating_slips=True,
)
_MORNINGS = WorkingHours(((HoursSpan(time(8), time(12)),),) * 6 + ((),))


@pytest.fixture
def office(tx: Transactions) -> Office:
    return Office(tx)


def test_facts_are_those_the_office_was_founded_with(office: Office, admin: Actor) -> None:
    facts = office.facts(admin)
    assert (facts.office_id, facts.code, facts.is_demo) == (admin.office_id, OFFICE.code, False)
    assert facts.edit.name == OFFICE.name
    assert facts.edit.place == OFFICE.place


def test_office_begins_with_the_law_to_the_letter(office: Office, admin: Actor) -> None:
    edit = office.facts(admin).edit
    assert (edit.off_hours, edit.lateness) == (OffHoursRule.DAY_OF_RECEIPT, LatenessRule.BY_UNIT)


def test_rule_of_older_dossiers_cannot_be_chosen(office: Office, admin: Actor) -> None:
    with pytest.raises(InvalidInputError) as refused:
        office.update(admin, replace(_EDIT, off_hours=OffHoursRule.MIXED))
    assert refused.value.field == "off_hours"


def test_updated_facts_are_read_back_and_the_code_stays(office: Office, admin: Actor) -> None:
    assert office.update(admin, replace(_EDIT, name=f"  {_EDIT.name} ")).edit == _EDIT
    facts = office.facts(admin)
    assert (facts.edit, facts.code) == (_EDIT, OFFICE.code)


@pytest.mark.parametrize(
    ("field", "edit"),
    [
        ("name", replace(_EDIT, name=" ")),
        ("parent_name", replace(_EDIT, parent_name="x" * 301)),
        ("head_name", replace(_EDIT, head_name="x" * 201)),
        ("address", replace(_EDIT, address="x\x1b")),
        ("place", replace(_EDIT, place="x" * 201)),
        ("hotline", replace(_EDIT, hotline="x" * 101)),
        ("lookup_url", replace(_EDIT, lookup_url="tracuu.example.vn")),
        ("lookup_url", replace(_EDIT, lookup_url="javascript:alert(1)")),
        ("lookup_url", replace(_EDIT, lookup_url="https://a b.vn")),
        ("lookup_url", replace(_EDIT, lookup_url="https://[")),
        ("lookup_url", replace(_EDIT, lookup_url="https://a.vn/" + "x" * 300)),
        ("footer", replace(_EDIT, footer="x" * 501)),
        ("footer", replace(_EDIT, footer="một\nhai\nba\nbốn")),
        ("supplement_days", replace(_EDIT, supplement_days=0)),
        ("supplement_days", replace(_EDIT, supplement_days=366)),
    ],
)
def test_bad_fact_is_refused_at_its_field(
    office: Office, admin: Actor, field: str, edit: OfficeEdit
) -> None:
    before = office.facts(admin)
    with pytest.raises(InvalidInputError) as caught:
        office.update(admin, edit)
    assert caught.value.field == field
    assert office.facts(admin) == before


def test_agencies_in_force_are_listed_by_name(
    office: Office, admin: Actor, database: Database
) -> None:
    an_agency(database, "SXD", "Sở Xây dựng")
    an_agency(database, "PKT", "Phòng Kinh tế")
    assert [line.code for line in office.agencies(admin)] == ["PKT", "SXD"]


def test_hours_set_are_read_back_and_reach_the_working_calendar(
    office: Office, admin: Actor, database: Database
) -> None:
    cache = CalendarCache()
    saturday = date(2026, 11, 28)
    with database.read() as session:
        assert not cache.load(session, admin.office_id).is_working(saturday)
    office.set_hours(admin, _MORNINGS)
    assert office.hours(admin) == _MORNINGS
    with database.read() as session:
        assert cache.load(session, admin.office_id).is_working(saturday)


def test_new_hours_count_open_dossiers_due_from_today(
    office: Office, admin: Actor, database: Database
) -> None:
    today = from_local(date(2026, 11, 23), time(7))
    for due in (today - timedelta(days=1), today, MONDAY_MORNING + timedelta(days=3)):
        a_due_dossier(database, admin, due)
    assert office.set_hours(admin, _MORNINGS).open_count == 2


def test_changes_are_logged(office: Office, admin: Actor, database: Database) -> None:
    office.update(admin, _EDIT)
    office.set_hours(admin, _MORNINGS)
    assert logged_acts(database)[1:] == ["office_edited", "hours_set"]
