"""What several forms share: who issues them, whom they are about, and papers."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Letterhead:
    """The issuing unit as the head of a form prints it."""

    unit_code: str
    unit_name: str
    parent_name: str
    place: str
    address: str
    hotline: str
    is_demo: bool = False
    footer: str = ""


@dataclass(frozen=True, slots=True)
class PaperLine:
    """One paper of the dossier and how many of each kind were handed in."""

    name: str
    original: int = 0
    certified: int = 0
    plain: int = 0
    electronic: int = 0


@dataclass(frozen=True, slots=True)
class Subject:
    """The dossier a notice is about: what forms 02 to 05 begin with.

    `code` is empty for papers that were never a dossier, `due_at` where nothing was promised.
    """

    code: str
    code_check: str
    owner_name: str
    submitter_name: str
    address: str
    phone: str
    email: str
    procedure_code: str
    procedure_name: str
    case_name: str
    request: str
    received_at: datetime
    due_at: datetime | None
