import hashlib
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from app.errors import PrinterError
from app.printing.outbox import PrintDesk, render
from app.printing.printers import Printer
from app.services.forms.records import QueuedCopy
from app.vocabulary.forms import FormKind, Media, PrintState
from tests.printing.forms import a_receipt, a_slip
from tests.seals import kept_papers


class _Queue:
    """A forms service of three lists."""

    def __init__(self, *jobs: QueuedCopy) -> None:
        self.jobs = jobs
        self.sent: dict[int, str] = {}
        self.failed: dict[int, str] = {}

    def queued_jobs(self) -> Sequence[QueuedCopy]:
        return self.jobs

    def mark_sent(self, job_id: int, sha256: str) -> None:
        self.sent[job_id] = sha256

    def mark_failed(self, job_id: int, error: str) -> None:
        self.failed[job_id] = error


class _Tray:
    """A printer that keeps what it was given."""

    def __init__(self) -> None:
        self.papers: list[tuple[bytes, str, Media]] = []

    def send(self, pdf: bytes, title: str, media: Media) -> None:
        self.papers.append((pdf, title, media))


class _Jammed:
    """A printer that refuses everything."""

    def send(self, pdf: bytes, title: str, media: Media) -> None:  # noqa: ARG002 - as printers do
        raise PrinterError("Máy in kẹt giấy; hãy gỡ giấy rồi in lại.")


def _job(job_id: int = 1, **changes: Any) -> QueuedCopy:
    values: dict[str, Any] = {
        "job_id": job_id,
        "form_id": 70 + job_id,
        "kind": FormKind.RECEIPT,
        "number": "0001/2019/TNHS",
        "title": "Giấy tiếp nhận 0001/2019/TNHS",
        "copy_no": 1,
        "state": PrintState.QUEUED,
        "is_void": False,
        "data": a_receipt(),
        "queued_at": datetime(2019, 6, 30, 17, 30, tzinfo=UTC),
    }
    return QueuedCopy(**{**values, **changes})


def _slip_job(job_id: int) -> QueuedCopy:
    return _job(job_id, kind=FormKind.HANDOFF_SLIP, data=a_slip(), number="0012/2019/PBG")


def test_what_is_sent_is_what_is_kept_and_noted(tmp_path: Path) -> None:
    queue, tray, job = _Queue(_job()), _Tray(), _job()
    desk = PrintDesk(queue, lambda _: tray, kept_papers(tmp_path))
    run = desk.run()
    ((pdf, title, media),) = tray.papers
    assert (title, media) == (job.title, "A5")
    assert pdf == render(job.data, 1)
    assert kept_papers(tmp_path).read(job) == pdf
    assert queue.sent == {1: hashlib.sha256(pdf).hexdigest()}
    assert (run.sent, run.failed) == ((1,), ())


def test_jammed_printer_fails_its_jobs_and_the_rest_go_on(tmp_path: Path) -> None:
    queue, tray = _Queue(_job(1), _slip_job(2), _job(3)), _Tray()
    printers: dict[Media, Printer] = {"A5": _Jammed(), "A4": tray}
    run = PrintDesk(queue, printers.__getitem__, kept_papers(tmp_path)).run()
    assert [media for _, _, media in tray.papers] == ["A4"]
    assert list(queue.sent) == [2]
    assert set(queue.failed) == {1, 3}
    assert all("kẹt giấy" in sentence for sentence in queue.failed.values())
    assert run.sent == (2,)
    assert dict(run.failed) == queue.failed


def test_printing_again_gives_the_same_number_and_bytes(tmp_path: Path) -> None:
    tray = _Tray()
    desk = PrintDesk(_Queue(_job()), lambda _: tray, kept_papers(tmp_path))
    desk.run()
    desk.run()
    assert tray.papers[0] == tray.papers[1]
    assert len(list(tmp_path.rglob("*.pdf.sealed"))) == 1


def test_reprint_is_kept_beside_the_first(tmp_path: Path) -> None:
    tray = _Tray()
    PrintDesk(_Queue(_job(1), _job(1, copy_no=2)), lambda _: tray, kept_papers(tmp_path)).run()
    assert len(list(tmp_path.rglob("*.pdf.sealed"))) == 2
    assert tray.papers[0][0] != tray.papers[1][0]


def test_replaced_form_is_not_printed(tmp_path: Path) -> None:
    queue, tray = _Queue(_job(is_void=True)), _Tray()
    PrintDesk(queue, lambda _: tray, kept_papers(tmp_path)).run()
    assert tray.papers == []
    assert "đã được thay thế" in queue.failed[1]


def test_unprintable_text_fails_one_job_alone(tmp_path: Path) -> None:
    queue, tray = _Queue(_job(1, data=a_receipt(note="e\u0301")), _job(2)), _Tray()
    PrintDesk(queue, lambda _: tray, kept_papers(tmp_path)).run()
    assert "không in được" in queue.failed[1]
    assert list(queue.sent) == [2]


def test_full_or_closed_folder_fails_the_job_before_any_paper(tmp_path: Path) -> None:
    (tmp_path / "2019").write_text("a file in the way")
    queue, tray = _Queue(_job()), _Tray()
    PrintDesk(queue, lambda _: tray, kept_papers(tmp_path)).run()
    assert tray.papers == []
    assert "quyền ghi" in queue.failed[1]


def test_missing_printer_setting_is_the_job_s_failure(tmp_path: Path) -> None:
    def no_printer(_: Media) -> Printer:
        raise PrinterError("Chưa chọn máy in cho giấy này; hãy chọn trong phần cài đặt.")

    queue = _Queue(_job())
    PrintDesk(queue, no_printer, kept_papers(tmp_path)).run()
    assert "Chưa chọn máy in" in queue.failed[1]


def test_store_s_failure_is_not_swallowed(tmp_path: Path) -> None:
    class Broken(_Queue):
        def mark_sent(self, job_id: int, sha256: str) -> None:  # noqa: ARG002 - as the service
            raise RuntimeError

    with pytest.raises(RuntimeError):
        PrintDesk(Broken(_job()), lambda _: _Tray(), kept_papers(tmp_path)).run()
