"""A dossier and its papers cite the law of the day of receipt, and no other."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app.printing.outbox import render
from app.services.dossiers.decision import Decision
from app.vocabulary.dossiers import Action
from tests.printing.forms import text_pages
from tests.services.desk_builders import Counter, a_counter
from tests.services.store_builders import FakeTime


def _life(counter: Counter) -> str:
    """Ask for papers, extend and hand over one dossier; stop, send away and return others."""
    stopped = counter.code("Trần Văn Dừng")
    said = Decision(note="quá thời hạn bổ sung", ground="căn cứ", approver="Lê Văn Duyệt")
    counter.decisions.decide(counter.officer, stopped, Action.STOP, said)
    counter.dossier("Lê Thị Xa", competent_id=counter.culture)
    code = counter.code()
    ask = Decision(note="thiếu tờ khai", items=("Tờ khai",))
    counter.decisions.decide(counter.officer, code, Action.ASK_SUPPLEMENT, ask)
    counter.time.advance(timedelta(hours=2))
    counter.decide(code, Action.SUPPLEMENT_IN)
    later = counter.time.now + timedelta(days=14)
    counter.decide(code, Action.EXTEND, note="chờ", new_due_at=later, approver="Lê Văn Duyệt")
    counter.handoffs.send(counter.officer, counter.economy, [code])
    counter.returned("Phạm Văn Xong")
    return code


def _words(counter: Counter, code: str) -> Iterator[str]:
    yield from counter.tracking.one(counter.officer, code).due.steps
    for job in counter.print_queue.queued(counter.officer):
        yield " ".join(text_pages(render(job.data, job.copy_no)))


@pytest.mark.parametrize(
    ("received", "cited", "others"),
    [
        (
            datetime(2026, 11, 23, 2, tzinfo=UTC),
            ("(NĐ 118/2025)", "Nghị định 118/2025/NĐ-CP", "Thông tư 03/2025/TT-VPCP"),
            ("61/2018", "01/2018"),
        ),
        (
            datetime(2025, 8, 5, 2, tzinfo=UTC),
            ("(NĐ 118/2025)", "Nghị định 118/2025/NĐ-CP", "Thông tư 01/2018/TT-VPCP"),
            ("61/2018", "03/2025"),
        ),
        (
            datetime(2025, 6, 24, 2, tzinfo=UTC),
            ("(NĐ 61/2018, Điều 19 khoản 4)", "Thông tư 01/2018/TT-VPCP"),
            ("118/2025", "03/2025"),
        ),
    ],
    ids=["2026-11-23", "2025-08-05", "2025-06-24"],
)
def test_a_dossier_and_its_papers_cite_the_law_of_the_day_of_receipt(
    tmp_path: Path, received: datetime, cited: tuple[str, ...], others: tuple[str, ...]
) -> None:
    counter = a_counter(tmp_path, FakeTime(received))
    try:
        words = list(_words(counter, _life(counter)))
    finally:
        counter.database.close()
    assert len(words) > 6
    for law in cited:
        assert any(law in text for text in words), law
    for law in others:
        assert not any(law in text for text in words), law
