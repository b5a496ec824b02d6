"""The composition root's printing: which printer takes what, the outbox's rounds, pages to look at.

It knows no window: where the system prints pictures only, the painter is handed in.
"""

import hashlib
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol

from app.errors import PrinterError
from app.printing.outbox import DeskRun, PrintDesk, render
from app.services.container import Services
from app.services.files.kept_papers import KeptPapers
from app.services.forms.notice_records import Letterhead
from app.services.forms.printing_queue import PrintQueue, StationQueue
from app.services.forms.records import FormData, FormOnFile, QueuedCopy
from app.services.ledger.records import Actor
from app.services.store_files import SAVED_FOLDER
from app.settings import PrinterChoice, Settings, SettingsFile
from app.vocabulary.forms import Media, PrintState
from app.wording.labels import label

if TYPE_CHECKING:
    from app.printing.printers import Printer
    from app.printing.raster import PageImage, PdfPages

HAS_CUPS: Final = os.name == "posix"


class QueuePainter(Protocol):
    """Paints pictures of pages on one printer, best at its `dpi`."""

    @property
    def dpi(self) -> int:
        """The resolution the pictures should have."""
        ...

    def __call__(self, pages: "Iterator[PageImage]", title: str, media: Media) -> None:
        """Paint `pages`. Raises PrinterError where the device fails."""
        ...


class PrinterSetupLike(Protocol):
    """Printers as chosen on the screen, perhaps not saved yet."""

    @property
    def printers(self) -> Mapping[Media, PrinterChoice]:
        """Where each paper size goes."""
        ...

    @property
    def pdf_folder(self) -> str:
        """The folder of PDF files; empty is the program's own."""
        ...


@dataclass(frozen=True, slots=True)
class Printers:
    """The printers of this machine, and the folder where PDF files go instead.

    With CUPS the queues are asked for, and sent the PDF. Elsewhere (Windows) `queue_names` lists
    the printers and `painter` returns what paints pictures of pages on the one of that name.
    """

    data: Path
    painter: Callable[[str], QueuePainter] | None = None
    queue_names: Callable[[], Sequence[str]] = tuple

    def queues(self) -> tuple[str, ...]:
        """Return the names of the printers this machine has."""
        from app.printing.printers import available_queues

        return available_queues() if HAS_CUPS else tuple(self.queue_names())

    def print_test(self, setup: PrinterSetupLike, media: Media, head: Letterhead) -> None:
        """Print the test page of `media` as `setup` says. Raises PrinterError."""
        from app.printing.printers import TITLE, printer_test_pdf

        choice = setup.printers.get(media, PrinterChoice())
        printer = self.printer(choice, setup.pdf_folder, media)
        printer.send(printer_test_pdf(head, media), f"{TITLE} {media}", media)

    def printer(self, choice: PrinterChoice, pdf_folder: str, media: Media) -> "Printer":
        """Return the chosen printer. Raises PrinterError where none is named."""
        from app.printing.printers import CupsPrinter, FolderPrinter, ImagePrinter

        if choice.kind == "folder":
            # A folder named without its root lies in the data folder.
            return FolderPrinter(self.data / (pdf_folder or SAVED_FOLDER))
        if not choice.queue:
            raise PrinterError(
                f"Chưa chọn máy in cho giấy {media}; hãy chọn ở trang Quản trị, mục Máy in, rồi in "
                "lại."
            )
        if self.painter is not None and not HAS_CUPS:
            painter = self.painter(choice.queue)
            return ImagePrinter(painter, painter.dpi)
        return CupsPrinter(choice.queue)


