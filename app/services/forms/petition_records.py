"""What the two papers of a petition say: the acknowledgement, and the letter that answers it."""

from dataclasses import dataclass
from datetime import datetime

from app.services.forms.form_parts import Letterhead
from app.vocabulary.petitions import PetitionAbout, PetitionChannel, PetitionKind


@dataclass(frozen=True, slots=True)
class PetitionReceiptData:
    """Phiếu tiếp nhận phản ánh, kiến nghị; `number` is the petition's own.

    `rule_text` is the time of the answer as the rule has it, `due_at` its last instant.
    """

    head: Letterhead
    number: str
    issued_at: datetime
    received_at: datetime
    channel: PetitionChannel
    kind: PetitionKind
    about: PetitionAbout
    person_name: str
    address: str
    phone: str
    content: str
    code: str
    procedure_name: str
    rule_text: str
    due_at: datetime | None
    officer_name: str
    is_late_entry: bool = False
    qr_payload: str = ""


@dataclass(frozen=True, slots=True)
class PetitionAnswerData:
    """Văn bản trả lời phản ánh, kiến nghị; `result_text` says in a few words what was decided.

    `is_refusal`: it is not received, and `answer` says why.
    """

    head: Letterhead
    number: str
    issued_at: datetime
    petition_number: str
    received_at: datetime
    kind: PetitionKind
    person_name: str
    address: str
    content: str
    result_text: str
    answer: str
    signer: str
    is_refusal: bool = False
    qr_payload: str = ""
