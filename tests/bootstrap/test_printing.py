"""Printing as the program composes it: by the settings, through the outbox, losing nothing."""

import hashlib
import os
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from app.bootstrap import printing as printing_module
from app.bootstrap.printing import DeskPrinting
from app.errors import PrinterError
from app.printing.outbox import PrintDesk, render
from app.printing.printers import CupsPrinter, FolderPrinter, printer_test_pdf
from app.printing.raster import PageImage, page_sizes
from app.services.forms.records import QueuedCopy
from app.settings import PrinterChoice, Settings
from app.ui.widgets.printer_editor import PrinterSetup
from app.vocabulary.forms import FormKind, Media, PrintState
from tests.bootstrap.conftest import FakeCups
from tests.printing.every_form import EVERY_FORM
from tests.printing.forms import HEAD, a_receipt, flowing_text
from tests.seals import kept_papers
from tests.services.desk_builders import Counter

needs_sh = pytest.mark.skipif(os.name != "posix", reason="the stand-in for CUPS is a shell script")

QUEUES = Settings(
    printers={"A5": PrinterChoice("queue", "A5_quay"), "A4": PrinterChoice("queue", "Tang2")}
)
A5_POINTS = (419.5, 595.3)
A4_POINTS = (595.3, 841.9)


def _printing(counter: Counter, data: Path, settings: Settings = QUEUES) -> DeskPrinting:
    return DeskPrinting(data, lambda: settings, counter.print_queue, kept_papers(data / "printed"))


def _waiting(counter: Counter) -> list[tuple[str, PrintState, str]]:
    jobs = counter.print_queue.waiting(counter.officer)
    return [(job.number, job.state, job.error) for job in jobs]


def _kept(data: Path) -> list[bytes]:
    papers = kept_papers(data / "printed")
    return list(papers.contents(sorted(papers.all())))


def _first_job(counter: Counter) -> QueuedCopy:
    counter.code()
    (job,) = counter.print_queue.waiting(counter.officer)
    return job


@needs_sh
def test_what_the_printer_got_is_kept_shown_and_hashed(
    counter: Counter, cups: FakeCups, tmp_path: Path
) -> None:
    job = _first_job(counter)
    printing = _printing(counter, tmp_path)
    run = printing.send_all(counter.officer)
    assert run.sent == (job.job_id,)
    assert cups.arguments.startswith("-d A5_quay -o media=A5 -o print-scaling=none")
    (paper,) = cups.papers
    assert _kept(tmp_path) == [paper]
    form = counter.print_queue.form(counter.officer, job.form_id)
    assert form.sha256 == hashlib.sha256(paper).hexdigest()
    assert printing.typeset(job.data, job.copy_no).pdf == paper
    assert printing.typeset_issued(form).pdf == paper


@needs_sh
def test_a_jammed_printer_loses_nothing_and_the_retry_has_the_same_number(
    counter: Counter, cups: FakeCups, tmp_path: Path
) -> None:
    job = _first_job(counter)
    printing = _printing(counter, tmp_path)
    cups.jam()
    run = printing.send_all(counter.officer)
    ((failed, sentence),) = run.failed
    assert failed == job.job_id
    assert "Máy in “A5_quay” không nhận lệnh in" in sentence
    assert _waiting(counter) == [("1/TNHS", PrintState.FAILED, sentence)]
    assert printing.send_all(counter.officer).sent == ()
    cups.mend()
    assert counter.print_queue.retry(counter.officer) == 1
    assert printing.send_all(counter.officer).sent == (job.job_id,)
    assert _waiting(counter) == []
    (paper,) = cups.papers
    assert paper == render(job.data, 1)
    counter.code("Người sau")
    assert [number for number, _, _ in _waiting(counter)] == ["2/TNHS"]


@needs_sh
def test_a_cancelled_copy_is_not_printed_and_its_number_is_not_used_again(
    counter: Counter, cups: FakeCups, tmp_path: Path
) -> None:
    job = _first_job(counter)
    counter.print_queue.cancel(counter.officer, job.job_id)
    assert _printing(counter, tmp_path).send_all(counter.officer).sent == ()
    assert cups.papers == []
    assert counter.print_queue.form(counter.officer, job.form_id).number == "1/TNHS"
    counter.code("Người sau")
    assert [number for number, _, _ in _waiting(counter)] == ["2/TNHS"]


