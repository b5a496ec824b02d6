"""What a person says with an act on a dossier, and what came of it."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final

from app.errors import InvalidInputError
from app.services.deadlines.calendar import WorkingCalendar
from app.services.deadlines.judging import end_of_day, require_working_moment
from app.services.dossiers.lifecycle import MAY_RUN_STATUSES
from app.services.forms.records import FormData
from app.text import clean
from app.vocabulary.dossiers import WAITS, Action, Outcome
from app.wording.labels import label


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


# A decision as typed becomes clean: text in its limits, and what the act cannot do without.

MAX_ITEMS: Final = 100
ITEMS_HERE: Final = "{giấy tờ}"
"""What stands in a reason for the papers asked for."""
_BY_SPECIAL_LAW: Final = frozenset(
    ask for status, (ask, _) in WAITS.items() if status in MAY_RUN_STATUSES
)


def clean_decision(said: Decision) -> Decision:
    """Return `said` with its text cleaned; items alone are the note as well.

    `{giấy tờ}` in the note, as office's reasons may have it, becomes the items.
    Raises InvalidInputError naming `note`, `items`, `ground`, `approver`, `special_law`,
    `document_number`, `receiver_name`, `receiver_id`.
    """
    items = tuple(
        text for item in said.items if (text := clean(item, "items", limit=1000, lines=False))
    )
    if len(items) > MAX_ITEMS:
        raise InvalidInputError("items", f"Tối đa {MAX_ITEMS} mục; hãy gộp các mục giống nhau.")
    listed = "; ".join(item.rstrip(".;") for item in items) or "giấy tờ"
    note = said.note.replace(ITEMS_HERE, listed)
    return replace(
        said,
        note=clean(note, "note", limit=2000, lines=True) or "; ".join(items)[:2000],
        items=items,
        ground=clean(said.ground, "ground", limit=1000),
        approver=clean(said.approver, "approver", limit=200),
        special_law=clean(said.special_law, "special_law", limit=500),
        document_number=clean(said.document_number, "document_number", limit=100),
        receiver_name=clean(said.receiver_name, "receiver_name", limit=300),
        receiver_id=clean(said.receiver_id, "receiver_id", limit=32).replace(" ", "").upper(),
    )


def at_working_moment(said: Decision, calendar: WorkingCalendar) -> Decision:
    """Return `said` with its new due instant; that of a day alone is the end of its working hours.

    Raises ClosedThenError (`due`) where the office is closed then.
    """
    if said.new_due_at is not None:
        require_working_moment(said.new_due_at, calendar)
    elif said.new_due_on is not None:
        return replace(said, new_due_at=end_of_day(said.new_due_on, calendar))
    return said


def new_due_of(said: Decision) -> datetime:
    """Return the new due instant. Raises InvalidInputError (`due`) where none was given."""
    if said.new_due_at is None:
        raise InvalidInputError("due", "Chưa có ngày hẹn mới. Hãy nhập ngày giờ hẹn lại.")
    return said.new_due_at


def require_law_where_asked(action: Action, said: Decision) -> None:
    """Raise InvalidInputError (`special_law`) for an act whose effect on time no law changes."""
    if said.special_law and action not in _BY_SPECIAL_LAW:
        raise InvalidInputError(
            "special_law",
            f"“{label(action)}” không cần luật chuyên ngành cho dừng thời hạn; hãy bỏ trống.",
        )


def outcome_of(said: Decision) -> Outcome:
    """Return the outcome. Raises InvalidInputError (`outcome`) where none was chosen."""
    if said.outcome is None:
        raise InvalidInputError("outcome", "Chưa chọn kết quả: đồng ý hay từ chối giải quyết.")
    return said.outcome


def require_items(said: Decision) -> None:
    """Let a supplement request pass only where it names what is asked for.

    The citizen is told once, in full, what to bring (NĐ 61/2018 Đ11; NĐ 118/2025 Đ17.2a). Raises
    InvalidInputError (`items`).
    """
    if not said.items:
        raise InvalidInputError(
            "items",
            "Chưa ghi giấy tờ, nội dung cần bổ sung. Hãy ghi từng mục để người dân biết phải nộp "
            "thêm gì.",
        )


def require_second_request(round_no: int, said: Decision) -> None:
    """Let a second supplement request pass only with its ground and who allowed it.

    NĐ 61/2018 Đ11 lets a dossier be sent back once; special law may say otherwise, and the measure
    (QĐ 766) calls the dossier late. Raises InvalidInputError (`ground`, `approver`).
    """
    if round_no < 2:
        return
    if not said.ground:
        raise InvalidInputError(
            "ground",
            f"Đây là lần yêu cầu bổ sung thứ {round_no}. Hãy ghi căn cứ pháp lý cho phép yêu cầu "
            "thêm lần nữa.",
        )
    if not said.approver:
        raise InvalidInputError(
            "approver",
            f"Đây là lần yêu cầu bổ sung thứ {round_no}. Hãy ghi họ tên người phê duyệt.",
        )


def is_refusal(action: Action, said: Decision) -> bool:
    """Say whether the act is a refusal that gives its reasons, so that Mẫu 03 is issued."""
    return action is Action.RESOLVE and said.outcome is Outcome.REFUSED and bool(said.note)


def moment_of(now: datetime, happened_at: datetime | None) -> datetime:
    """Return when an act happened. Raises InvalidInputError (field `at`) for the future."""
    if happened_at is None:
        return now
    if happened_at > now:
        raise InvalidInputError("at", "Thời điểm ở tương lai. Hãy nhập thời điểm đã xảy ra.")
    return happened_at
