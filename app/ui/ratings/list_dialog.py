"""What was entered in a period, answer by answer; where a wrong entry is ended."""

from collections import Counter
from collections.abc import Sequence
from typing import Final

from PySide6.QtWidgets import QLineEdit, QWidget

from app.services.container import Services
from app.services.ratings.records import RatingLine
from app.ui.desk.period_bar import PeriodBar
from app.ui.look.tokens import Tone, size_window
from app.ui.runtime.tasks import Change
from app.ui.shell.page_context import PageContext
from app.ui.widgets.columns import digits_column, plain_column
from app.ui.widgets.dialogs import FormDialog
from app.ui.widgets.labels import label, set_tone
from app.ui.widgets.row_table import Column
from app.ui.widgets.table_view import RowTable
from app.vocabulary.ratings import Face
from app.wording import buttons, captions, headings, states
from app.wording.labels import label as word
from app.wording.texts import moment_text

_EMPTY: Final = "Chưa có lượt đánh giá nào trong kỳ này. Quét mã trên phiếu đánh giá để nhập."
_SIZE: Final = (1240, 620)


class RatingListDialog(FormDialog):
    """Shows every answer, ended ones too; ends the one that is chosen, for a reason."""

    def __init__(
        self, context: PageContext, services: Services, parent: QWidget | None = None
    ) -> None:
        super().__init__(headings.RATINGS, "Bỏ lượt đang chọn", parent)
        self._context = context
        self._services = services
        self.period = PeriodBar(context.clock.today)
        self.summary = label("", "quiet")
        self.table = RowTable[RatingLine](
            _columns(), lambda line: line.rating_id, empty_text=_EMPTY
        )
        self.table.setAccessibleName("Các lượt đánh giá")
        self.reason = QLineEdit()
        self.reason.setPlaceholderText("Ví dụ: đọc nhầm phiếu, trẻ nhỏ bấm chơi")
        self.stay.setText(buttons.CLOSE_WITH_KEY)
        size_window(self, *_SIZE)
        self.fields.addWidget(self.period, 0, 0)
        self.fields.addWidget(self.summary, 1, 0)
        self.fields.addWidget(self.table, 2, 0)
        self.fields.addWidget(self.board.add("reason", "&Lý do bỏ", self.reason), 3, 0)
        self.fields.setRowStretch(2, 1)
        self.period.span_chosen.connect(self._read)
        self.period.problem_found.connect(self._complain)
        self.table.row_selected.connect(self._offer)
        self.submitted.connect(self._end)
        self.submit.setEnabled(False)
        self._read()

    def _read(self, _span: object = None) -> None:
        span = self.period.span
        self.notice.setText("")
        self._context.read(self._services.ratings.of_period, span.first, span.last).then(
            self._show, self.fail
        )

    def _show(self, lines: Sequence[RatingLine]) -> None:
        self.table.set_rows(lines)
        self.summary.setText(summary_of(lines))
        self._offer(self.table.current_row())

    def _offer(self, line: RatingLine | None) -> None:
        self.submit.setEnabled(line is not None and not line.end_reason)

    def _end(self) -> None:
        line = self.table.current_row()
        if line is None:
            return
        reason = self.reason.text()
        self.submit.setEnabled(False)
        self._context.write(self._services.ratings.end, line.rating_id, reason).then(
            self._on_ended, changed=(Change.DOSSIERS,), failed=self.fail
        )

    def _on_ended(self, _none: None) -> None:
        self.reason.clear()
        self._read()

    def _complain(self, text: str) -> None:
        set_tone(self.notice, Tone.WARN)
        self.notice.setText(text)


def summary_of(lines: Sequence[RatingLine]) -> str:
    """Return how many answers there are, by face; ended ones do not count."""
    counted = Counter(line.answers.overall for line in lines if not line.end_reason)
    faces = " · ".join(f"{counted[face]} {word(face).lower()}" for face in Face)
    return f"{counted.total()} lượt: {faces}" if counted else states.NO_DATA


def _columns() -> tuple[Column[RatingLine], ...]:
    return (
        digits_column(
            captions.AT,
            lambda line: moment_text(line.rated_at),
            150,
            sort_key=lambda line: line.rated_at,
        ),
        plain_column("Cách", lambda line: word(line.source), 136),
        digits_column(captions.DOSSIER, lambda line: line.code or "–", 212),
        plain_column("Mức", _face, 116, tone=_tone),
        plain_column("Lý do, ý kiến", _said),
        plain_column(captions.SERVED_BY, "officer_name", 140),
        plain_column("Đã bỏ vì", "end_reason", 150),
    )


def _face(line: RatingLine) -> str:
    face = line.answers.overall
    return word(face) if face else "–"


def _tone(line: RatingLine) -> Tone:
    if line.end_reason:
        return Tone.QUIET
    match line.answers.overall:
        case Face.HAPPY:
            return Tone.OK
        case Face.UNHAPPY:
            return Tone.LATE
        case _:
            return Tone.NORMAL


def _said(line: RatingLine) -> str:
    return " ".join(part for part in (*line.reasons, line.answers.note) if part)
