"""Which text of a scanner the program can read, by its shape; whether it is genuine is not asked.

A scanner types like a keyboard, and so do text expanders and remote desktops: only text of one of
these shapes is a scan.
"""

from typing import Final

from app.errors import InvalidInputError
from app.services.dossiers.waybills import is_s10
from app.services.forms.numbering import split_code
from app.services.intake.identity import looks_like_card

LEAST_QR_DIGITS: Final = 90
"""The shortest key card; receipts, slips, closing and recovery sheets are longer."""
_HEAD_CHARS: Final = 3
"""Every shape has a digit among so many characters: 001…, H53…, RR1…"""


def is_scan(text: str) -> bool:
    """Say whether `text` is whole: our digits, a dossier code, a căn cước line or an S10 waybill.

    Our digits may be misread: what reads them says so.
    """
    scanned = text.strip()
    is_long_number = len(scanned) >= LEAST_QR_DIGITS and scanned.isascii() and scanned.isdigit()
    return is_long_number or looks_like_card(scanned) or is_s10(scanned) or _is_code(scanned)


def may_become_scan(beginning: str) -> bool:
    """Say whether more characters could make `is_scan` true of `beginning`."""
    head, separator, _rest = beginning.partition("|")
    if separator:
        return head.isascii() and head.isdigit()
    if not (head.isascii() and head.replace(".", "").replace("-", "").isalnum()):
        return False
    return len(head) < _HEAD_CHARS or any(char.isdigit() for char in head[:_HEAD_CHARS])


def _is_code(text: str) -> bool:
    try:
        split_code(text)
    except InvalidInputError:
        return False
    return True
