"""Pictures of pages through the window library's printer: right paper, right size, readable QR."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo
from pytestqt.qtbot import QtBot

from app.errors import PrinterError
from app.printing.outbox import media_of, render
from app.printing.printers import ImagePrinter
from app.printing.raster import PageImage, page_image, page_sizes
from app.services.forms.records import HandoffSlipData, ReceiptData
from app.ui.printing.qt_printer import DevicePainter, painter_for, printer_names
from tests.printing.forms import a_receipt, a_slip, payload, render_png, zbar_codes

POINTS = {"A5": (420.0, 595.0), "A4": (595.0, 842.0)}


def _device(file: Path, dpi: int) -> QPrinter:
    """Return a printer whose paper is a PDF file."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(file))
    printer.setResolution(dpi)
    return printer


@pytest.mark.parametrize(
    ("dpi", "data", "pages"),
    [
        (203, a_receipt(qr_payload=payload()), 2),
        (600, a_receipt(qr_payload=payload()), 2),
        (1200, a_slip(qr_payload=payload(kind=2)), 1),
    ],
)
def test_paper_has_its_size_and_its_qr_is_read_by_another_program(
    qtbot: QtBot, tmp_path: Path, dpi: int, data: ReceiptData | HandoffSlipData, pages: int
) -> None:
    paper, media = tmp_path / "paper.pdf", media_of(data)
    painter = DevicePainter(_device(paper, dpi), "Thử")
    ImagePrinter(painter, painter.dpi).send(render(data, 1), "Giấy thử", media)
    printed = paper.read_bytes()
    sizes = page_sizes(printed)
    assert len(sizes) == pages
    assert all(size == pytest.approx(POINTS[media], abs=1) for size in sizes)
    assert zbar_codes(render_png(printed, tmp_path, 203)) == {data.qr_payload}


@pytest.mark.parametrize(
    ("device", "picture"), [(180, 180), (203, 203), (600, 300), (720, 360), (1200, 400)]
)
def test_each_dot_of_the_picture_is_a_whole_number_of_the_printer_s(
    qtbot: QtBot, tmp_path: Path, device: int, picture: int
) -> None:
    assert DevicePainter(_device(tmp_path / "paper.pdf", device), "Thử").dpi == picture


def test_what_is_drawn_lies_where_the_document_has_it(qtbot: QtBot, tmp_path: Path) -> None:
    paper = tmp_path / "paper.pdf"
    pdf = render(a_receipt(), 1)
    ImagePrinter(DevicePainter(_device(paper, 300), "Thử"), 300).send(pdf, "Giấy", "A5")
    wanted, found = (_inked_box(page_image(one, 0, 100)) for one in (pdf, paper.read_bytes()))
    assert all(abs(a - b) <= 3 for a, b in zip(wanted, found, strict=True))


def _inked_box(image: PageImage) -> tuple[int, int, int, int]:
    """Return left, top, right and bottom of what is not white, in pixels."""
    rows = [
        image.rgb[at : at + image.width * 3] for at in range(0, len(image.rgb), image.width * 3)
    ]
    inked = [number for number, row in enumerate(rows) if min(row) < 128]
    dark = [
        place // 3 for number in inked for place, value in enumerate(rows[number]) if value < 128
    ]
    return min(dark), inked[0], max(dark), inked[-1]


def test_names_are_the_system_s_in_order(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", staticmethod(lambda: ["b", "a"]))
    assert printer_names() == ("a", "b")


def test_a_printer_that_is_gone_is_named(qtbot: QtBot) -> None:
    with pytest.raises(PrinterError, match="Không thấy máy in “Không có”"):
        painter_for("Không có")


@pytest.mark.qt_log_ignore("QPainter::", "QPdf", extend=True)
def test_a_device_that_cannot_begin_is_said_in_words(qtbot: QtBot, tmp_path: Path) -> None:
    painter = DevicePainter(_device(tmp_path / "no such folder" / "paper.pdf", 300), "Quầy")
    with pytest.raises(PrinterError, match="Máy in “Quầy” không in được"):
        ImagePrinter(painter, painter.dpi).send(render(a_receipt(), 1), "Giấy", "A5")


def test_a_device_that_stops_after_a_page_is_said_in_words(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QPrinter, "newPage", lambda _: False)
    painter = DevicePainter(_device(tmp_path / "paper.pdf", 300), "Quầy")
    with pytest.raises(PrinterError, match="không kẹt giấy"):
        ImagePrinter(painter, painter.dpi).send(render(a_receipt(), 1), "Giấy", "A5")


def test_a_device_without_the_paper_is_said_in_words(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QPrinter, "setPageSize", lambda *_: False)
    painter = DevicePainter(_device(tmp_path / "paper.pdf", 300), "Quầy")
    with pytest.raises(PrinterError, match="không nhận khổ giấy A5"):
        painter(_no_pages(), "Giấy", "A5")


def _no_pages() -> Iterator[PageImage]:
    yield from ()