@needs_sh
def test_a_reprint_says_so_on_paper_and_the_first_hash_stays(
    counter: Counter, cups: FakeCups, tmp_path: Path
) -> None:
    job = _first_job(counter)
    printing = _printing(counter, tmp_path)
    printing.send_all(counter.officer)
    again = counter.print_queue.reprint(counter.officer, job.form_id)
    printing.send_all(counter.officer)
    first, second = cups.papers
    assert (again.number, again.copy_no) == (job.number, 2)
    assert "BẢNSAO" not in flowing_text(first)
    assert "BẢNSAO2" in flowing_text(second)
    assert _kept(tmp_path) == [first, second]
    assert printing.typeset(again.data, 2).pdf == second
    form = counter.print_queue.form(counter.officer, job.form_id)
    assert form.sha256 == hashlib.sha256(first).hexdigest()


@needs_sh
def test_a_printed_form_is_shown_as_kept_even_when_it_would_be_set_otherwise_now(
    counter: Counter, cups: FakeCups, tmp_path: Path
) -> None:
    job = _first_job(counter)
    printing = _printing(counter, tmp_path)
    printing.send_all(counter.officer)
    form = counter.print_queue.form(counter.officer, job.form_id)
    as_set_now = replace(form, data=a_receipt())
    assert printing.typeset_issued(as_set_now).pdf == cups.papers[0]
    (kept,) = (tmp_path / "printed").rglob("*.pdf.sealed")
    kept.write_bytes(b"damaged")
    assert printing.typeset_issued(as_set_now).pdf == render(a_receipt(), 1)
    kept.unlink()
    assert printing.typeset_issued(form).pdf == cups.papers[0]


def test_without_a_printer_papers_are_saved_in_the_program_s_folder(
    counter: Counter, tmp_path: Path
) -> None:
    _first_job(counter)
    _printing(counter, tmp_path, Settings()).send_all(counter.officer)
    (saved,) = (tmp_path / "pdf").iterdir()
    assert saved.name == "Giấy tiếp nhận và hẹn trả 1-TNHS.pdf"
    assert _kept(tmp_path) == [saved.read_bytes()]


def test_the_chosen_folder_is_used(counter: Counter, tmp_path: Path) -> None:
    _first_job(counter)
    chosen = tmp_path / "chỗ khác"
    _printing(counter, tmp_path / "data", Settings(pdf_folder=str(chosen))).send_all(
        counter.officer
    )
    assert len(list(chosen.iterdir())) == 1


def test_settings_decide_by_the_paper_size(counter: Counter, tmp_path: Path) -> None:
    mixed = Settings(printers={"A5": PrinterChoice("queue", "A5_quay")})
    printing = _printing(counter, tmp_path, mixed)
    assert isinstance(printing.printer_on("A5"), CupsPrinter)
    assert isinstance(printing.printer_on("A4"), FolderPrinter)


@pytest.mark.parametrize("kind", FormKind)
def test_a_desk_with_two_printers_gets_every_kind_on_the_paper_it_is_set_for(
    counter: Counter, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: FormKind
) -> None:
    monkeypatch.setattr(printing_module, "HAS_CUPS", False)
    chosen: dict[Media, list[Media]] = {"A5": [], "A4": []}

    def painter(queue: str) -> "_Painter":
        return _Painter(chosen["A4" if queue == "Tang2" else "A5"])

    data = EVERY_FORM[kind]
    size = page_sizes(render(data, 1))[0]
    media: Media = "A5" if size == pytest.approx(A5_POINTS, abs=0.1) else "A4"
    printing = DeskPrinting(
        tmp_path, lambda: QUEUES, counter.print_queue, kept_papers(tmp_path), painter
    )
    job = replace(_first_job(counter), kind=kind, data=data)
    PrintDesk(_Jobs([job]), printing.printer_on, kept_papers(tmp_path)).run()
    assert chosen == {"A5": [], "A4": [], media: [media]}


@dataclass
class _Jobs:
    """A queue of jobs that nobody stores."""

    jobs: list[QueuedCopy]

    def queued_jobs(self) -> list[QueuedCopy]:
        return self.jobs

    def mark_sent(self, job_id: int, sha256: str) -> None:
        """Forget that it was printed."""

    def mark_failed(self, job_id: int, error: str) -> None:
        """Fail with the sentence."""
        raise AssertionError(job_id, error)


class _Painter:
    """A painter that notes the papers it was asked for."""

    def __init__(self, papers: list[Media]) -> None:
        self.papers = papers
        self.dpi = 200

    def __call__(self, pages: Iterator[PageImage], title: str, media: Media) -> None:
        assert {page.width for page in pages} in ({1166}, {1654})
        assert title
        self.papers.append(media)


