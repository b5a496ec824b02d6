"""C1: the receipt with its signed QR beside the same words on a plain canvas without QR."""

import io
import tempfile
from pathlib import Path

import pypdfium2
from reportlab.lib.pagesizes import A5
from reportlab.pdfgen.canvas import Canvas

from app.printing.fonts import FontFace, ready_fonts
from app.printing.forms.receipt import receipt_pdf
from app.printing.scan_reader import read_codes
from app.services.forms.records import ReceiptData
from benchmarks.big_store import copy_store
from benchmarks.measure import milliseconds, ratio, take_turns
from benchmarks.plan import Line, Plan, at_most
from benchmarks.typing_in import intakes

_BYTES_MAX = 50_000
_LINE_PT = 11


def lines(plan: Plan) -> list[Line]:
    data = _a_receipt(plan)
    pdf = receipt_pdf(data)
    _read_back(data, pdf)
    ready_fonts()
    page = _words(pdf)[0]
    took = take_turns(
        {"floor": lambda: _plain_pdf(page), "app": lambda: receipt_pdf(data)},
        plan.rounds,
        plan.samples,
    )
    size = len(pdf)
    times = ratio(took["app"], took["floor"])
    return [
        Line(
            "C1",
            f"receipt with QR, two copies, {size:,} bytes",
            milliseconds(took["app"]),
            f"the same words on a plain canvas, no QR: {milliseconds(took['floor'])}",
            times,
            "≤ 2.0×, ≤ 50 kB",
            at_most(times.median, 2.0, plan) and size <= _BYTES_MAX,
        )
    ]


def _a_receipt(plan: Plan) -> ReceiptData:
    with tempfile.TemporaryDirectory(dir=plan.folder) as folder:
        with plan.store(plan.small) as store:
            copy = copy_store(store, Path(folder) / "receipt")
        registered = copy.desk.intake.register(copy.officer, intakes(copy, 1)[0])
        copy.desk.close()
    return registered.receipt


def _read_back(data: ReceiptData, pdf: bytes) -> None:
    """A fast wrong receipt fails: its words are read from the page, its QR from a picture of it."""
    for page in _words(pdf):
        text = " ".join(page)
        assert data.code in text
        assert data.owner_name in text
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "receipt.pdf"
        path.write_bytes(pdf)
        assert read_codes(path) == (data.qr_payload,)


def _words(pdf: bytes) -> list[list[str]]:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [page.get_textpage().get_text_bounded().splitlines() for page in document]
    finally:
        document.close()


def _plain_pdf(page: list[str]) -> bytes:
    """Draw the lines once and show them on two pages, as the program does."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A5, pageCompression=1, invariant=1)
    canvas.beginForm("page")
    for number, line in enumerate(page):
        face = FontFace.REGULAR if number % 4 else FontFace.BOLD
        canvas.setFont(face.value, 9)
        canvas.drawString(30, A5[1] - 30 - number * _LINE_PT, line)
    canvas.endForm()
    for _copy in range(2):
        canvas.doForm("page")
        canvas.showPage()
    canvas.save()
    return out.getvalue()
