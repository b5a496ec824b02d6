"""What a rating slip says: what is rated, and what can be ticked; nothing of the citizen."""

from dataclasses import dataclass
from datetime import datetime

from app.services.forms.form_parts import Letterhead


@dataclass(frozen=True, slots=True)
class SlipReason:
    """A reason that can be ticked: the office's own words, without their full stop."""

    reason_id: int
    office_words: str
    is_good: bool


@dataclass(frozen=True, slots=True)
class RatingSlipData:
    """Phiếu đánh giá, given out with a receipt, a supplement request or a refusal.

    `given_with` is the number of that paper. TT 01/2018/TT-VPCP Điều 12.
    """

    head: Letterhead
    number: str
    code: str
    code_check: str
    issued_at: datetime
    given_with: str
    procedure_code: str
    procedure_name: str
    officer_name: str
    counter_name: str
    reasons: tuple[SlipReason, ...]
    qr_payload: str = ""
