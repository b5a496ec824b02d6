"""An audit finds what was touched, by the chain or by whatever lies outside the store."""

from pathlib import Path

import pytest
from sqlalchemy import text

from app.errors import InvalidInputError
from app.models.database import Database
from app.models.high_water import HighWater
from app.models.store_freshness import watch
from app.services.audit.outside import read_given
from app.services.audit.records import Given
from app.services.closing.confirming import Anchor, anchor_digits
from app.services.forms import receipt_qr
from app.vocabulary.people import GuardedAct, Role
from tests.office_life.ready import a_counter_after
from tests.services.audit_builders import MONDAY, Papers, an_audit, audited, use
from tests.services.desk_builders import Counter
from tests.services.store_builders import GOOD_PASSWORD, an_actor, logged_acts
from tests.services.touching import count_anew, cut_after, plant, plant_unseen, sql


@pytest.fixture
def used(tmp_path: Path, database: Database) -> tuple[Counter, Papers]:
    """A counter that was at work for a day, and what people outside hold of it."""
    return a_counter_after(use, tmp_path, database)


@pytest.fixture
def counter(used: tuple[Counter, Papers]) -> Counter:
    return used[0]


@pytest.fixture
def papers(used: tuple[Counter, Papers]) -> Papers:
    return used[1]


def last_seq(counter: Counter) -> int:
    with counter.database.read() as session:
        return int(session.execute(text("SELECT max(seq) FROM log_entries")).scalar_one())


def said(counter: Counter, given: Given | None = None) -> list[str]:
    return [problem.message for problem in audited(counter, given).problems]


def test_whole_store_with_every_paper_and_record(
    counter: Counter, papers: Papers, tmp_path: Path
) -> None:
    watch(counter.database, tmp_path / "mốc")
    kit = an_audit(counter).kit(counter.admin)
    given = read_given([*papers.receipts, papers.sheet, *kit.anchors])
    report = audited(counter, given)
    assert (report.problems, report.notes) == ((), ())
    assert report.is_whole
    assert report.entries == last_seq(counter)
    assert report.forms == 6
    assert report.closings == 1
    assert report.anchors == given.count + 1
    assert report.first_bad is None


def test_progress_is_told_and_can_end_an_audit(counter: Counter, papers: Papers) -> None:
    told: list[tuple[int, int]] = []
    report = an_audit(counter).run(counter.admin, tick=lambda *done: told.append(done))
    ((done, whole),) = told
    assert done == whole > report.entries + report.forms


def test_an_audit_is_noted_and_told(counter: Counter, papers: Papers) -> None:
    audit = an_audit(counter)
    assert audit.last(counter.admin) is None
    report = audit.run(counter.admin)
    audit.note(counter.admin, report)
    last = audit.last(counter.admin)
    assert last is not None
    assert (last.by, last.is_whole, last.entries) == (counter.admin.name, True, report.entries)
    assert logged_acts(counter.database)[-1] == "audited"


def test_chain_counted_anew_is_found_by_a_citizens_receipt_alone(
    counter: Counter, papers: Papers
) -> None:
    """Whoever also takes the signatures out of the store has not got the citizens' papers."""
    plant(
        counter.database,
        sql("UPDATE log_entries SET officer_id = 1 WHERE seq = 5"),
        count_anew,
        sql(
            "UPDATE issued_forms SET qr_stem = NULL",
            "DELETE FROM day_closings",
            "DELETE FROM period_locks",
        ),
        sql(
            "UPDATE log_entries SET act = 'x' WHERE act LIKE 'day_%' OR act LIKE 'closing_%' "
            "OR act LIKE 'period_%'"
        ),
        count_anew,
    )
    assert said(counter) == []
    for paper in (*papers.receipts[1:], papers.sheet):
        (problem,) = said(counter, read_given([paper]))
        assert "không có dòng mà giấy này đã ký theo" in problem


def test_lost_end_is_found_by_the_record_of_this_machine(
    counter: Counter, papers: Papers, tmp_path: Path
) -> None:
    watch(counter.database, tmp_path / "mốc")
    last = last_seq(counter)
    counter.print_queue.reprint(counter.officer, 1)
    assert said(counter) == []
    plant(counter.database, cut_after(last))
    report = audited(counter)
    assert report.first_bad is not None
    assert report.first_bad.seq == last + 1
    assert "sổ mốc của máy này: Kho dữ liệu thiếu 1 việc" in report.first_bad.message


def test_copy_of_a_record_is_an_anchor_too(
    counter: Counter, papers: Papers, tmp_path: Path
) -> None:
    record = HighWater(tmp_path / "mốc")
    watch(counter.database, record.folder)
    assert counter.database.high_water is not None
    path = counter.database.high_water.path
    assert path is not None
    last = last_seq(counter)
    counter.print_queue.reprint(counter.officer, 1)
    given = read_given([str(path)])
    counter.database.high_water = None
    assert said(counter, given) == []
    plant(counter.database, cut_after(last))
    found = audited(counter, given).problems
    (problem,) = (one for one in found if path.name in one.message)
    assert problem.seq == last + 1


