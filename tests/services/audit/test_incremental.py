"""An incremental audit verifies what came after the last closed day that a good audit saw."""

from datetime import timedelta
from pathlib import Path

import pytest

from app.errors import RuleBrokenError
from app.models.database import Database
from app.models.high_water import HighWater
from app.models.store_freshness import watch
from app.services.audit import incremental
from app.services.audit.records import AuditReport
from tests.office_life.ready import a_counter_after
from tests.services.audit_builders import Papers, an_audit, audited, use
from tests.services.desk_builders import Counter
from tests.services.touching import Plant, count_anew, cut_after, plant, plant_unseen, sql


@pytest.fixture
def used(tmp_path: Path, database: Database) -> tuple[Counter, Papers]:
    """A counter that closed a day and went on, and is watched by this machine's record."""
    counter, papers = a_counter_after(use, tmp_path, database)
    watch(counter.database, tmp_path / "mốc")
    return counter, papers


@pytest.fixture
def counter(used: tuple[Counter, Papers]) -> Counter:
    return used[0]


@pytest.fixture
def record(counter: Counter) -> HighWater:
    assert counter.database.high_water is not None
    return counter.database.high_water


def _since(counter: Counter) -> AuditReport:
    return an_audit(counter).run_incremental(counter.admin)


def _seq_of(counter: Counter, act: str) -> int:
    with counter.database.read() as session:
        found = session.connection().exec_driver_sql(
            f"SELECT min(seq) FROM log_entries WHERE act = '{act}'"  # noqa: S608 - own words
        )
        return int(found.scalar_one())


def test_without_a_good_audit_there_is_nothing_to_begin_from(
    counter: Counter, record: HighWater
) -> None:
    with pytest.raises(RuleBrokenError, match="kiểm toán toàn bộ"):
        _since(counter)
    assert audited(counter).is_whole
    assert record.audited()
    counter.database.high_water = None
    with pytest.raises(RuleBrokenError, match="kiểm toán toàn bộ"):
        _since(counter)
    assert audited(counter).is_whole


def test_only_what_came_after_the_last_closed_day_is_counted(
    counter: Counter, record: HighWater
) -> None:
    whole = audited(counter)
    closed = _seq_of(counter, "day_closed")
    assert record.audited()[counter.office_id].seq == closed
    counter.dossier("Ngô Thị Mới")
    report = _since(counter)
    assert report.problems == ()
    assert report.is_incremental
    (chain,) = report.chains
    assert chain.count > whole.chains[0].count
    assert report.entries == chain.count - closed
    # The closed day's sheet, the receipt of the third dossier, the one of the new.
    assert (report.forms, report.closings) == (3, 1)
    assert not whole.is_incremental


def test_a_day_closed_later_moves_the_beginning(
    used: tuple[Counter, Papers], record: HighWater
) -> None:
    counter, papers = used
    audited(counter)
    before = record.audited()[counter.office_id].seq
    counter.closings.close(papers.boss, counter.clock.today())
    assert _since(counter).is_whole
    assert record.audited()[counter.office_id].seq > before
    counter.time.advance(timedelta(days=1))
    counter.dossier("Ngô Thị Mới")
    assert _since(counter).is_whole


def test_an_older_paper_that_was_printed_again_is_no_false_alarm(counter: Counter) -> None:
    audited(counter)
    counter.print_queue.reprint(counter.officer, 1)
    report = _since(counter)
    assert report.problems == ()
    assert report.forms == 3


_CHANGES: dict[str, tuple[Plant, str]] = {
    "entry": (
        sql("UPDATE log_entries SET facts = '{}' WHERE seq = (SELECT max(seq) FROM log_entries)"),
        "bị sửa hoặc mất từ dòng số",
    ),
    "dossier": (
        sql(
            "UPDATE dossiers SET received_at = '2026-11-20 01:00:00' "
            "WHERE id = (SELECT max(id) FROM dossiers)"
        ),
        "bị sửa, khác với dòng số",
    ),
    "paper": (
        sql(
            "UPDATE issued_forms SET snapshot = '{}' WHERE id = (SELECT max(id) FROM issued_forms)"
        ),
        "giấy đã in",
    ),
    "removed": (
        sql("DELETE FROM dossier_documents WHERE dossier_id = (SELECT max(id) FROM dossiers)"),
        "bị xóa, khác với dòng số",
    ),
    "closing": (
        sql("UPDATE day_closings SET figures = '{}'"),
        "chữ ký không đúng với số liệu đã khóa",
    ),
    "what is said of people": (
        sql(
            'UPDATE log_details SET facts = \'{"owner":"Khác"}\' '
            "WHERE seq = (SELECT max(seq) FROM log_details)"
        ),
        "phần riêng tư bị sửa",
    ),
    "made up of people": (
        sql(
            "INSERT INTO log_details (unit_id, seq, salt, facts) "
            "SELECT unit_id, max(seq), '', '{}' FROM log_entries GROUP BY unit_id"
        ),
        "có phần riêng tư mà dòng này không nhắc tới",
    ),
}


@pytest.mark.parametrize("name", _CHANGES)
def test_a_change_of_what_is_new_is_found(counter: Counter, record: HighWater, name: str) -> None:
    audited(counter)
    counter.dossier("Ngô Thị Mới")
    counter.returned("Ngô Thị Nhận")
    change, found = _CHANGES[name]
    plant_unseen(counter.database, change)
    said = [one.message for one in _since(counter).problems]
    assert any(found in one for one in said), said
    assert record.audited() == {}, "only a whole audit counts again"


def test_a_log_counted_anew_does_not_go_on_from_the_known_entry(counter: Counter) -> None:
    audited(counter)
    plant(counter.database, sql("UPDATE log_entries SET officer_id = 1 WHERE seq = 5"), count_anew)
    assert "bị sửa hoặc mất từ dòng số" in _since(counter).problems[0].message


def test_a_log_cut_before_the_known_entry_is_found(counter: Counter) -> None:
    audited(counter)
    plant_unseen(counter.database, cut_after(_seq_of(counter, "day_closed") - 1))
    said = " ".join(one.message for one in _since(counter).problems)
    assert "bị sửa hoặc mất từ dòng số" in said
    assert "sổ mốc của máy này" in said


def test_what_only_older_entries_bind_is_left_to_a_whole_audit(counter: Counter) -> None:
    audited(counter)
    first = sql("UPDATE dossiers SET owner_name = 'Người khác' WHERE id = 1")
    plant_unseen(counter.database, first)
    assert _since(counter).problems == ()
    assert audited(counter).problems
    with pytest.raises(RuleBrokenError, match="kiểm toán toàn bộ"):
        _since(counter)


@pytest.mark.parametrize("limit", ["_MOST_SINCE", "_MOST_BYTES_SINCE"])
def test_too_much_at_once_is_for_a_whole_audit(
    counter: Counter, monkeypatch: pytest.MonkeyPatch, limit: str
) -> None:
    audited(counter)
    monkeypatch.setattr(incremental, limit, 2)
    with pytest.raises(RuleBrokenError, match="quá nhiều dòng"):
        _since(counter)


def test_an_incremental_audit_is_told_as_one(counter: Counter) -> None:
    audit = an_audit(counter)
    audit.note(counter.admin, audit.run(counter.admin))
    whole = audit.last(counter.admin)
    audit.note(counter.admin, audit.run_incremental(counter.admin))
    last = audit.last(counter.admin)
    assert whole is not None
    assert last is not None
    assert (whole.is_incremental, last.is_incremental) == (False, True)
    assert last.entries < whole.entries
