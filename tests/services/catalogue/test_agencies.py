"""Agencies with successors, and counters."""

import pytest
from sqlalchemy import select, update

from app.errors import InvalidInputError, NotFoundError, RuleBrokenError
from app.models.database import Database
from app.models.office import Unit
from app.models.people import Officer
from app.services.catalogue.agencies import Agencies
from app.services.catalogue.counters import Counters
from app.services.catalogue.procedures import Procedures
from app.services.catalogue.records import AgencyDraft
from app.services.ledger.records import Actor
from app.services.ledger.transactions import Transactions
from app.vocabulary.office import Level
from app.vocabulary.people import Role
from tests.services.catalogue.builders import a_procedure
from tests.services.store_builders import OFFICE, an_actor, logged_acts


@pytest.fixture
def agencies(tx: Transactions, admin: Actor) -> Agencies:
    return Agencies(tx)


@pytest.fixture
def procedures(tx: Transactions) -> Procedures:
    return Procedures(tx)


def _draft(name: str = "Phòng Kinh tế", code: str = "") -> AgencyDraft:
    return AgencyDraft(name, Level.COMMUNE, code)


def test_agency_gets_a_code_of_its_initials(agencies: Agencies, admin: Actor) -> None:
    row = agencies.add(admin, _draft())
    assert (row.code, row.name, row.procedure_count) == ("PKT", "Phòng Kinh tế", 0)
    assert agencies.list(admin) == (row,)


def test_bad_agency_names_its_field(agencies: Agencies, admin: Actor) -> None:
    agencies.add(admin, _draft())
    bad = (
        (_draft(""), "name"),
        (_draft("x" * 301), "name"),
        (_draft("PHÒNG KINH TẾ."), "name"),
        (_draft("Khác", "có dấu cách"), "code"),
        (_draft("Khác", "PKT"), "code"),
        (_draft("Khác", OFFICE.code), "code"),
    )
    for draft, field in bad:
        with pytest.raises(InvalidInputError) as caught:
            agencies.add(admin, draft)
        assert caught.value.field == field


def test_renamed_agency_stays_in_history(
    database: Database, agencies: Agencies, procedures: Procedures, admin: Actor
) -> None:
    old = agencies.add(admin, _draft())
    officer = an_actor(database, Role.AGENCY_OFFICER, unit_id=old.agency_id)
    view = procedures.add(admin, a_procedure(agency_name="Phòng Kinh tế"))
    heir = agencies.rename(admin, old.agency_id, _draft("Phòng Kinh tế và Hạ tầng"))
    assert (heir.code, heir.procedure_count) == ("PKTVHT", 1)
    assert agencies.list(admin) == (heir,)
    ended = next(row for row in agencies.list(admin, has_ended=True) if row.code == "PKT")
    assert (ended.name, ended.successor_name) == ("Phòng Kinh tế", heir.name)
    assert ended.valid_to is not None
    assert procedures.one(admin, view.procedure_id).draft.agency_name == heir.name
    assert procedures.one(admin, view.procedure_id, 1).draft.agency_name == "Phòng Kinh tế"
    with database.read() as session:
        unit = session.scalars(select(Officer.unit_id).where(Officer.id == officer.officer_id))
        assert unit.one() == heir.agency_id


def test_rename_may_change_spelling_only_but_not_nothing(agencies: Agencies, admin: Actor) -> None:
    row = agencies.add(admin, _draft("Uỷ ban nhân dân xã"))
    assert agencies.rename(admin, row.agency_id, _draft("Ủy ban nhân dân xã")).code == "UBNDX2"
    with pytest.raises(RuleBrokenError, match="đã kết thúc"):
        agencies.rename(admin, row.agency_id, _draft("Khác"))
    (current,) = agencies.list(admin)
    with pytest.raises(InvalidInputError, match="giống tên"):
        agencies.rename(admin, current.agency_id, _draft("Ủy ban nhân dân xã"))
    with pytest.raises(InvalidInputError, match="đã có đơn vị"):
        agencies.rename(admin, current.agency_id, _draft("Uỷ ban nhân dân xã", "UBNDX"))


def test_merged_agencies_have_one_successor(
    agencies: Agencies, procedures: Procedures, admin: Actor
) -> None:
    one, two = agencies.add(admin, _draft("Một")), agencies.add(admin, _draft("Hai"))
    procedures.add(admin, a_procedure(agency_name="Một"))
    heir = agencies.merge(admin, one.agency_id, two.agency_id)
    assert (heir.agency_id, heir.procedure_count) == (two.agency_id, 1)
    with pytest.raises(RuleBrokenError, match="chính nó"):
        agencies.merge(admin, two.agency_id, two.agency_id)


def test_agency_in_use_is_not_ended(
    agencies: Agencies, procedures: Procedures, admin: Actor
) -> None:
    row = agencies.add(admin, _draft())
    view = procedures.add(admin, a_procedure(agency_name="Phòng Kinh tế"))
    with pytest.raises(InvalidInputError, match="lý do"):
        agencies.end(admin, row.agency_id, "")
    with pytest.raises(RuleBrokenError, match="Còn 1 thủ tục"):
        agencies.end(admin, row.agency_id, "Giải thể")
    procedures.end(admin, view.procedure_id, "Bãi bỏ")
    assert agencies.end(admin, row.agency_id, "Giải thể").valid_to is not None
    assert agencies.list(admin) == ()


def test_office_is_no_agency(database: Database, agencies: Agencies, admin: Actor) -> None:
    with pytest.raises(NotFoundError):
        agencies.end(admin, admin.office_id, "x")
    with database.read() as session:
        assert session.get_one(Unit, admin.office_id).valid_to is None


def test_successors_in_a_circle_do_not_hang(
    database: Database, agencies: Agencies, admin: Actor
) -> None:
    """A damaged chain must not stop the catalogue from opening."""
    row = agencies.add(admin, _draft())
    with database.write() as session:
        session.execute(
            update(Unit)
            .where(Unit.id == row.agency_id)
            .values(successor_id=row.agency_id, valid_to=row.valid_from)
        )
    assert agencies.add(admin, _draft()).code == "PKT2"


def test_counters_come_and_go(database: Database, tx: Transactions, admin: Actor) -> None:
    counters = Counters(tx)
    before = counters.list(admin)
    row = counters.add(admin, " Quầy   31 ")
    assert counters.list(admin) == (*before, row)
    with pytest.raises(InvalidInputError, match="Đã có"):
        counters.add(admin, "quầy 31")
    with pytest.raises(InvalidInputError, match="Chưa có tên"):
        counters.add(admin, "")
    assert not counters.end(admin, row.counter_id).is_active
    assert counters.list(admin) == before
    with pytest.raises(NotFoundError):
        counters.end(admin, row.counter_id)
    assert counters.add(admin, "Quầy 31").counter_id == row.counter_id
    assert logged_acts(database)[-3:] == ["counter_added", "counter_ended", "counter_added"]