def test_head_of_another_log_is_found_with_its_row(counter: Counter, papers: Papers) -> None:
    given = read_given([anchor_digits(Anchor(4, bytes(32)))])
    report = audited(counter, given)
    assert [problem.seq for problem in report.problems] == [4]
    assert report.first_bad is not None


def test_papers_that_nobody_signed_are_no_anchors(counter: Counter, papers: Papers) -> None:
    fields, _signed, signature = receipt_qr.decode(papers.receipts[0])
    forged = receipt_qr.encode(fields, lambda _raw: bytes([signature[0] ^ 1]) + signature[1:])
    (problem,) = said(counter, read_given([forged]))
    assert "Không dùng được mốc" in problem
    typed_wrong = papers.receipts[0][:100]
    assert said(counter, read_given([typed_wrong]))


def test_receipt_that_the_store_no_longer_has_is_found(counter: Counter, papers: Papers) -> None:
    newest = "(SELECT max(id) FROM issued_forms)"
    plant(
        counter.database,
        sql("DELETE FROM print_jobs", f"DELETE FROM issued_forms WHERE id = {newest}"),  # noqa: S608
    )
    (problem,) = said(counter, read_given([papers.receipts[2]]))
    assert "kho không còn giấy này" in problem


def test_keys_that_were_exchanged_are_found(counter: Counter, papers: Papers) -> None:
    kit = an_audit(counter).kit(counter.admin)
    plant(
        counter.database,
        sql(f"UPDATE public_keys SET public_key = '{'ab' * 32}' WHERE key_id = 1"),  # noqa: S608
    )
    found = said(counter, Given(keys=kit.keys))
    assert "Khóa công khai số 1 trong kho không phải khóa đã trao." in found


@pytest.mark.parametrize(
    ("touched", "found"),
    [
        ("DELETE FROM day_closings", "Kho không còn lần khóa 2026-11-23/1 mà dòng"),
        ("UPDATE day_closings SET ordinal = 2", "chữ ký không đúng"),
        ("UPDATE day_closings SET confirmed_at = NULL", "nhật ký không kể như trong kho"),
        ("UPDATE day_closings SET reopened_at = closed_at", "nhật ký không kể như trong kho"),
    ],
)
def test_closings_are_those_that_the_log_tells_of(
    counter: Counter, papers: Papers, touched: str, found: str
) -> None:
    plant(counter.database, sql(touched))
    assert any(found in one for one in said(counter))


def test_reopening_is_told_by_the_log(counter: Counter, papers: Papers) -> None:
    an_actor(counter.database, Role.SUPERVISOR, login="phutrach.2")
    approvals = counter.approvals
    subject = MONDAY.isoformat()
    approval = approvals.by_second(
        papers.boss, "phutrach.2", GOOD_PASSWORD, GuardedAct.REOPEN_DAY, subject
    )
    counter.closings.reopen(papers.boss, MONDAY, "Quên một hồ sơ", approval)
    assert said(counter) == []
    plant(counter.database, sql("UPDATE day_closings SET reopened_at = NULL"))
    assert any("nhật ký không kể như trong kho" in one for one in said(counter))


def test_anchors_are_read_from_a_file(papers: Papers, tmp_path: Path) -> None:
    path = tmp_path / "mốc.txt"
    spaced = f"{papers.sheet[:5]} {papers.sheet[5:]}"
    path.write_text(f"# mốc của kho\n\n{spaced}  # phiếu\n{papers.receipts[0]}\n", "utf-8-sig")
    given = read_given([str(path)])
    assert [one.digits for one in given.digits] == [papers.sheet, papers.receipts[0]]
    assert given.digits[0].named == "mốc ở dòng 3 của mốc.txt"


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (b"abc", "Không hiểu mốc ở dòng 1"),
        (b"123", "Không hiểu mốc ở dòng 1"),
        (b"SQLite format 3\0" + bytes(90), "Không đọc được sổ mốc"),
    ],
)
def test_files_that_are_no_anchors_are_said(tmp_path: Path, content: bytes, found: str) -> None:
    path = tmp_path / "mốc"
    path.write_bytes(content)
    with pytest.raises(InvalidInputError, match=found):
        read_given([str(path)])


@pytest.mark.parametrize("word", ["không-có", "12345", "\0"])
def test_words_that_are_no_anchors_are_said(word: str) -> None:
    with pytest.raises(InvalidInputError):
        read_given([word])


def test_a_key_put_into_the_store_behind_the_log_is_not_handed_out(counter: Counter) -> None:
    audit = an_audit(counter)
    before = audit.kit(counter.admin).keys
    assert before
    plant_unseen(
        counter.database,
        sql(
            "INSERT INTO public_keys (key_id, unit_id, public_key, station, made_at, end_reason) "  # noqa: S608
            f"SELECT 60, unit_id, '{'ab' * 32}', 'M', made_at, '' FROM public_keys LIMIT 1"
        ),
    )
    assert audit.kit(counter.admin).keys == before
    assert any("Khóa công khai (mã 60) không do việc nào" in said_ for said_ in said(counter))