def test_a_queue_without_a_name_fails_the_copy_with_a_sentence(
    counter: Counter, tmp_path: Path
) -> None:
    _first_job(counter)
    nameless = Settings(printers={"A5": PrinterChoice("queue", "")})
    run = _printing(counter, tmp_path, nameless).send_all(counter.officer)
    ((_, sentence),) = run.failed
    assert sentence.startswith("Chưa chọn máy in cho giấy A5")


@needs_sh
def test_queues_are_asked_of_cups_where_it_is_and_of_the_window_elsewhere(
    counter: Counter, cups: FakeCups, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert cups.papers == []
    printing = DeskPrinting(
        tmp_path,
        lambda: QUEUES,
        counter.print_queue,
        kept_papers(tmp_path),
        queue_names=lambda: ["Máy LX"],
    )
    assert printing.queues() == ("A5_quay", "Tang2")
    assert isinstance(printing.printer_on("A5"), CupsPrinter)
    monkeypatch.setattr(printing_module, "HAS_CUPS", False)
    assert printing.queues() == ("Máy LX",)


@needs_sh
@pytest.mark.parametrize(
    ("media", "queue", "points"), [("A5", "A5_quay", A5_POINTS), ("A4", "Tang2", A4_POINTS)]
)
def test_the_test_page_goes_to_the_printer_on_the_screen_at_its_own_size(
    counter: Counter,
    cups: FakeCups,
    tmp_path: Path,
    media: Media,
    queue: str,
    points: tuple[float, float],
) -> None:
    printing = _printing(counter, tmp_path, Settings())
    printing.print_test(PrinterSetup(printers=QUEUES.printers), media, HEAD)
    assert f"-d {queue} -o media={media}" in cups.arguments
    (paper,) = cups.papers
    assert paper == printer_test_pdf(HEAD, media)
    (size,) = page_sizes(paper)
    assert size == pytest.approx(points, abs=0.1)
    cups.jam()
    with pytest.raises(PrinterError, match="không nhận lệnh in"):
        printing.print_test(PrinterSetup(printers=QUEUES.printers), media, HEAD)


def test_pages_are_drawn_as_asked_from_several_threads_at_once(
    counter: Counter, tmp_path: Path
) -> None:
    pages = _printing(counter, tmp_path).typeset(a_receipt())
    assert len(pages.sizes) == 2
    assert pages.sizes[0] == pytest.approx(A5_POINTS, abs=0.1)
    wanted = [(page, dpi) for page in (0, 1) for dpi in (40.4, 72.0, 110.6)] * 3
    with ThreadPoolExecutor(4) as pool:
        drawn = list(pool.map(lambda one: pages.render(*one), wanted))
    for (page, dpi), image in zip(wanted, drawn, strict=True):
        assert image.width == pytest.approx(A5_POINTS[0] * round(dpi) / 72, abs=1)
        assert image == pages.render(page, dpi)
    assert drawn[1].rgb != drawn[4].rgb


def test_text_that_cannot_be_printed_is_said_in_words(counter: Counter, tmp_path: Path) -> None:
    with pytest.raises(PrinterError, match="ký tự không in được"):
        _printing(counter, tmp_path).typeset(a_receipt(note="e\u0301"))


def test_printing_needs_no_window_library() -> None:
    script = "import sys, app.bootstrap.printing; sys.exit('PySide6' in sys.modules)"
    subprocess.run([sys.executable, "-c", script], check=True, timeout=60)


@needs_sh
def test_a_secret_goes_to_the_printer_and_into_no_file(
    counter: Counter, cups: FakeCups, tmp_path: Path
) -> None:
    data = tmp_path / "data"
    _printing(counter, data).send_unkept(b"%PDF secret", "Phiếu khôi phục khóa", "A4")
    assert cups.papers == [b"%PDF secret"]
    assert "-d Tang2" in cups.arguments
    assert not data.exists()


def test_a_secret_is_never_saved_as_a_pdf(counter: Counter, tmp_path: Path) -> None:
    printing = _printing(counter, tmp_path / "data", Settings())
    with pytest.raises(PrinterError, match="không được lưu vào tệp nào"):
        printing.send_unkept(b"%PDF secret", "Phiếu khôi phục khóa", "A4")
    assert not (tmp_path / "data").exists()
