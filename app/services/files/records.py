"""What crosses between the windows and the kept files."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from app.vocabulary.dossiers import AttachmentKind


@dataclass(frozen=True, slots=True, kw_only=True)
class AttachmentLine:
    """One kept file; `size` in bytes, `paper_ordinal` from 1.

    A file of a paper that a correction took off the list has no ordinal. An ended one says who
    ended it and why.
    """

    attachment_id: int
    kind: AttachmentKind
    name: str
    media_type: str
    size: int
    sha256: str
    added_at: datetime
    added_by_name: str
    paper_ordinal: int | None = None
    slip_number: str = ""
    ended_at: datetime | None = None
    ended_by_name: str = ""
    end_reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AttachmentSheet:
    """The kept files of a dossier; `is_electronic` is None while there is no result."""

    code: str
    lines: tuple[AttachmentLine, ...]
    is_electronic: bool | None


# The media types that are kept, apart from what checks them: that takes long to import.

PDF: Final = "application/pdf"
JPEG: Final = "image/jpeg"
PNG: Final = "image/png"
