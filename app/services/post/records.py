"""What crosses between the windows and the post services."""

from dataclasses import dataclass
from datetime import datetime

from app.services.forms.notice_records import PostLabelData
from app.vocabulary.money_and_post import PostDirection


@dataclass(frozen=True, slots=True, kw_only=True)
class Waybill:
    """An item in the post: its number, who carries it, when it was handed over."""

    number: str
    carrier: str
    posted_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Posted:
    """An item just recorded; `label` is the address label of one that goes out.

    `warning` says what looks wrong with its number, "" for nothing.
    """

    code: str
    direction: PostDirection
    waybill: str
    carrier: str
    posted_at: datetime
    warning: str = ""
    label: PostLabelData | None = None
    form_id: int = 0
    job_id: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class PostingLine:
    """One item of a dossier."""

    direction: PostDirection
    waybill: str
    carrier: str
    posted_at: datetime
    officer_name: str
