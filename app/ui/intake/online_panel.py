"""Online dossiers of a file of the portal: what is in it, which are refused and why, one button."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.errors import UserError
from app.services.container import Services
from app.services.ledger.records import Actor
from app.services.portal.records import OnlineLine, OnlineStanding, OnlineTaken
from app.services.portal.taking_in import PortalIntake
from app.services.tables import read_capped
from app.ui.look.icons import Icon
from app.ui.look.tokens import Tone
from app.ui.runtime.tasks import Change, Latest
from app.ui.shell.page_context import PageContext
from app.ui.widgets.columns import digits_column, plain_column, text_column
from app.ui.widgets.forms import commit_input_method
from app.ui.widgets.labels import ElidedLabel, button, label, set_tone
from app.ui.widgets.row_table import Column
from app.ui.widgets.table_view import RowTable
from app.vocabulary.dossiers import HandoffItemState
from app.wording import buttons, captions, states
from app.wording.labels import label as word
from app.wording.texts import moment_text

_CHANGES: Final = (Change.DOSSIERS, Change.PRINT_QUEUE)
_WORDS: Final[Mapping[OnlineStanding, tuple[str, Tone]]] = {
    OnlineStanding.NEW: (states.NEW, Tone.OK),
    OnlineStanding.KNOWN: (states.KNOWN, Tone.QUIET),
    OnlineStanding.NOT_NEW: ("Bỏ qua", Tone.QUIET),
    OnlineStanding.WRONG: ("Sai", Tone.LATE),
}


@dataclass(frozen=True, slots=True)
class OnlineTableRow:
    """One line on the screen: what the file says, what a person decided, what was done."""

    line: OnlineLine
    reason: str = ""
    done: str = ""

    @property
    def state(self) -> tuple[str, Tone]:
        """What the line is now, in a word."""
        if self.done:
            return (states.REFUSED if self.reason else word(HandoffItemState.ACCEPTED)), Tone.OK
        if self.reason:
            return states.REFUSED, Tone.WARN
        return _WORDS[self.line.standing]

    @property
    def detail(self) -> str:
        """All there is to say of it."""
        return self.done or self.reason or self.line.detail or self.line.procedure_name


class OnlinePanel(QFrame):
    """`left` follows turning back; nothing is stored before the one button."""

    left = Signal()

    def __init__(
        self, context: PageContext, services: Services, key: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self._context = context
        self._services = services
        self._key = key
        self._latest = Latest()
        self._content = b""
        self._rows: tuple[OnlineTableRow, ...] = ()
        self.title = ElidedLabel()
        self.title.setProperty("kind", "heading")
        self.summary = label("", "quiet", wrap=True)
        self.table = RowTable[OnlineTableRow](
            _columns(), lambda row: row.line.row, empty_text="Chưa chọn tệp."
        )
        self.table.setAccessibleName("Hồ sơ trong tệp của Cổng")
        self.detail = label("", "quiet", wrap=True)
        self.reason = QLineEdit()
        self.reason.setPlaceholderText("Lý do không tiếp nhận hồ sơ đang chọn; để trống: nhận")
        self.reason.setAccessibleName("Lý do không tiếp nhận hồ sơ đang chọn")
        self.refuse = button(buttons.NOTE_REASON, which=Icon.REFUSED)
        self.go = button("Nhận", "accent", Icon.PRINT)
        self.other = button(buttons.OTHER_FILE)
        self.back = button(buttons.BACK, hint="Esc")
        self._arrange()
        self._connect()
        self.hide()

    @property
    def rows(self) -> tuple[OnlineTableRow, ...]:
        """The lines on the screen, in the file's order."""
        return self._rows

    def ask_file(self) -> bool:
        """Ask for a file and read it; False where the person turned back."""
        path = self._context.files.open(
            self, "Chọn tệp hồ sơ trực tuyến của Cổng DVC", "Tệp của Cổng (*.json)"
        )
        if path is not None:
            self._open(path)
        return path is not None

    def take(self) -> None:
        """Take the new dossiers in, and refuse those with a reason."""
        if not self.go.isEnabled():
            return
        commit_input_method()
        self.go.setEnabled(False)
        self.other.setEnabled(False)
        refused = {row.line.code: (row.reason,) for row in self._rows if row.reason}
        self._context.write(self._services.portal_intake.take_in, self._content, refused).then(
            self._on_taken, changed=_CHANGES, failed=self._on_failed
        )

    def leave(self) -> None:
        """Turn back; an answer still under way is not shown any more."""
        self._latest.forget()
        self.left.emit()

    def _arrange(self) -> None:
        why = QHBoxLayout()
        why.setSpacing(8)
        why.addWidget(self.reason, 1)
        why.addWidget(self.refuse)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.go)
        foot.addStretch(1)
        foot.addWidget(self.other)
        foot.addWidget(self.back)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(16, 16, 16, 12)
        rows.setSpacing(8)
        for each in (self.title, self.summary):
            rows.addWidget(each)
        rows.addWidget(self.table, 1)
        rows.addWidget(self.detail)
        rows.addLayout(why)
        rows.addLayout(foot)

    def _connect(self) -> None:
        self.table.row_selected.connect(self._show_detail)
        self.refuse.clicked.connect(self._on_refuse)
        self.reason.returnPressed.connect(self._on_refuse)
        self.go.clicked.connect(self.take)
        self.other.clicked.connect(self.ask_file)
        self.back.clicked.connect(self.leave)

    def _open(self, path: Path) -> None:
        self.title.set_text(f"Nhận hồ sơ trực tuyến từ tệp {path.name}")
        self._show_rows(())
        self._say(states.READING_FILE, Tone.NORMAL)
        self._context.work(_preview, self._services.portal_intake, path).then(
            self._latest.only(self._on_read), self._on_failed
        )

    def _on_read(self, read: tuple[bytes, tuple[OnlineLine, ...]]) -> None:
        self._content, lines = read
        self._show_rows(tuple(OnlineTableRow(line) for line in lines))
        wrong = sum(line.standing is OnlineStanding.WRONG for line in lines)
        self._say(_summary(lines), Tone.LATE if wrong else Tone.NORMAL)
        self.table.setFocus()

    def _show_rows(self, rows: tuple[OnlineTableRow, ...]) -> None:
        self._rows = rows
        self.table.set_rows(rows)
        if rows and self.table.current_row() is None:
            self.table.selectRow(0)
        open_rows = [row for row in rows if _is_open(row)]
        refused = sum(bool(row.reason) for row in open_rows)
        more = f", từ chối {refused}" if refused else ""
        self.go.setText(f" Nhận {len(open_rows) - refused} hồ sơ{more}   {self._key}")
        self.go.setEnabled(bool(open_rows))
        self.other.setEnabled(True)
        self._show_detail(self.table.current_row())

    def _show_detail(self, row: OnlineTableRow | None) -> None:
        is_open = row is not None and _is_open(row)
        self.detail.setText(f"Dòng {row.line.row}: {row.detail}" if row else "")
        self.reason.setText(row.reason if row else "")
        self.reason.setEnabled(is_open)
        self.refuse.setEnabled(is_open)

    def _on_refuse(self) -> None:
        """Put the reason to the chosen dossier; an empty one lets it be received again."""
        commit_input_method()
        chosen, said = self.table.current_row(), self.reason.text().strip()
        if chosen is not None and _is_open(chosen):
            self._show_rows(
                tuple(replace(r, reason=said) if r == chosen else r for r in self._rows)
            )

    def _on_taken(self, taken: tuple[OnlineTaken, ...]) -> None:
        before = {row.line.row: row for row in self._rows}
        self._show_rows(tuple(_after(before[each.line.row], each) for each in taken))
        received = sum(each.registered is not None for each in taken)
        refused = sum(each.not_accepted is not None for each in taken)
        more = f", từ chối {refused}" if refused else ""
        done = f"Đã nhận {received} hồ sơ trực tuyến{more}; đang in giấy."
        wrong = sum(each.line.standing is OnlineStanding.WRONG for each in taken)
        left = f" Còn {wrong} dòng sai, xem lý do ở từng dòng." if wrong else ""
        self._say(done + left, Tone.LATE if wrong else Tone.OK)
        self._context.messages.done(done)
        self._context.print_queued()

    def _on_failed(self, error: UserError) -> None:
        self._show_rows(self._rows)
        self._say(error.message, Tone.LATE)

    def _say(self, text: str, tone: Tone) -> None:
        self.summary.setText(text)
        set_tone(self.summary, tone)


