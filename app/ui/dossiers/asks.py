"""What each act asks for: its fields in their order, what they are called, which reasons fit."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from app.vocabulary.dossiers import Action
from app.vocabulary.office import ReasonKind

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Asks:
    """The fields an act shows, the one that has the focus, and what they are called here.

    `hints` stand in empty fields. `reasons` are the office's sentences that fit. `is_paper` says
    that the notice it issues is shown beside.
    """

    fields: frozenset[str]
    first: str
    titles: Mapping[str, str] = field(default_factory=dict)
    hints: Mapping[str, str] = field(default_factory=dict)
    reasons: ReasonKind | None = None
    is_paper: bool = False


def _asks(
    *fields: str,
    first: str = "",
    titles: Mapping[str, str] | None = None,
    hints: Mapping[str, str] | None = None,
    reasons: ReasonKind | None = None,
    is_paper: bool = False,
) -> Asks:
    return Asks(
        fields=frozenset(fields),
        first=first or fields[0],
        titles=titles or {},
        hints=hints or {},
        reasons=reasons,
        is_paper=is_paper,
    )


def _note(title: str, hint: str = "") -> Asks:
    return _asks("note", titles={"note": title}, hints={"note": hint})


_SIGNER = {"approver": "Người ký"}
_BACK = {"receiver_name": "Người nhận lại giấy tờ", "receiver_id": "Số giấy tờ"}
_AS_SUBMITTED = "để trống: người nộp hồ sơ"
_RUNS_ON = "để trống: thời hạn vẫn tính"
_HEAD = "để trống: người đứng đầu đơn vị"

ASKS: Mapping[Action, Asks] = {
    Action.HANDOFF: _asks("to"),
    Action.ACCEPT: _asks(
        "receiver_name",
        titles={"receiver_name": "Người nhận (ký trên phiếu)"},
        hints={"receiver_name": "để trống nếu chính bạn nhận"},
    ),
    Action.DECLINE: _note("Lý do không nhận"),
    Action.ASK_SUPPLEMENT: _asks(
        *("reason", "offered", "items", "note", "ground", "approver"),
        first="items",
        titles={
            "items": "Giấy tờ, nội dung cần bổ sung (mỗi dòng một mục)",
            "note": "Lý do",
            "approver": "Người phê duyệt",
        },
        reasons=ReasonKind.SUPPLEMENT,
        is_paper=True,
    ),
    Action.SUPPLEMENT_IN: _note("Đã bổ sung gì"),
    Action.ASK_PAYMENT: _asks(
        *("note", "ground"),
        titles={"note": "Nghĩa vụ tài chính"},
        hints={"note": "thông báo thuế số…, số tiền"},
    ),
    Action.PAYMENT_IN: _note("Chứng từ đã nộp"),
    Action.ASK_OPINION: _asks(
        *("whom", "answer_by", "note", "special_law"),
        titles={"note": "Nội dung lấy ý kiến"},
        hints={"whom": "cơ quan, đơn vị", "special_law": _RUNS_ON},
    ),
    Action.OPINION_IN: _note("Ý kiến nhận được", "số văn bản, đồng ý hay không"),
    Action.ASK_CHECK: _asks(
        *("place", "when", "participants", "note", "special_law"),
        titles={"note": "Nội dung xác minh"},
        hints={"participants": "cơ quan, người tham gia", "special_law": _RUNS_ON},
    ),
    Action.CHECK_IN: _note("Kết quả xác minh", "biên bản số…, kết luận"),
    Action.END_PHASE: _note("Ghi chú"),
    Action.EXTEND: _asks(
        *("reason", "due", "due_time", "note", "approver"),
        first="due",
        titles={"note": "Lý do hẹn lại", **_SIGNER},
        hints={"approver": "để trống: người đứng đầu cơ quan trễ hẹn"},
        reasons=ReasonKind.APOLOGY,
        is_paper=True,
    ),
    Action.RESCHEDULE: _note("Lý do", "lịch nghỉ thay đổi theo thông báo số…"),
    Action.RESOLVE: _asks(
        *("outcome", "document_number", "reason", "items", "note", "ground"),
        titles={"items": "Lý do từ chối (mỗi dòng một lý do)"},
        reasons=ReasonKind.REFUSAL,
        is_paper=True,
    ),
    Action.FINISH: _asks(
        *("document_number", "receiver_name", "receiver_id", "paid"),
        titles={"receiver_name": "Người nhận kết quả", "receiver_id": "Số giấy tờ"},
    ),
    Action.WITHDRAW: _asks(
        *("reason", "note", "papers_back", "receiver_name", "receiver_id"),
        first="note",
        titles={"note": "Lý do công dân rút hồ sơ", **_BACK},
        hints={"receiver_name": _AS_SUBMITTED},
        reasons=ReasonKind.WITHDRAWAL,
        is_paper=True,
    ),
    Action.STOP: _asks(
        *("reason", "note", "ground", "approver", "papers_back", "receiver_name", "receiver_id"),
        first="note",
        titles={"note": "Lý do dừng giải quyết", **_SIGNER, **_BACK},
        hints={"approver": _HEAD, "receiver_name": _AS_SUBMITTED},
        reasons=ReasonKind.STOP,
        is_paper=True,
    ),
    Action.GIVE_BACK: _asks(
        *("receiver_name", "receiver_id"),
        titles=_BACK,
        hints={"receiver_name": _AS_SUBMITTED},
        is_paper=True,
    ),
}
"""What each act asks for; an act that is not here is done at once or on another page."""

REFUSING = frozenset({"reason", "items", "ground"})
"""What a result asks for only where it is a refusal; `note` only where it is not."""
ALREADY_LATE = (
    "Đã quá hạn từ {due}: giấy xin lỗi vẫn in ngày hẹn mới nhưng hồ sơ vẫn tính quá hạn. "
    "Mỗi hồ sơ chỉ hẹn lại một lần."
)
TOLD_LATE = (
    "Đã qua {warn_at}, mức phải báo chậm nhất 01 ngày trước khi hết hạn; hẹn lại trước {due} vẫn "
    "được tính, cách tính ghi rõ là báo muộn."
)
SECOND_REQUEST = (
    "Đây là lần yêu cầu bổ sung thứ {round_no}: cần căn cứ và người phê duyệt. "
    "Cách đo {measure} tính hồ sơ này là quá hạn."
)
