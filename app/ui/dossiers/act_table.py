"""What the window knows of each act on a dossier, one row an act; and the keys of the page."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from app.services.dossiers.records import DossierView
from app.ui.dossiers.act_forms import (
    ActForm,
    about_new_calendar,
    about_new_date,
    about_papers_elsewhere,
    about_phase,
    about_second_request,
    nothing_about,
)
from app.ui.look.icons import Icon
from app.ui.look.tokens import Tone
from app.ui.shell.actions import ActionSpec
from app.vocabulary.dossiers import WAITS, Action, DossierStatus
from app.vocabulary.office import ReasonKind
from app.wording import buttons, captions, headings
from app.wording.labels import label

REASON_KEYS: Final = 9
"""Alt+1 to Alt+9 choose a ready reason."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ActSpec:
    """One act: its icon and key (empty where another page begins it), and what it asks for.

    Without a `form` it is done at once or on another page. `tone` is its dot's in the timeline,
    `group` the word over the small buttons it stands with. Of the acts allowed now the one with
    the lowest `usual_next` is the filled button; 0 never is.
    """

    icon: Icon
    shortcut: str = ""
    form: ActForm | None = None
    tone: Tone = Tone.ACCENT
    group: str = ""
    usual_next: int = 0


_WAITS = "Chờ công dân, cơ quan khác"
_NEW_DATE = "Đổi hẹn"
_ENDS_EARLY = "Kết thúc sớm"
_SIGNER = {"approver": "Người ký"}
_BACK = {"receiver_name": captions.PAPERS_RECEIVER, "receiver_id": captions.ID_NUMBER}
_AS_SUBMITTED = "để trống: người nộp hồ sơ"
_RUNS_ON = "để trống: thời hạn vẫn tính"
_HEAD = "để trống: người đứng đầu đơn vị"


def _note(
    title: str, hint: str = "", about: Callable[[DossierView], str] = nothing_about
) -> ActForm:
    return ActForm(fields=("note",), titles={"note": title}, hints={"note": hint}, about=about)