def _is_open(row: OnlineTableRow) -> bool:
    return row.line.standing is OnlineStanding.NEW and not row.done


def _after(row: OnlineTableRow, taken: OnlineTaken) -> OnlineTableRow:
    if taken.registered is not None:
        due = taken.registered.due.due_at
        promised = f"hẹn trả {moment_text(due)}" if due else "chưa định ngày trả"
        return OnlineTableRow(taken.line, done=f"Đã tiếp nhận, {promised}.")
    if taken.not_accepted is not None:
        number = taken.not_accepted.notice.number
        return replace(row, line=taken.line, done=f"Không tiếp nhận, phiếu {number}: {row.reason}")
    return replace(row, line=taken.line) if row.done else OnlineTableRow(taken.line)


def _summary(lines: tuple[OnlineLine, ...]) -> str:
    counts = {kind: sum(line.standing is kind for line in lines) for kind in OnlineStanding}
    told = (
        f"{counts[OnlineStanding.NEW]} hồ sơ mới",
        f"{counts[OnlineStanding.KNOWN]} đã có ở đây",
        f"{counts[OnlineStanding.NOT_NEW]} không phải hồ sơ mới",
        f"{counts[OnlineStanding.WRONG]} dòng sai",
    )
    return ", ".join(told) + ". Hồ sơ mới được nhận vào lúc bấm nút, mang mã của Cổng."


def _columns() -> tuple[Column[OnlineTableRow], ...]:
    return (
        digits_column(
            captions.LINE, lambda row: str(row.line.row), 56, sort_key=lambda row: row.line.row
        ),
        plain_column(captions.RESULT, lambda row: row.state[0], 84, tone=lambda row: row.state[1]),
        digits_column("Mã của Cổng", "line.code", 232, tip=lambda row: row.line.code),
        text_column(captions.OWNER, "line.owner_name", 168),
        digits_column(
            captions.PROCEDURE,
            "line.procedure_code",
            84,
            tip=lambda row: " · ".join(
                part for part in (row.line.procedure_name, row.line.case_name) if part
            ),
        ),
        digits_column(
            "Nộp lúc", lambda row: moment_text(row.line.filed_at) if row.line.filed_at else "", 136
        ),
        text_column(captions.CONTENT, "detail"),
    )


def _preview(
    actor: Actor, portal: PortalIntake, path: Path
) -> tuple[bytes, tuple[OnlineLine, ...]]:
    content = read_capped(path)
    return content, portal.preview(actor, content)
