"""Paints pictures of pages on a printer of the system, one over each whole sheet.

For systems that cannot be sent a PDF. Painting on a printer is allowed on the worker's thread.
"""

from collections.abc import Iterator, Mapping
from itertools import count
from typing import Final

from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from app.errors import PrinterError
from app.printing.raster import PageImage
from app.vocabulary.forms import Media

_DPI_MAX: Final = 400
_SIZES: Final[Mapping[Media, QPageSize.PageSizeId]] = {
    "A5": QPageSize.PageSizeId.A5,
    "A4": QPageSize.PageSizeId.A4,
}


def printer_names() -> tuple[str, ...]:
    """Return the names of the system's printers, in order."""
    return tuple(sorted(QPrinterInfo.availablePrinterNames()))


def painter_for(name: str) -> "DevicePainter":
    """Return what paints on the printer `name`. Raises PrinterError when it is not there."""
    info = QPrinterInfo.printerInfo(name)
    if info.isNull():
        raise PrinterError(
            f"Không thấy máy in “{name}” trên máy tính này; hãy bật máy in, hoặc chọn máy in khác "
            "ở trang Quản trị, mục Máy in, rồi in lại."
        )
    return DevicePainter(QPrinter(info, QPrinter.PrinterMode.HighResolution), name)


class DevicePainter:
    """Paints documents on one device; `name` is what people call it."""

    def __init__(self, device: QPrinter, name: str) -> None:
        self._device = device
        self._name = name

    @property
    def dpi(self) -> int:
        """The resolution the pictures should have: the device's, or a whole fraction of it.

        A whole number of the printer's dots to each dot of the picture keeps QR modules even;
        the limit keeps a picture of an A4 page under 50 MB.
        """
        dots = self._device.resolution()
        return next(dots // parts for parts in count(1) if dots // parts <= _DPI_MAX)

    def __call__(self, pages: Iterator[PageImage], title: str, media: Media) -> None:
        """Print `pages`. Raises PrinterError where the device fails."""
        self._load(title, media)
        painter = QPainter()
        if not painter.begin(self._device):
            raise self._failed()
        try:
            self._paint(painter, pages)
        except BaseException:
            self._device.abort()
            raise
        finally:
            painter.end()
        if self._device.printerState() is QPrinter.PrinterState.Error:
            raise self._failed()

    def _load(self, title: str, media: Media) -> None:
        self._device.setDocName(title)
        self._device.setFullPage(True)
        self._device.setPageOrientation(QPageLayout.Orientation.Portrait)
        if not self._device.setPageSize(QPageSize(_SIZES[media])):
            raise PrinterError(
                f"Máy in “{self._name}” không nhận khổ giấy {media}; hãy thêm khổ {media} trong "
                "phần cài đặt của máy in, hoặc chọn máy in khác, rồi in lại."
            )

    def _paint(self, painter: QPainter, pages: Iterator[PageImage]) -> None:
        sheet = QRectF(self._device.pageLayout().fullRectPixels(self._device.resolution()))
        for number, page in enumerate(pages):
            if number and not self._device.newPage():
                raise self._failed()
            line = page.width * 3
            # The image borrows the bytes, which live until the page is drawn.
            image = QImage(page.rgb, page.width, page.height, line, QImage.Format.Format_RGB888)
            painter.drawImage(sheet, image)

    def _failed(self) -> PrinterError:
        return PrinterError(
            f"Máy in “{self._name}” không in được; hãy kiểm tra máy in đã bật, còn giấy, không kẹt "
            "giấy, rồi in lại."
        )
