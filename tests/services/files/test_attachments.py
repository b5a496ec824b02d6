"""Files of papers, results and slips: who adds, who sees, what the log says, nothing deleted."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from app.errors import (
    InvalidInputError,
    NotAllowedError,
    NotFoundError,
    RuleBrokenError,
    StoreError,
)
from app.models.log import LogDetail, LogEntry
from app.models.outcomes import Result
from app.services.dossiers.decision import Decision
from app.services.dossiers.papers import new_ordinals
from app.services.dossiers.records import HandedPaper
from app.services.files.attachments import MOST_FILES, Attachments
from app.services.ledger.checking import StoreCheck
from app.services.ledger.details import joined
from app.services.ledger.rights import CONSOLE_ID
from app.vocabulary.dossiers import Action, AttachmentKind
from app.vocabulary.people import Role
from tests.services.desk_builders import PAPERS, Counter
from tests.services.files.contents import a_pdf, a_picture
from tests.services.store_builders import a_stranger, an_actor

PDF_SCAN = a_pdf("đơn")
JPEG_SCAN = a_picture("JPEG")


def _entries(counter: Counter, act: str) -> list[tuple[int, dict[str, Any]]]:
    """Return who did `act`, and its facts, in the order of the log."""
    with counter.database.read() as session:
        rows = session.execute(
            select(LogEntry.officer_id, LogEntry.facts, LogDetail.facts)
            .outerjoin(LogDetail, LogDetail.seq == LogEntry.seq)
            .where(LogEntry.act == act)
            .order_by(LogEntry.id)
        )
        return [(who, joined(facts, personal)) for who, facts, personal in rows]


def _tree(folder: Path) -> set[Path]:
    return {path for path in folder.rglob("*") if path.is_file()}


def test_a_scan_of_a_paper_is_kept_told_and_found(
    counter: Counter, attachments: Attachments, kept: Path
) -> None:
    code = counter.code()
    line = attachments.add_paper(counter.officer, code, 2, "C:\\quét\\chứng nhận", PDF_SCAN)
    assert (line.kind, line.paper_ordinal, line.name) == (
        AttachmentKind.PAPER,
        2,
        "chứng nhận.pdf",
    )
    assert (line.media_type, line.size) == ("application/pdf", len(PDF_SCAN))
    assert (line.added_at, line.added_by_name) == (counter.time.now, counter.officer.name)
    assert attachments.of(counter.officer, code) == (line,)
    assert attachments.content(counter.officer, line.attachment_id) == PDF_SCAN
    assert [path.name for path in _tree(kept)] == [f"{line.sha256}.sealed"]
    ((who, facts),) = _entries(counter, "file_added")
    assert who == counter.officer.officer_id
    assert facts == {
        "file": "chứng nhận.pdf",
        "kind": "paper",
        "media_type": "application/pdf",
        "size": len(PDF_SCAN),
        "sha256": line.sha256,
        "id": line.attachment_id,
        "paper": PAPERS[1].name,
    }
    assert StoreCheck(counter.database).problems() == []


def test_the_timeline_tells_what_was_ended_and_not_who_looked(
    counter: Counter, attachments: Attachments
) -> None:
    code = counter.code()
    line = attachments.add_paper(counter.officer, code, 1, "đơn.pdf", PDF_SCAN)
    attachments.content(counter.admin, line.attachment_id)
    attachments.end(counter.officer, line.attachment_id, "quét nhầm")
    steps = counter.tracking.one(counter.officer, code).timeline
    assert [(step.title, step.detail) for step in steps[1:]] == [
        ("Bỏ tệp", "tệp đơn.pdf · lý do: quét nhầm")
    ]
    ((who, facts),) = _entries(counter, "file_seen")
    assert (who, facts["id"]) == (counter.admin.officer_id, line.attachment_id)


def test_a_paper_that_is_not_there_is_refused_and_nothing_is_kept(
    counter: Counter, attachments: Attachments, kept: Path
) -> None:
    code = counter.code()
    for ordinal in (0, -1, len(PAPERS) + 1):
        with pytest.raises(InvalidInputError, match="không có giấy tờ thứ") as refused:
            attachments.add_paper(counter.officer, code, ordinal, "đơn.pdf", PDF_SCAN)
        assert refused.value.field == "paper"
    with pytest.raises(NotFoundError):
        attachments.add_paper(counter.officer, "000-1", 1, "đơn.pdf", PDF_SCAN)
    assert not kept.exists()


def test_a_hostile_file_leaves_no_trace(
    counter: Counter, attachments: Attachments, kept: Path, tmp_path: Path
) -> None:
    code = counter.code()
    before = _tree(tmp_path)
    with pytest.raises(InvalidInputError):
        attachments.add_paper(counter.officer, code, 1, "đơn.pdf", b"MZ" + bytes(4000))
    attachments.add_paper(counter.officer, code, 1, "../../../ngoài.pdf", PDF_SCAN)
    written = {path for path in _tree(tmp_path) - before if "motcua.db" not in path.name}
    assert written == _tree(kept)
    assert len(written) == 1


def test_the_same_file_twice_in_one_place_is_refused_and_elsewhere_is_one_file(
    counter: Counter, attachments: Attachments, kept: Path
) -> None:
    code = counter.code()
    attachments.add_paper(counter.officer, code, 1, "đơn.pdf", PDF_SCAN)
    with pytest.raises(RuleBrokenError, match=r"đã có ở đây với tên “đơn\.pdf”"):
        attachments.add_paper(counter.officer, code, 1, "khác.pdf", PDF_SCAN)
    attachments.add_paper(counter.officer, code, 2, "khác.pdf", PDF_SCAN)
    assert len(attachments.of(counter.officer, code)) == 2
    assert len(_tree(kept)) == 1


def test_a_place_takes_so_many_files_and_no_more(
    counter: Counter, attachments: Attachments, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert MOST_FILES == 50
    monkeypatch.setattr("app.services.files.attachments.MOST_FILES", 1)
    code = counter.code()
    attachments.add_paper(counter.officer, code, 1, "một.pdf", PDF_SCAN)
    with pytest.raises(RuleBrokenError, match="đã có 1 tệp"):
        attachments.add_paper(counter.officer, code, 1, "hai.jpg", JPEG_SCAN)


def test_an_ended_file_makes_room_and_stays(counter: Counter, attachments: Attachments) -> None:
    code = counter.code()
    line = attachments.add_paper(counter.officer, code, 1, "đơn.pdf", PDF_SCAN)
    with pytest.raises(InvalidInputError) as refused:
        attachments.end(counter.officer, line.attachment_id, " ")
    assert refused.value.field == "reason"
    counter.time.advance(timedelta(minutes=1))
    ended = attachments.end(counter.admin, line.attachment_id, "quét nhầm")
    assert (ended.ended_at, ended.ended_by_name, ended.end_reason) == (
        counter.time.now,
        counter.admin.name,
        "quét nhầm",
    )
    with pytest.raises(RuleBrokenError, match="đã được bỏ lúc"):
        attachments.end(counter.officer, line.attachment_id, "lần nữa")
    assert attachments.of(counter.officer, code) == ()
    assert attachments.of(counter.officer, code, with_ended=True) == (ended,)
    assert attachments.content(counter.officer, line.attachment_id) == PDF_SCAN
    again = attachments.add_paper(counter.officer, code, 1, "đơn.pdf", PDF_SCAN)
    assert again.attachment_id != line.attachment_id


def test_a_damaged_file_is_told_and_adding_it_again_puts_it_right(
    counter: Counter, attachments: Attachments, kept: Path
) -> None:
    code = counter.code()
    line = attachments.add_paper(counter.officer, code, 1, "đơn.pdf", PDF_SCAN)
    (kept / line.sha256[:2] / f"{line.sha256}.sealed").write_bytes(JPEG_SCAN)
    with pytest.raises(StoreError, match="Tệp đã hỏng"):
        attachments.content(counter.officer, line.attachment_id)
    attachments.add_paper(counter.officer, code, 2, "đơn.pdf", PDF_SCAN)
    assert attachments.content(counter.officer, line.attachment_id) == PDF_SCAN
    assert _entries(counter, "file_added")[-1][1]["was_mended"] is True
    assert "was_mended" not in _entries(counter, "file_added")[0][1]


def test_a_failed_row_leaves_a_file_that_nothing_names(
    counter: Counter, attachments: Attachments, kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = counter.code()

    def fail(*_args: object) -> None:
        raise RuleBrokenError("mất điện")

    monkeypatch.setattr("app.services.files.attachments._store", fail)
    with pytest.raises(RuleBrokenError):
        attachments.add_paper(counter.officer, code, 1, "đơn.pdf", PDF_SCAN)
    monkeypatch.undo()
    assert len(_tree(kept)) == 1
    assert attachments.of(counter.officer, code) == ()
    attachments.add_paper(counter.officer, code, 1, "đơn.pdf", PDF_SCAN)


def test_a_result_may_come_before_its_decision_and_not_after_an_end_without_one(
    counter: Counter, attachments: Attachments
) -> None:
    code = counter.code()
    line = attachments.add_result(counter.officer, code, "quyết định.pdf", PDF_SCAN)
    assert (line.kind, line.paper_ordinal) == (AttachmentKind.RESULT, None)
    gone = counter.code()
    said = Decision(note="theo đơn", gives_papers_back=True)
    counter.decisions.decide(counter.officer, gone, Action.WITHDRAW, said)
    with pytest.raises(RuleBrokenError, match="không có kết quả để đính kèm"):
        attachments.add_result(counter.officer, gone, "quyết định.pdf", PDF_SCAN)


def test_an_electronic_result_is_marked_with_its_file_or_by_itself(
    counter: Counter, attachments: Attachments
) -> None:
    early, code = counter.code(), counter.resolved()
    with pytest.raises(RuleBrokenError, match="chưa có kết quả"):
        attachments.mark_electronic(counter.officer, early, is_electronic=True)
    with pytest.raises(RuleBrokenError, match="chưa có kết quả"):
        attachments.add_result(counter.officer, early, "a.pdf", PDF_SCAN, is_electronic=True)
    assert attachments.sheet(counter.officer, early).is_electronic is None
    assert attachments.sheet(counter.officer, early).lines == ()
    assert attachments.sheet(counter.officer, code).is_electronic is False
    attachments.add_result(counter.officer, code, "a.pdf", PDF_SCAN, is_electronic=True)
    assert attachments.sheet(counter.officer, code).is_electronic is True
    attachments.mark_electronic(counter.officer, code, is_electronic=True)
    attachments.mark_electronic(counter.officer, code, is_electronic=False)
    assert attachments.sheet(counter.officer, code).is_electronic is False
    titles = [step.title for step in counter.tracking.one(counter.officer, code).timeline]
    assert titles[-2:] == ["Ghi kết quả bản điện tử", "Ghi kết quả bản giấy"]
    with counter.database.read() as session:
        assert session.scalars(select(Result.is_electronic)).all() == [False]


def test_a_signed_slip_is_found_from_itself_and_from_every_dossier_on_it(
    counter: Counter, attachments: Attachments
) -> None:
    codes = [counter.code("Anh"), counter.code("Bình")]
    other = counter.code("Chi")
    sent = counter.handoffs.send(counter.officer, counter.economy, codes)
    line = attachments.add_signed_slip(counter.officer, f" {sent.number} ", "phiếu.jpg", JPEG_SCAN)
    assert (line.kind, line.slip_number) == (AttachmentKind.SIGNED_SLIP, sent.number)
    assert attachments.of_slip(counter.officer, sent.number) == (line,)
    for code in codes:
        assert attachments.of(counter.officer, code) == (line,)
    assert attachments.of(counter.officer, other) == ()
    with pytest.raises(NotFoundError, match="999/PBG"):
        attachments.add_signed_slip(counter.officer, "999/PBG", "phiếu.jpg", JPEG_SCAN)


def test_a_slip_number_that_comes_again_next_year_is_told_apart(
    counter: Counter, attachments: Attachments
) -> None:
    old, new = counter.code("Anh"), counter.code("Bình")
    number = counter.handoffs.send(counter.officer, counter.economy, [old]).number
    counter.time.advance(timedelta(days=60))
    assert counter.handoffs.send(counter.officer, counter.economy, [new]).number == number
    attachments.add_signed_slip(counter.officer, number, "mới.pdf", PDF_SCAN)
    attachments.add_signed_slip(counter.officer, number, "cũ.pdf", PDF_SCAN, year=2026)
    assert [line.name for line in attachments.of(counter.officer, new)] == ["mới.pdf"]
    assert [line.name for line in attachments.of(counter.officer, old)] == ["cũ.pdf"]
    assert attachments.of_slip(counter.officer, number, year=2026)[0].name == "cũ.pdf"


def test_an_agency_sees_what_it_holds_or_was_handed(
    counter: Counter, attachments: Attachments
) -> None:
    code = counter.code()
    line = attachments.add_paper(counter.officer, code, 1, "đơn.pdf", PDF_SCAN)
    sent = counter.handoffs.send(counter.officer, counter.economy, [code])
    slip = attachments.add_signed_slip(counter.officer, sent.number, "phiếu.pdf", PDF_SCAN)
    mine, other = counter.economy_officer, counter.culture_officer
    assert attachments.of(mine, code) == (line, slip)
    assert attachments.content(mine, slip.attachment_id) == PDF_SCAN
    asks = (
        lambda: attachments.of(other, code),
        lambda: attachments.content(other, line.attachment_id),
        lambda: attachments.content(other, slip.attachment_id),
        lambda: attachments.end(other, line.attachment_id, "thử"),
        lambda: attachments.add_paper(other, code, 1, "khác.jpg", JPEG_SCAN),
        lambda: attachments.add_signed_slip(other, sent.number, "khác.jpg", JPEG_SCAN),
        lambda: attachments.of_slip(other, sent.number),
        lambda: attachments.content(mine, 999),
    )
    for ask in asks:
        with pytest.raises(NotFoundError):
            ask()
    assert len(_entries(counter, "file_seen")) == 1


def test_an_agency_ends_only_what_it_added(counter: Counter, attachments: Attachments) -> None:
    code = counter.code()
    counter.handoffs.send(counter.officer, counter.economy, [code])
    theirs = attachments.add_paper(counter.officer, code, 1, "đơn.pdf", PDF_SCAN)
    own = attachments.add_result(counter.economy_officer, code, "kq.pdf", PDF_SCAN)
    with pytest.raises(NotAllowedError, match="người khác thêm"):
        attachments.end(counter.economy_officer, theirs.attachment_id, "thử")
    attachments.end(counter.economy_officer, own.attachment_id, "quét nhầm")


def test_an_agency_that_gets_the_dossier_later_does_not_see_an_earlier_slip(
    counter: Counter, attachments: Attachments
) -> None:
    """The slip names the dossiers of others."""
    code = counter.code()
    sent = counter.handoffs.send(counter.officer, counter.economy, [code])
    attachments.add_signed_slip(counter.officer, sent.number, "phiếu.pdf", PDF_SCAN)
    counter.handoffs.accept(counter.economy_officer, [code])
    counter.handoffs.send(counter.economy_officer, counter.culture, [code])
    assert attachments.of(counter.culture_officer, code) == ()
    assert len(attachments.of(counter.economy_officer, code)) == 1


def test_who_may_not_attach_is_refused(
    counter: Counter, attachments: Attachments, kept: Path
) -> None:
    code = counter.code()
    boss = an_actor(counter.database, Role.ADMINISTRATOR, login="chi.quan.ly")
    console = replace(counter.officer, officer_id=CONSOLE_ID)
    for actor in (boss, console):
        with pytest.raises(NotAllowedError):
            attachments.add_paper(actor, code, 1, "đơn.pdf", PDF_SCAN)
    line = attachments.add_paper(counter.officer, code, 1, "đơn.pdf", PDF_SCAN)
    assert attachments.of(console, code) == (line,)
    with pytest.raises(NotAllowedError):
        attachments.content(console, line.attachment_id)
    assert len(_tree(kept)) == 1


def test_another_office_on_the_store_sees_nothing(
    counter: Counter, attachments: Attachments
) -> None:
    code = counter.code()
    line = attachments.add_paper(counter.officer, code, 1, "đơn.pdf", PDF_SCAN)
    sent = counter.handoffs.send(counter.officer, counter.economy, [code])
    slip = attachments.add_signed_slip(counter.officer, sent.number, "phiếu.pdf", PDF_SCAN)
    stranger = a_stranger(counter.database)
    for one in (line, slip):
        with pytest.raises(NotFoundError):
            attachments.content(stranger, one.attachment_id)


@pytest.mark.parametrize(
    ("before", "after", "moved"),
    [
        ("a b c", "a b c", {1: 1, 2: 2, 3: 3}),
        ("a b c", "c a", {1: 2, 2: None, 3: 1}),
        ("a b", "a x", {1: 1, 2: 2}),  # renamed in its place
        ("a b", "x a b", {1: 2, 2: 3}),
        ("a a", "b a", {1: 2, 2: None}),
        ("a a b", "b a a", {1: 2, 2: 3, 3: 1}),
        ("a", "", {1: None}),
        ("", "a", {}),
    ],
)
def test_where_papers_stand_after_a_correction(
    before: str, after: str, moved: dict[int, int | None]
) -> None:
    assert new_ordinals(before.split(), after.split()) == moved


def test_scans_go_with_their_papers_through_a_correction(
    counter: Counter, attachments: Attachments
) -> None:
    typed = counter.as_typed()
    code = counter.intake.register(counter.officer, typed).code
    for ordinal in (1, 2, 3):
        attachments.add_paper(counter.officer, code, ordinal, f"{ordinal}.pdf", a_pdf(str(ordinal)))
    papers = (PAPERS[2], HandedPaper("Giấy mới", 1), PAPERS[0])
    fixed = replace(typed, draft_id="", papers=papers)
    counter.corrections.correct(counter.officer, code, fixed, "xếp lại giấy tờ")
    lines = attachments.of(counter.officer, code)
    assert [(line.name, line.paper_ordinal) for line in lines] == [
        ("1.pdf", 3),
        ("2.pdf", 2),  # its place has a paper under a new name
        ("3.pdf", 1),
    ]
    gone = replace(typed, draft_id="", papers=papers[:1])
    counter.corrections.correct(counter.officer, code, gone, "bớt giấy tờ")
    assert [line.paper_ordinal for line in attachments.of(counter.officer, code)] == [None, None, 1]