ACT_SPECS: Final[Mapping[Action, ActSpec]] = {
    Action.REGISTER: ActSpec(icon=Icon.INTAKE),
    Action.NOT_ACCEPT: ActSpec(icon=Icon.REFUSED, tone=Tone.LATE),
    Action.CORRECT: ActSpec(icon=Icon.EDIT, shortcut="Ctrl+E"),
    Action.HANDOFF: ActSpec(
        icon=Icon.SEND, shortcut="Ctrl+G", form=ActForm(fields=("to",)), usual_next=10
    ),
    Action.ACCEPT: ActSpec(
        icon=Icon.CHECK,
        shortcut="Ctrl+N",
        form=ActForm(
            fields=("receiver_name",),
            titles={"receiver_name": "Người nhận (ký trên phiếu)"},
            hints={"receiver_name": "để trống nếu chính bạn nhận"},
        ),
        tone=Tone.OK,
        usual_next=4,
    ),
    Action.DECLINE: ActSpec(
        icon=Icon.REFUSED,
        shortcut="Ctrl+Shift+N",
        form=_note(captions.DECLINE_REASON),
        tone=Tone.LATE,
    ),
    Action.RECALL: ActSpec(icon=Icon.UNDO, shortcut="Ctrl+R"),
    Action.ASK_SUPPLEMENT: ActSpec(
        icon=Icon.PAUSE,
        shortcut="Ctrl+B",
        form=ActForm(
            fields=("reason", "offered", "items", "note", "ground", "approver"),
            focus="items",
            titles={
                "items": "Giấy tờ, nội dung cần bổ sung (mỗi dòng một mục)",
                "note": captions.REASON,
                "approver": "Người phê duyệt",
            },
            again=frozenset({"approver"}),
            reasons=ReasonKind.SUPPLEMENT,
            is_paper=True,
            about=about_second_request,
        ),
        tone=Tone.WARN,
        group=_WAITS,
    ),
    Action.SUPPLEMENT_IN: ActSpec(
        icon=Icon.RECEIVE,
        shortcut="Ctrl+Shift+B",
        form=_note("Đã bổ sung gì"),
        usual_next=5,
    ),
    Action.ASK_PAYMENT: ActSpec(
        icon=Icon.MONEY,
        shortcut="Ctrl+T",
        form=ActForm(
            fields=("note", "ground"),
            titles={"note": "Nghĩa vụ tài chính"},
            hints={"note": "thông báo thuế số…, số tiền"},
        ),
        tone=Tone.WARN,
        group=_WAITS,
    ),
    Action.PAYMENT_IN: ActSpec(
        icon=Icon.MONEY,
        shortcut="Ctrl+Shift+T",
        form=_note("Chứng từ đã nộp"),
        usual_next=6,
    ),
    Action.ASK_OPINION: ActSpec(
        icon=Icon.PAUSE,
        shortcut="Ctrl+Y",
        form=ActForm(
            fields=("whom", "answer_by", "note", "special_law"),
            titles={"note": "Nội dung lấy ý kiến"},
            hints={"whom": "cơ quan, đơn vị", "special_law": _RUNS_ON},
            required={"whom": "Chưa ghi cơ quan được lấy ý kiến; hãy nhập tên cơ quan."},
            # NĐ 61/2018 Đ19.5
            note_parts=(
                ("Lấy ý kiến", "whom"),
                ("nội dung:", "note"),
                ("trả lời trước ngày", "answer_by"),
            ),
        ),
        tone=Tone.WARN,
        group=_WAITS,
    ),
    Action.OPINION_IN: ActSpec(
        icon=Icon.RECEIVE,
        shortcut="Ctrl+Shift+Y",
        form=_note("Ý kiến nhận được", "số văn bản, đồng ý hay không"),
        usual_next=7,
    ),
    Action.ASK_CHECK: ActSpec(
        icon=Icon.PAUSE,
        shortcut="Ctrl+J",
        form=ActForm(
            fields=("place", "when", "participants", "note", "special_law"),
            titles={"note": "Nội dung xác minh"},
            hints={"participants": "cơ quan, người tham gia", "special_law": _RUNS_ON},
            required={"place": "Chưa ghi nơi xác minh; hãy nhập địa điểm."},
            # NĐ 61/2018 Đ19.3
            note_parts=(
                ("Xác minh tại", "place"),
                ("thời gian:", "when"),
                ("thành phần:", "participants"),
                ("nội dung:", "note"),
            ),
        ),
        tone=Tone.WARN,
        group=_WAITS,
    ),
    Action.CHECK_IN: ActSpec(
        icon=Icon.RECEIVE,
        shortcut="Ctrl+Shift+J",
        form=_note("Kết quả xác minh", "biên bản số…, kết luận"),
        usual_next=8,
    ),
    Action.END_PHASE: ActSpec(
        icon=Icon.CHECK,
        shortcut="Ctrl+Shift+E",
        form=_note(captions.NOTE, about=about_phase),
    ),
    Action.EXTEND: ActSpec(
        icon=Icon.CALENDAR,
        shortcut="Ctrl+H",
        form=ActForm(
            fields=("reason", "due", "due_time", "note", "approver"),
            focus="due",
            titles={"note": "Lý do hẹn lại", **_SIGNER},
            hints={"approver": "để trống: người đứng đầu cơ quan trễ hẹn"},
            reasons=ReasonKind.APOLOGY,
            is_paper=True,
            about=about_new_date,
        ),
        tone=Tone.WARN,
        group=_NEW_DATE,
    ),
    Action.RESCHEDULE: ActSpec(
        icon=Icon.CALENDAR,
        shortcut="Ctrl+Shift+H",
        form=_note(captions.REASON, "lịch nghỉ thay đổi theo thông báo số…", about_new_calendar),
        group=_NEW_DATE,
    ),
    Action.RESOLVE: ActSpec(
        icon=Icon.DONE,
        shortcut="Ctrl+D",
        form=ActForm(
            fields=("outcome", "document_number", "reason", "items", "note", "ground"),
            titles={"items": "Lý do từ chối (mỗi dòng một lý do)"},
            reasons=ReasonKind.REFUSAL,
            is_paper=True,
        ),
        tone=Tone.OK,
        usual_next=9,
    ),
    Action.FINISH: ActSpec(
        icon=Icon.DONE,
        shortcut="Ctrl+Shift+F",
        form=ActForm(
            fields=("document_number", "receiver_name", "receiver_id", "paid"),
            titles={"receiver_name": captions.RESULT_RECEIVER, "receiver_id": captions.ID_NUMBER},
        ),
        tone=Tone.OK,
        usual_next=3,
    ),
    Action.RETURN: ActSpec(icon=Icon.RETURN, shortcut="Ctrl+Shift+R", tone=Tone.OK, usual_next=1),
    Action.WITHDRAW: ActSpec(
        icon=Icon.LEAVE,
        shortcut="Ctrl+Shift+W",
        form=ActForm(
            fields=("reason", "note", "papers_back", "receiver_name", "receiver_id"),
            focus="note",
            titles={"note": "Lý do công dân rút hồ sơ", **_BACK},
            hints={"receiver_name": _AS_SUBMITTED},
            reasons=ReasonKind.WITHDRAWAL,
            is_paper=True,
            about=about_papers_elsewhere,
        ),
        tone=Tone.LATE,
        group=_ENDS_EARLY,
    ),
    Action.STOP: ActSpec(
        icon=Icon.CLOSE,
        shortcut="Ctrl+Shift+S",
        form=ActForm(
            fields=(
                "reason",
                "note",
                "ground",
                "approver",
                "papers_back",
                "receiver_name",
                "receiver_id",
            ),
            focus="note",
            titles={"note": "Lý do dừng giải quyết", **_SIGNER, **_BACK},
            hints={"approver": _HEAD, "receiver_name": _AS_SUBMITTED},
            reasons=ReasonKind.STOP,
            is_paper=True,
            about=about_papers_elsewhere,
        ),
        tone=Tone.LATE,
        group=_ENDS_EARLY,
    ),
    Action.GIVE_BACK: ActSpec(
        icon=Icon.RETURN,
        shortcut="Ctrl+Shift+V",
        form=ActForm(
            fields=("receiver_name", "receiver_id"),
            titles=_BACK,
            hints={"receiver_name": _AS_SUBMITTED},
            is_paper=True,
        ),
        usual_next=2,
    ),
}
"""Every act; the window reads all it says and asks of one from its row. Names are in `wording`."""

