"""What a scanned closing sheet has proved, told to whoever scanned it."""

from app.services.closing.records import SheetScan, SheetVerdict
from app.ui.shell.messages import Messages


def tell_sheet(messages: Messages, scan: SheetScan) -> None:
    """Say what a scanned sheet has proved: on the strip, or where work must stop in a box."""
    match scan.verdict:
        case SheetVerdict.CONFIRMED:
            messages.done(scan.message)
        case SheetVerdict.KNOWN:
            messages.info(scan.message)
        case SheetVerdict.FORGED:
            messages.warn(scan.message)
        case SheetVerdict.MISSING:
            messages.tell("Kho đang mở không phải kho đã khóa ngày", scan.message)
