"""The headings of a flat file: our own names, or Vietnamese ones, in any order."""

from app.services.catalogue.cells import text_of
from app.text import fold

REQUIRED = ("code", "name", "field", "level", "unit")
_COLUMNS = {
    "code": "ma thu tuc",
    "name": "ten thu tuc",
    "field": "linh vuc",
    "level": "cap",
    "case": "truong hop",
    "value": "thoi han",
    "unit": "don vi thoi gian",
    "agency": "co quan giai quyet",
    "fee_vnd": "phi",
    "documents": "thanh phan ho so",
    "decision": "quyet dinh",
    "channels": "kenh",
    "late_cutoff": "gio cuoi",
    "advance_vnd": "tam thu",
    "phases": "giai doan",
}
_BY_HEADING = {name: name for name in _COLUMNS} | {word: name for name, word in _COLUMNS.items()}


def heading_of(cell: object) -> str:
    """Return the column that a heading names; empty for an unknown one."""
    return _BY_HEADING.get(fold(text_of(cell)), "")


def is_heading(text: str) -> bool:
    """Say whether a cell names a column of a flat file."""
    return bool(heading_of(text))
