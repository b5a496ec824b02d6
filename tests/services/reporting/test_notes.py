"""Remarks and tasks of a report: kept between regenerations, with their history."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from app.errors import InvalidInputError, NotFoundError
from app.models.database import Database
from app.models.log import LogDetail, LogEntry
from app.models.periods import ReportTask
from app.services.ledger.records import Actor
from app.services.ledger.transactions import Transactions
from app.services.reporting.notes import ReportNotes, remarks_in
from app.services.reporting.records import TaskDraft
from app.vocabulary.people import Role
from app.vocabulary.reports import RemarkPlace, ReportSection
from tests.services.store_builders import FakeTime, a_stranger

_PETITIONS = ReportSection.PETITIONS
_AFTER = RemarkPlace.AFTER


@pytest.fixture
def notes(tx: Transactions) -> ReportNotes:
    return ReportNotes(tx)


def _held(database: Database, actor: Actor, key: str) -> list[str]:
    with database.read() as session:
        return [remark.text for remark in remarks_in(session, actor.office_id, key)]


def test_the_newest_remark_of_a_place_holds_and_the_older_ones_stay(
    notes: ReportNotes, admin: Actor, database: Database, time: FakeTime
) -> None:
    notes.write(admin, "2019-Q2", _PETITIONS, _AFTER, "Câu đầu.\nCâu hai.")
    time.advance(timedelta(minutes=5))
    notes.write(admin, "2019-q2", _PETITIONS, _AFTER, "Câu sửa.")
    notes.write(admin, "2019-Q2", _PETITIONS, RemarkPlace.BEFORE, "Đứng trước.")
    notes.write(admin, "2019-Q3", _PETITIONS, _AFTER, "Quý sau.")
    assert _held(database, admin, "2019-Q2") == ["Đứng trước.", "Câu sửa."]
    told = [(each.text, each.entered_by) for each in notes.history(admin, "2019-Q2", _PETITIONS)]
    assert told == [
        ("Đứng trước.", admin.name),
        ("Câu sửa.", admin.name),
        ("Câu đầu.\nCâu hai.", admin.name),
    ]


def test_an_emptied_remark_holds_no_more_and_the_same_words_are_written_once(
    notes: ReportNotes, admin: Actor, database: Database
) -> None:
    for text in ("Có.", "Có.", "  Có. ", ""):
        notes.write(admin, "2019-Q2", _PETITIONS, _AFTER, text)
    assert _held(database, admin, "2019-Q2") == []
    assert [each.text for each in notes.history(admin, "2019-Q2", _PETITIONS)] == ["", "Có."]


def test_the_words_of_a_remark_stand_in_the_log_where_they_can_be_erased(
    notes: ReportNotes, admin: Actor, database: Database
) -> None:
    notes.write(admin, "2019-Q2", _PETITIONS, _AFTER, "Ông Bí Mật gọi đến.")
    with database.read() as session:
        entry = session.scalars(select(LogEntry).where(LogEntry.act == "report_remark")).one()
        detail = session.scalars(select(LogDetail).where(LogDetail.seq == entry.seq)).one()
        assert "Bí Mật" not in entry.facts
        assert "Bí Mật" in detail.facts


def test_tasks_keep_their_order_their_owner_and_when_they_were_done(
    notes: ReportNotes, admin: Actor
) -> None:
    first = notes.add_task(admin, "2019-Q3", TaskDraft(text="Ban hành quy chế"))
    second = notes.add_task(
        admin, "2019-Q3", TaskDraft(text="Lắp camera", owner="VP UBND", due=date(2019, 9, 30))
    )
    notes.finish_task(admin, first.task_id, date(2019, 8, 1))
    notes.change_task(admin, second.task_id, TaskDraft(text="Lắp đủ camera", owner="VP UBND"))
    told = [
        (each.text, each.owner, each.due, each.is_done) for each in notes.tasks(admin, "2019-Q3")
    ]
    assert told == [
        ("Ban hành quy chế", "", None, True),
        ("Lắp đủ camera", "VP UBND", None, False),
    ]
    assert notes.tasks(admin, "2019-Q2") == ()


def test_a_task_taken_back_keeps_its_row_and_can_be_changed_no_more(
    notes: ReportNotes, admin: Actor, database: Database
) -> None:
    task = notes.add_task(admin, "2019-Q3", TaskDraft(text="Đi học tập kinh nghiệm"))
    notes.end_task(admin, task.task_id)
    assert notes.tasks(admin, "2019-Q3") == ()
    with database.read() as session:
        row = session.scalars(select(ReportTask)).one()
        assert (row.text, row.ended_by) == ("Đi học tập kinh nghiệm", admin.officer_id)
        assert row.ended_at == datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
    with pytest.raises(NotFoundError):
        notes.finish_task(admin, task.task_id, None)


def test_another_offices_tasks_are_out_of_reach(
    notes: ReportNotes, admin: Actor, database: Database
) -> None:
    task = notes.add_task(admin, "2019-Q3", TaskDraft(text="Việc của đơn vị này"))
    stranger = a_stranger(database, Role.SUPERVISOR)
    with pytest.raises(NotFoundError):
        notes.end_task(stranger, task.task_id)


@pytest.mark.parametrize(
    ("key", "text", "field"),
    [
        ("2019-Q5", "Lời", "period"),
        ("2019-Q2", "Lời\x07", "remark"),
        ("2019-Q2", "x" * 8001, "remark"),
    ],
)
def test_what_cannot_be_kept_names_its_field(
    notes: ReportNotes, admin: Actor, key: str, text: str, field: str
) -> None:
    with pytest.raises(InvalidInputError) as refused:
        notes.write(admin, key, _PETITIONS, _AFTER, text)
    assert refused.value.field == field


def test_a_task_without_words_is_refused(notes: ReportNotes, admin: Actor) -> None:
    with pytest.raises(InvalidInputError) as refused:
        notes.add_task(admin, "2019-Q3", TaskDraft(text="  "))
    assert refused.value.field == "text"