class DeskPrinting:
    """Printing of one data folder, by the settings as they are at each call."""

    def __init__(
        self,
        data: Path,
        settings: Callable[[], Settings],
        queue: PrintQueue,
        papers: KeptPapers,
        painter: Callable[[str], QueuePainter] | None = None,
        queue_names: Callable[[], Sequence[str]] = tuple,
    ) -> None:
        self._settings = settings
        self._queue = queue
        self._papers = papers
        self._printers = Printers(data, painter, queue_names)

    def queues(self) -> tuple[str, ...]:
        """Return the names of the printers this machine has."""
        return self._printers.queues()

    def printer_on(self, media: Media) -> "Printer":
        """Return where paper of this size goes now. Raises PrinterError where none is named."""
        settings = self._settings()
        return self._printers.printer(settings.printer(media), settings.pdf_folder, media)

    def send_all(self, actor: Actor) -> DeskRun:
        """Print what waits at the actor's station; call it from one thread at a time."""
        return self._desk(actor).run()

    def print_test(self, setup: PrinterSetupLike, media: Media, head: Letterhead) -> None:
        """Print the test page of `media` as `setup` says. Raises PrinterError."""
        self._printers.print_test(setup, media, head)

    def send_unkept(self, pdf: bytes, title: str, media: Media) -> None:
        """Print a secret at once: it is queued nowhere and no file of it is kept.

        Raises PrinterError, also where this paper goes to the folder of PDF files.
        """
        settings = self._settings()
        choice = settings.printer(media)
        if choice.kind == "folder":
            raise PrinterError(
                f"Máy này lưu giấy {media} thành tệp PDF, mà phiếu này không được lưu vào tệp nào. "
                f"Hãy chọn máy in cho giấy {media} ở trang Quản trị, mục Máy in, hoặc chép tay."
            )
        self._printers.printer(choice, settings.pdf_folder, media).send(pdf, title, media)

    def typeset(self, data: FormData, copy_no: int = 1) -> "PdfPages":
        """Return the very pages a copy is printed from.

        Raises PrinterError for text that cannot be printed.
        """
        from app.printing.raster import PdfPages

        try:
            pdf = render(data, copy_no)
        except ValueError as fault:
            raise PrinterError(
                "Không dựng được trang giấy vì nội dung có ký tự không in được; hãy sửa nội dung "
                "rồi xem lại."
            ) from fault
        return PdfPages.of(pdf)

    def typeset_issued(self, form: FormOnFile) -> "PdfPages":
        """Return the first copy of an issued form: the file kept when it was printed, if whole.

        A form printed elsewhere, or not yet, is set again from its snapshot. Raises PrinterError.
        """
        from app.printing.raster import PdfPages

        kept = self._papers.read(_first_copy(form))
        if form.sha256 and hashlib.sha256(kept).hexdigest() == form.sha256:
            return PdfPages.of(kept)
        return self.typeset(form.data)

    def _desk(self, actor: Actor) -> PrintDesk:
        return PrintDesk(StationQueue(self._queue, actor), self.printer_on, self._papers)


def _first_copy(form: FormOnFile) -> QueuedCopy:
    """Return the copy that was queued when the form was issued."""
    return QueuedCopy(
        job_id=0,
        form_id=form.form_id,
        kind=form.kind,
        number=form.number,
        title=f"{label(form.kind)} {form.number}",
        copy_no=1,
        state=PrintState.SENT,
        is_void=form.is_void,
        data=form.data,
        queued_at=form.issued_at,
    )


# Printing as this system does it: PDF through CUPS, or pictures through Windows.


def printing_of(desk: Services, file: SettingsFile) -> DeskPrinting:
    """Return the printing of a desk, by its settings as they are at each call."""
    papers = desk.files.papers
    return DeskPrinting(
        desk.data, file.load, desk.print_queue, papers, _painter_for, _printer_names
    )


def printers_of(data: Path) -> Printers:
    """Return this machine's printers, before there is a desk."""
    return Printers(data, _painter_for, _printer_names)


def _painter_for(name: str) -> QueuePainter:
    from app.ui.printing.qt_printer import painter_for

    return painter_for(name)


def _printer_names() -> Sequence[str]:
    from app.ui.printing.qt_printer import printer_names

    return printer_names()
