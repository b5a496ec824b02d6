"""What a person says with an act on a dossier, and what came of it."""

from dataclasses import dataclass
from datetime import date, datetime

from app.services.forms.records import FormData
from app.vocabulary.dossiers import Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """The answers an act asks for; `happened_at` empty means now.

    `items` are the papers to be supplied, or the reasons of a refusal, one a line; `ground` the
    legal ground; `approver` who allowed a second request, or signs an apology or a stop notice;
    `special_law` the law by which an opinion or a check stops the time; `new_due_on` a day alone,
    whose working hours end the new time; `phase` the one that is done (0: whichever runs).
    `gives_papers_back` says that a withdrawn or stopped dossier's papers went back to
    `receiver_name`.
    """

    note: str = ""
    happened_at: datetime | None = None
    new_due_at: datetime | None = None
    new_due_on: date | None = None
    outcome: Outcome | None = None
    document_number: str = ""
    phase: int = 0
    items: tuple[str, ...] = ()
    ground: str = ""
    approver: str = ""
    special_law: str = ""
    gives_papers_back: bool = False
    receiver_name: str = ""
    receiver_id: str = ""


@dataclass(frozen=True, slots=True)
class Decided:
    """What an act did; `form` is the notice it issued, None where it issues none."""

    code: str
    form: FormData | None = None
    form_id: int = 0
    job_id: int = 0
