"""A bundle before it is taken in: who sends what, what is new, and what is not taken over."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from app.services.exchange.records import (
    BundleDossierState,
    BundlePreview,
    HandoverDecision,
    PeerLine,
    PreviewLine,
)
from app.ui.desk.cards import HeadedCard
from app.ui.look.icons import Icon
from app.ui.look.tokens import Tone
from app.ui.widgets.columns import digits_column, plain_column, text_column
from app.ui.widgets.forms import FieldBox
from app.ui.widgets.labels import button, label
from app.ui.widgets.row_table import Column
from app.ui.widgets.table_view import RowTable
from app.vocabulary.dossiers import HandoffItemState
from app.vocabulary.exchange import BundleKind
from app.wording import buttons, captions, prompts, states
from app.wording.labels import label as word
from app.wording.texts import moment_text, number_text

# The tables of the exchange page, described once as data.

_STANDINGS = {
    BundleDossierState.NEW: states.NEW,
    BundleDossierState.KNOWN: states.KNOWN,
    BundleDossierState.PROBLEM: "Vướng",
}
_TONES = {
    BundleDossierState.NEW: Tone.OK,
    BundleDossierState.KNOWN: Tone.QUIET,
    BundleDossierState.PROBLEM: Tone.LATE,
}


def peer_columns() -> tuple[Column[PeerLine], ...]:
    return (
        text_column(captions.UNIT, "name", tip=_peer_tip),
        plain_column(
            captions.KEY,
            lambda line: "Tin dùng" if line.is_trusted else "Đã ngừng",
            84,
            tone=lambda line: Tone.OK if line.is_trusted else Tone.LATE,
        ),
        text_column(
            states.ON_THE_WAY,
            lambda line: number_text(line.to_send) if line.to_send else "",
            72,
            tip=lambda line: f"{line.to_send} hồ sơ trên đường tới đó, chưa có trả lời",
            tone=lambda line: Tone.WARN if line.has_unexported else Tone.NORMAL,
            is_right=True,
        ),
        text_column(
            captions.RESULT,
            lambda line: number_text(line.results) if line.results else "",
            72,
            tip=lambda line: f"{line.results} kết quả nơi đó chưa xác nhận đã nhận",
            tone=lambda line: Tone.WARN if line.has_unexported_results else Tone.NORMAL,
            is_right=True,
        ),
    )


def line_columns(declined: Mapping[str, str]) -> tuple[Column[PreviewLine], ...]:
    """Return the columns of a bundle; `declined` are the reasons given so far, by code."""
    return (
        plain_column(
            captions.CONDITION,
            lambda line: standing_text(line, declined),
            104,
            tone=lambda line: Tone.LATE if line.code in declined else _TONES[line.standing],
        ),
        digits_column(captions.DOSSIER_CODE, "code", 226, tip=lambda line: line.code),
        text_column(captions.CONTENT, lambda line: content_text(line, declined)),
    )


def standing_text(line: PreviewLine, declined: Mapping[str, str]) -> str:
    if line.code in declined:
        return word(HandoffItemState.REFUSED)
    return _STANDINGS[line.standing]


def content_text(line: PreviewLine, declined: Mapping[str, str]) -> str:
    """Return what a line says: the problem first, else the dossier, the answer or the result."""
    if line.code in declined:
        return declined[line.code]
    if line.problem:
        return line.problem
    if line.outcome is not None:
        return f"Kết quả: {word(line.outcome)} {line.document_number}".strip()
    if not line.owner_name:
        return word(HandoffItemState.ACCEPTED) if line.is_accepted else f"Không nhận: {line.reason}"
    due = f" · hẹn {moment_text(line.due_at)}" if line.due_at else ""
    return f"{line.owner_name} · {line.procedure_name}{due}"


def _peer_tip(line: PeerLine) -> str:
    prints = "\n".join(
        f"Khóa {key.fingerprint}{f' (đã ngừng: {key.end_reason})' if key.ended_at else ''}"
        for key in line.keys
    )
    return f"{line.name} ({line.code})\n{prints}"


_KINDS = {
    BundleKind.HANDOVER: "Hồ sơ bàn giao",
    BundleKind.ANSWER: "Trả lời",
    BundleKind.RESULT: captions.RESULT,
    BundleKind.PERIOD: word(BundleKind.PERIOD),
}


class BundleCard(HeadedCard):
    """`taken` asks for the bundle to be taken in, with what was decided here."""

    taken = Signal()
    opened = Signal()
    dossier_opened = Signal(str)

    def __init__(self, take_key: str, open_key: str, parent: QWidget | None = None) -> None:
        super().__init__("Gói", parent)
        self._preview: BundlePreview | None = None
        self._declined: dict[str, str] = {}
        self.facts = label("", "quiet", wrap=True)
        self.table = RowTable[PreviewLine](
            line_columns(self._declined),
            lambda line: line.code,
            empty_text=f"Kéo tệp .motcua vào đây, hoặc {open_key} để chọn gói.",
        )
        self.table.setAccessibleName("Hồ sơ trong gói")
        self.reason = QLineEdit()
        self.reason.setPlaceholderText(prompts.DECLINE_EXAMPLE)
        self._question = FieldBox("Lý do không nhận hồ sơ đang chọn", self.reason)
        self.decline = button(word(HandoffItemState.REFUSED), "plain", Icon.REFUSED)
        self.accept = button("Nhận lại", "plain", Icon.UNDO)
        self.choose = button("Chọn gói…", "plain", Icon.IMPORT)
        self.take = button(buttons.TAKE_BUNDLE, "accent", Icon.RECEIVE, hint=take_key)
        self._arrange()
        self._connect()
        self.clear()

    def show_preview(self, preview: BundlePreview) -> None:
        """Show what a bundle holds; every dossier that can be is to be accepted."""
        self._preview = preview
        self._declined.clear()
        header = preview.header
        self.set_title(_KINDS[header.kind])
        self.facts.setText(
            f"Từ {preview.from_name} ({header.from_code}) · lập {moment_text(header.made_at)}"
        )
        self.table.set_rows(preview.lines)
        self._tell()

    def clear(self) -> None:
        """Forget the bundle."""
        self._preview = None
        self._declined.clear()
        self.set_title("Gói")
        self.facts.setText("")
        self.table.set_rows(())
        self._tell()

    @property
    def answers(self) -> HandoverDecision:
        return HandoverDecision(declined=dict(self._declined))

    def decline_chosen(self) -> None:
        """Decline the chosen dossiers, for the reason typed."""
        chosen = self._chosen()
        if not chosen:
            return
        reason = self.reason.text().strip()
        if not reason:
            self._question.set_problem("Hãy ghi lý do để nơi gửi biết phải làm gì.")
            self.reason.setFocus()
            return
        self._question.set_problem("")
        self._declined.update(dict.fromkeys((line.code for line in chosen), reason))
        self.reason.clear()
        self._tell()

    def _accept_chosen(self) -> None:
        for line in self._chosen():
            self._declined.pop(line.code, None)
        self._tell()

    def _chosen(self) -> tuple[PreviewLine, ...]:
        if self._preview is None or not self._can_decide():
            return ()
        return tuple(
            line for line in self.table.selected_rows() if line.standing is BundleDossierState.NEW
        )

    def _can_decide(self) -> bool:
        preview = self._preview
        return (
            preview is not None
            and preview.header.kind is BundleKind.HANDOVER
            and not preview.was_taken
        )

    def _tell(self) -> None:
        preview = self._preview
        can_decide = self._can_decide()
        for made in (self._question, self.decline, self.accept):
            made.setVisible(can_decide)
        self.take.setEnabled(preview is not None)
        self.choose.setVisible(preview is None)
        self.take.setVisible(preview is not None)
        self.table.viewport().update()
        if preview is None:
            self.set_count("")
            return
        problems = preview.problem_count
        new = preview.new_count - len(self._declined)
        words = [f"{len(preview.lines)} hồ sơ", f"{new} mới" if new else ""]
        words += [f"{problems} vướng" if problems else ""]
        words += [f"{len(self._declined)} không nhận" if self._declined else ""]
        self.set_count(" · ".join(filter(None, words)), Tone.WARN if problems else Tone.QUIET)

    def _arrange(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.decline)
        row.addWidget(self.accept)
        row.addStretch(1)
        row.addWidget(self.choose)
        row.addWidget(self.take)
        self.body.addWidget(self.facts)
        self.body.addWidget(self.table, 1)
        self.body.addWidget(self._question)
        self.body.addLayout(row)

    def _connect(self) -> None:
        self.decline.clicked.connect(self.decline_chosen)
        self.reason.returnPressed.connect(self.decline_chosen)
        self.accept.clicked.connect(self._accept_chosen)
        self.take.clicked.connect(self.taken)
        self.choose.clicked.connect(self.opened)
        self.table.row_activated.connect(lambda line: self.dossier_opened.emit(line.code))
