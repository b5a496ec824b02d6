"""Ways to paper: a CUPS queue, a painter of page pictures, or a folder of PDF files."""

import logging
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Final, Protocol

from app.errors import PrinterError
from app.paths import make_folder, portable_name, write_whole
from app.printing.closing import Seal, draw_seal
from app.printing.fonts import VIETNAMESE_LETTERS, FontFace
from app.printing.layout import draw_field, draw_title
from app.printing.press import Edition, press
from app.printing.qr import qr_symbol
from app.printing.raster import PageImage, page_count, page_image
from app.printing.sheet import A4, A5, Align, Flow, RuleMark, TextStyle
from app.printing.typesetting import TextSpan
from app.services.forms.notice_records import Letterhead
from app.services.forms.receipt_qr import VERSION_OF_DIGITS
from app.vocabulary.forms import Media

PagePainter = Callable[[Iterator[PageImage], str, Media], None]

_LOG: Final = logging.getLogger(__name__)
_SEND_SECONDS: Final = 30
_LIST_SECONDS: Final = 5


class Printer(Protocol):
    """What takes a finished PDF."""

    def send(self, pdf: bytes, title: str, media: Media) -> None:
        """Hand `pdf` over; `title` holds no personal data.

        Raises PrinterError with a sentence that says what to do.
        """
        ...


class CupsPrinter:
    """Sends the very PDF that is kept to a CUPS queue (Linux), at its own size."""

    def __init__(self, queue: str, timeout_seconds: float = _SEND_SECONDS) -> None:
        self._queue = queue
        self._timeout_seconds = timeout_seconds

    def send(self, pdf: bytes, title: str, media: Media) -> None:
        """Queue `pdf`. Raises PrinterError if CUPS is missing, silent or refuses."""
        options = ["-o", f"media={media}", "-o", "print-scaling=none"]
        answer = _run("lp", ["-d", self._queue, *options, "-t", title], pdf, self._timeout_seconds)
        if answer.returncode != 0:
            # In quotes: what another program says must not look like lines of this log.
            _LOG.warning("lp refused a job: %r", answer.stderr.decode(errors="replace")[:200])
            raise PrinterError(
                f"Máy in “{self._queue}” không nhận lệnh in; hãy kiểm tra máy in đã bật, còn trong "
                "danh sách máy in của máy tính, rồi in lại."
            )


class ImagePrinter:
    """Renders the pages and lets a painter put them on paper.

    Windows has no program that prints a PDF unattended, and Qt stays out of this layer: the
    window passes a painter that draws each picture over a whole page of a printer device.
    The painter raises PrinterError where the device fails.
    """

    def __init__(self, paint: PagePainter, dpi: int = 300) -> None:
        self._paint = paint
        self._dpi = dpi

    def send(self, pdf: bytes, title: str, media: Media) -> None:
        """Render `pdf` and paint it, page by page: one picture is in memory at a time."""
        pages = (page_image(pdf, number, self._dpi) for number in range(page_count(pdf)))
        self._paint(pages, title, media)


class FolderPrinter:
    """Saves each document as a PDF file in a folder; no file is ever written over."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def send(self, pdf: bytes, title: str, media: Media) -> None:  # noqa: ARG002 - as printers do
        """Save `pdf` under its title. Raises PrinterError if the folder cannot be written."""
        name = portable_name(title)
        number = 1
        try:
            make_folder(self._folder)
            while not self._save(name if number == 1 else f"{name} ({number})", pdf):
                number += 1
        except OSError as fault:
            raise PrinterError(
                f"Không lưu được tệp PDF vào thư mục {self._folder}; hãy kiểm tra quyền ghi và chỗ "
                "trống của đĩa rồi in lại."
            ) from fault

    def _save(self, name: str, pdf: bytes) -> bool:
        try:
            write_whole(self._folder / f"{name}.pdf", pdf, replace=False)
        except FileExistsError:
            return False
        return True


def available_queues() -> tuple[str, ...]:
    """Return the names of the CUPS queues, in order; empty where CUPS is not running."""
    try:
        answer = _run("lpstat", ["-e"], b"", _LIST_SECONDS)
    except PrinterError:
        return ()
    return tuple(sorted(answer.stdout.decode(errors="replace").split()))


def _run(
    program: str, arguments: Sequence[str], content: bytes, timeout_seconds: float
) -> subprocess.CompletedProcess[bytes]:
    """Run one of CUPS' programs with `content` as its input, in plain English output."""
    path = shutil.which(program)
    if path is None:
        raise PrinterError(
            "Máy tính này chưa có hệ thống in CUPS; hãy cài gói cups-client, hoặc chọn lưu thành "
            "tệp PDF trong phần cài đặt máy in."
        )
    try:
        return subprocess.run(  # noqa: S603 - a resolved program, no shell, arguments as a list
            [path, *arguments],
            input=content,
            capture_output=True,
            timeout=timeout_seconds,
            check=False,
            env={**os.environ, "LC_ALL": "C"},
        )
    except subprocess.TimeoutExpired as fault:
        raise PrinterError(
            "Hệ thống in không trả lời; hãy kiểm tra dây nối hoặc mạng tới máy in rồi in lại."
        ) from fault
    except OSError as fault:
        raise PrinterError(
            "Không chạy được lệnh in của máy tính này; hãy báo người quản trị kiểm tra CUPS."
        ) from fault


TITLE: Final = "Trang in thử"

_TEXT_PT: Final = 10.0
_QR_MM: Final = 30.0
_RULER_MM: Final = 100
# As many digits as a receipt's payload, but nothing that a receipt can say: those begin with 1.
_PAYLOAD: Final = "9" * max(VERSION_OF_DIGITS)


def printer_test_pdf(head: Letterhead, media: "Media" = "A5") -> bytes:
    """Return a page with every Vietnamese letter, a ruler and a QR of a receipt's size."""
    paper = A4 if media == "A4" else A5
    flow = Flow(paper)
    draw_title(flow, TITLE.upper(), 14, [TextSpan(head.unit_name)])
    flow.skip(4)
    for face in (FontFace.REGULAR, FontFace.BOLD, FontFace.ITALIC):
        letters = " ".join(VIETNAMESE_LETTERS)
        flow.paragraph([TextSpan(letters, face)], TextStyle(_TEXT_PT, after_mm=2.5))
    draw_field(flow, "Thước sau phải dài đúng", f"{_RULER_MM} mm", _TEXT_PT, FontFace.BOLD)
    _draw_ruler(flow)
    hint = "Quét thử mã dưới đây; nếu không quét được, hãy vệ sinh đầu in hoặc thay mực."
    flow.paragraph([TextSpan(hint)], TextStyle(_TEXT_PT, Align.CENTRE, after_mm=2))
    draw_seal(flow, Seal(qr_symbol(_PAYLOAD), _QR_MM, ()), flow.measure)
    return press(paper, Edition(TITLE, TITLE, is_demo=head.is_demo), flow.pages)


def _draw_ruler(flow: Flow) -> None:
    flow.skip(3)
    left_mm, y_mm = flow.paper.left_mm, flow.y_mm
    flow.mark(RuleMark(left_mm, y_mm, left_mm + _RULER_MM, y_mm))
    for tick in range(0, _RULER_MM + 1, 10):
        flow.mark(RuleMark(left_mm + tick, y_mm - 1.5, left_mm + tick, y_mm + 1.5))
    flow.skip(6)
