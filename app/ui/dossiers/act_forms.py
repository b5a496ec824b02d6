"""The form of an act: which fields it asks for, what they are called, what is said above them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from app.clock import local_date
from app.services.dossiers.records import DossierView
from app.vocabulary.dossiers import Timeliness
from app.vocabulary.office import ReasonKind
from app.wording.citations import measure_name
from app.wording.texts import moment_text

FIELDS = (
    "to",
    "outcome",
    "document_number",
    "reason",
    "offered",
    "items",
    "whom",
    "answer_by",
    "place",
    "when",
    "participants",
    "due",
    "due_time",
    "note",
    "special_law",
    "ground",
    "approver",
    "papers_back",
    "receiver_name",
    "receiver_id",
    "paid",
)
"""Every field there is, in the order in which they stand."""

_OF_A_REFUSAL = frozenset({"reason", "items", "ground"})
_OF_A_GRANT = frozenset({"note"})
_OF_THE_RECEIVER = frozenset({"receiver_name", "receiver_id"})
_ALREADY_LATE = (
    "Đã quá hạn từ {due}: giấy xin lỗi vẫn in ngày hẹn mới nhưng hồ sơ vẫn tính quá hạn. "
    "Mỗi hồ sơ chỉ hẹn lại một lần."
)
_TOLD_LATE = (
    "Đã qua {warn_at}, mức phải báo chậm nhất 01 ngày trước khi hết hạn; hẹn lại trước {due} vẫn "
    "được tính, cách tính ghi rõ là báo muộn."
)
_SECOND_REQUEST = (
    "Đây là lần yêu cầu bổ sung thứ {round_no}: cần căn cứ và người phê duyệt. "
    "Cách đo {measure} tính hồ sơ này là quá hạn."
)


def nothing_about(_view: DossierView) -> str:
    """Say nothing above the fields."""
    return ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ActForm:
    """The fields an act asks for, the one that has the focus, and what they are called here.

    `hints` stand in empty fields; `required` is what is said at a field left empty. `note_parts`
    are the words and fields the note is composed of, where it is not typed as it stands.
    `again` are the fields of a second request alone. `reasons` are the office's sentences that
    fit. `is_paper` says that the notice it issues is shown beside. `about` returns what is said of
    a dossier above the fields.
    """

    fields: tuple[str, ...]
    focus: str = ""
    titles: Mapping[str, str] = field(default_factory=dict)
    hints: Mapping[str, str] = field(default_factory=dict)
    required: Mapping[str, str] = field(default_factory=dict)
    note_parts: tuple[tuple[str, str], ...] = ()
    again: frozenset[str] = frozenset()
    reasons: ReasonKind | None = None
    is_paper: bool = False
    about: Callable[[DossierView], str] = nothing_about

    @property
    def first(self) -> str:
        """The field that has the focus."""
        return self.focus or self.fields[0]

    def left_out(self, view: DossierView) -> frozenset[str]:
        """Return the fields that need no answer for this dossier."""
        out = frozenset[str]() if view.supplement_count else self.again
        if not view.required_papers:
            out |= {"offered"}
        if not view.is_at_office:
            out |= {"papers_back"}
        if view.fee_vnd <= view.paid_vnd:
            out |= {"paid"}
        return out

    def asked(
        self, left_out: frozenset[str], *, is_refusal: bool, gives_papers_back: bool
    ) -> frozenset[str]:
        """Return the fields in sight, as the result and the papers given back are ticked."""
        asked = frozenset(self.fields) - left_out
        if "outcome" in asked:
            asked -= _OF_A_GRANT if is_refusal else _OF_A_REFUSAL
        gives_back = "papers_back" in asked and gives_papers_back
        if "papers_back" in self.fields and not gives_back:
            asked -= _OF_THE_RECEIVER
        return asked


def running_phase(view: DossierView) -> int:
    """Return the ordinal of the phase that runs, 0 where none does."""
    running = (one.ordinal for one in view.phases if one.starts_at and not one.ended_at)
    return next(running, 0)


def about_phase(view: DossierView) -> str:
    """Return which phase runs."""
    if not running_phase(view):
        return ""
    running = view.phases[running_phase(view) - 1]
    return f"Giai đoạn {running.ordinal}: {running.name}."


def about_second_request(view: DossierView) -> str:
    """Return what a second request for papers needs and does."""
    if not view.supplement_count:
        return ""
    measure = measure_name(local_date(view.row.received_at))
    return _SECOND_REQUEST.format(round_no=view.supplement_count + 1, measure=measure)


def about_papers_elsewhere(view: DossierView) -> str:
    """Return where papers are that cannot be given back yet."""
    if view.is_at_office:
        return ""
    return (
        f"Giấy tờ đang ở {view.row.holder_name}: nhận về Bộ phận Một cửa rồi mới trả lại "
        "công dân được."
    )


def about_new_calendar(view: DossierView) -> str:
    """Return the date printed and the date of today's calendar."""
    if view.due.due_at is None or view.due.today_at is None:
        return ""
    return (
        f"Ngày hẹn đã in: {moment_text(view.due.due_at)}. Theo lịch hiện nay: "
        f"{moment_text(view.due.today_at)}. Giấy tiếp nhận cũ hết hiệu lực, in giấy mới."
    )


def about_new_date(view: DossierView) -> str:
    """Return what a new date does to a dossier that is late, or nearly so."""
    if view.row.due_at is None or view.apology_was_due_at is None:
        return ""
    due, warn_at = moment_text(view.row.due_at), moment_text(view.apology_was_due_at)
    is_late = view.row.timeliness is Timeliness.OVERDUE
    return (_ALREADY_LATE if is_late else _TOLD_LATE).format(due=due, warn_at=warn_at)