STATUS_TONES: Final[Mapping[DossierStatus, Tone]] = {
    DossierStatus.RECEIVED: Tone.ACCENT,
    DossierStatus.NOT_ACCEPTED: Tone.LATE,
    DossierStatus.PROCESSING: Tone.ACCENT,
    **dict.fromkeys(WAITS, Tone.WARN),
    DossierStatus.WITHDRAWN: Tone.LATE,
    DossierStatus.STOPPED: Tone.LATE,
    DossierStatus.RESOLVED: Tone.OK,
    DossierStatus.RETURNED: Tone.OK,
}
"""The colour of a status."""


_TONES: Final = {action.value: spec.tone for action, spec in ACT_SPECS.items()}


def action_key(action: Action) -> str:
    """Return the name of an act in the table of keys."""
    return f"dossiers.{action.value}"


def form_of(action: Action) -> ActForm | None:
    """Return what an act asks for, None where it asks nothing on this page."""
    return ACT_SPECS[action].form


def usual_next(allowed: Iterable[Action]) -> Action | None:
    """Return which of the acts allowed usually comes next."""
    known = [action for action in allowed if ACT_SPECS[action].usual_next]
    return min(known, key=lambda action: ACT_SPECS[action].usual_next, default=None)


def tone_of(act: str) -> Tone:
    """Return the tone of a logged act, which need not be an act of this table."""
    return _TONES.get(act, Tone.ACCENT)


DOSSIER_ACTIONS: Final = (
    ActionSpec("dossiers.newest", "Hồ sơ mới nhất", "", "dossiers", Icon.DOSSIER),
    ActionSpec("dossiers.overdue", headings.OVERDUE_DOSSIERS, "", "dossiers", Icon.LATE),
    ActionSpec("dossiers.found", headings.FOUND, "", "dossiers", Icon.SEARCH),
    ActionSpec("dossiers.more", "Xem thêm hồ sơ", "Ctrl+M", "dossiers", Icon.MORE),
    ActionSpec(
        "dossiers.control_slip", buttons.PRINT_CONTROL_SLIP, "Ctrl+Shift+K", "dossiers", Icon.PRINT
    ),
    ActionSpec("dossiers.attach", "Thêm tệp đính kèm", "Ctrl+O", "dossiers", Icon.ADD),
    ActionSpec("dossiers.confirm", buttons.RECORD_ENTRY, "Ctrl+Return", "dossiers", Icon.SAVE),
    *(
        ActionSpec(
            action_key(action), f"Hồ sơ: {label(action)}", spec.shortcut, "dossiers", spec.icon
        )
        for action, spec in ACT_SPECS.items()
        if spec.shortcut
    ),
    *(
        ActionSpec(
            f"dossiers.reason_{number}",
            f"Chọn mẫu lý do số {number}",
            f"Alt+{number}",
            "dossiers",
            place="act",
            family="Chọn mẫu lý do theo số",
        )
        for number in range(1, REASON_KEYS + 1)
    ),
)
"""The keys of the page: its own, one for each act begun on it, and those of ready reasons."""
