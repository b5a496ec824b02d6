"""The facts of a dossier and its papers, in the order of the paper form."""

from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.services.dossiers.people_columns import facts_of
from app.services.dossiers.records import DossierView, FormLine, HandedPaper
from app.services.ledger.visibility import PersonalFact
from app.ui.desk.cards import HeadedCard, clear_layout
from app.ui.desk.dossier_columns import short_moment
from app.ui.look.icons import Icon
from app.ui.look.tokens import Tone, px
from app.ui.widgets.columns import text_column
from app.ui.widgets.labels import ElidedLabel, button, chip, label
from app.ui.widgets.layouts import ScrollColumn
from app.ui.widgets.row_table import Column
from app.ui.widgets.table_view import RowTable
from app.vocabulary.dossiers import ReturnBy
from app.wording import buttons, captions, headings, states
from app.wording.labels import label as word_of
from app.wording.texts import moment_text, money_text

_LONG_NAME = 150
_Numbered = tuple[int, HandedPaper]


class FactsCard(HeadedCard):
    """Long names are cut until asked for; papers scroll by themselves."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(captions.DOSSIER, parent)
        self._procedure = label("", "heading", wrap=True)
        self._whole = button("Xem đủ tên", "ghost", Icon.DOWN)
        self._whole.setCheckable(True)
        self._name = ""
        self._facts = QGridLayout()
        self._facts.setHorizontalSpacing(12)
        self._facts.setVerticalSpacing(2)
        self._facts.setColumnStretch(1, 1)
        self.papers = RowTable[_Numbered](
            _paper_columns(), lambda paper: paper[0], empty_text="Hồ sơ không có giấy tờ kèm theo."
        )
        self.papers.setAccessibleName("Giấy tờ đã nộp")
        self.papers.setMinimumHeight(px(120))
        self.body.addWidget(self._procedure)
        self.body.addWidget(self._whole, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addLayout(self._facts)
        self.body.addWidget(self.papers, 1)
        self._whole.toggled.connect(self._show_name)

    @property
    def procedure_text(self) -> str:
        return self._procedure.text()

    @property
    def whole_button(self) -> QPushButton:
        return self._whole

    def texts(self) -> tuple[str, ...]:
        """Return what is said, field and value by turns."""
        items = (self._facts.itemAt(at) for at in range(self._facts.count()))
        widgets = (item.widget() for item in items if item is not None)
        return tuple(widget.text() for widget in widgets if isinstance(widget, QLabel))

    def show_dossier(self, view: DossierView) -> None:
        self._name = view.row.procedure_name
        self._whole.setVisible(len(self._name) > _LONG_NAME)
        self._whole.setChecked(False)
        self._show_name()
        clear_layout(self._facts)
        for line, (title, value) in enumerate(_facts(view)):
            what, said = label(title, "caption"), label(value, wrap=True)
            said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self._facts.addWidget(what, line, 0, Qt.AlignmentFlag.AlignTop)
            self._facts.addWidget(said, line, 1)
        self.papers.set_rows(tuple(enumerate(view.papers)))
        count = sum(paper.count for paper in view.papers)
        self.set_count(f"{len(view.papers)} giấy tờ · {count} bản" if view.papers else "")

    def _show_name(self) -> None:
        is_whole = self._whole.isChecked() or len(self._name) <= _LONG_NAME
        self._procedure.setText(self._name if is_whole else f"{self._name[:_LONG_NAME].rstrip()}…")
        self._whole.setText(" Thu gọn tên" if self._whole.isChecked() else " Xem đủ tên")


def _facts(view: DossierView) -> tuple[tuple[str, str], ...]:
    owner, submitter = view.owner, view.submitter
    by = f"{word_of(view.channel)} · {view.officer_name}"
    wanted = word_of(view.return_by)
    if view.return_by is ReturnBy.POST:
        wanted = f"{wanted}: {view.return_address or owner.address}"
    pairs = (
        (captions.NOTICE, _masks(view)),
        (captions.CASE, f"{view.row.procedure_code} · {view.case_name}"),
        (captions.OWNER, owner.name),
        *(
            (one.title, getattr(owner, one.name))
            for one in facts_of("owner")
            if one.fact is not PersonalFact.BIRTH
        ),
        (
            captions.SUBMITTER,
            f"{submitter.name} {submitter.id_number}".strip() if submitter else "",
        ),
        (captions.CONTENT, view.request),
        (headings.RECEPTION, f"{moment_text(view.row.received_at)} · {by}"),
        (states.LATE_ENTRY, "Ghi từ giấy sau khi nhận" if view.is_late_entry else ""),
        (captions.COLLECTION, wanted),
        (captions.FEE, _money(view)),
        ("Miễn, giảm", view.exempt_ground),
        (captions.COMPETENCE, _competent(view)),
        (captions.NOTE, view.note),
    )
    return tuple(pair for pair in pairs if pair[1])


def _masks(view: DossierView) -> str:
    """Return why numbers and addresses are hidden, where they are."""
    if view.is_foreign:
        return "Hồ sơ của đơn vị khác: chỉ để xem, dữ liệu cá nhân được che"
    return "Dữ liệu cá nhân được che theo vai trò của bạn" if view.is_masked else ""


def _competent(view: DossierView) -> str:
    """Return who decides where it is not this office's, and since when the time runs."""
    if not view.competent_name:
        return ""
    if view.clock_from is None:
        return f"{view.competent_name} · chưa tính thời hạn"
    return f"{view.competent_name} · tính từ {moment_text(view.clock_from)}"


def _money(view: DossierView) -> str:
    if not view.fee_vnd:
        return ""
    owed = view.fee_vnd - view.paid_vnd
    rest = f", còn {money_text(owed)}" if owed > 0 else ""
    return f"{money_text(view.fee_vnd)} · đã thu {money_text(view.paid_vnd)}{rest}"


def _paper_columns() -> tuple[Column[_Numbered], ...]:
    return (
        text_column(
            captions.PAPERS,
            lambda line: line[1].name,
            tip=lambda line: f"{line[1].name}{' (ngoài danh mục)' if line[1].is_extra else ''}",
            sort_key=lambda line: line[0],
            tone=lambda line: Tone.WARN if line[1].is_extra else Tone.NORMAL,
        ),
        text_column(captions.COPIES, _copies, 112, sort_key=lambda line: line[1].count),
    )


def _copies(line: _Numbered) -> str:
    paper = line[1]
    kinds = (
        (paper.original, "chính"),
        (paper.certified, "chứng thực"),
        (paper.plain, "sao"),
        (paper.electronic, states.ELECTRONIC),
    )
    return ", ".join(f"{count} {kind}" for count, kind in kinds if count)


# Papers issued for a dossier, each with its copies; void ones are struck through.

_ROW_HEIGHT = 36
_MOST_SEEN = 4
"""More forms scroll, so that what happened keeps its room."""


class FormsCard(HeadedCard):
    """`look_wanted` and `reprint_wanted` carry the id of a form.

    `control_slip_wanted` asks for the slip that goes with the paper, as it is now.
    """

    look_wanted = Signal(int)
    reprint_wanted = Signal(int)
    control_slip_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(headings.ISSUED_FORMS, parent)
        self._inside = QWidget()
        self._inside.setObjectName("body")
        self._rows = QVBoxLayout(self._inside)
        self._rows.setContentsMargins(0, 0, 4, 0)
        self._rows.setSpacing(2)
        self._scroll = ScrollColumn(self._inside)
        self._scroll.setAccessibleName("Giấy đã cấp cho hồ sơ")
        self.slip = button(buttons.CONTROL_SLIP, "ghost", Icon.PRINT)
        self.slip.setToolTip("In phiếu kiểm soát quá trình giải quyết (Ctrl+Shift+K)")
        self.slip.clicked.connect(self.control_slip_wanted)
        self.head.addWidget(self.slip)
        self.body.setSpacing(4)
        self.body.addWidget(self._scroll)

    def lines(self) -> tuple["FormRow", ...]:
        """Return the forms shown, in order."""
        items = (self._rows.itemAt(at) for at in range(self._rows.count()))
        widgets = (item.widget() for item in items if item is not None)
        return tuple(widget for widget in widgets if isinstance(widget, FormRow))

    def show_dossier(self, view: DossierView, now: datetime) -> None:
        clear_layout(self._rows)
        for form in view.forms:
            row = FormRow(form, now)
            row.look_wanted.connect(self.look_wanted)
            row.reprint_wanted.connect(self.reprint_wanted)
            self._rows.addWidget(row)
        self.set_count(str(len(view.forms)) if view.forms else "")
        self._scroll.setVisible(bool(view.forms))
        shown = min(len(view.forms), _MOST_SEEN)
        self._scroll.setFixedHeight(shown * px(_ROW_HEIGHT))


class FormRow(QWidget):
    """One form."""

    look_wanted = Signal(int)
    reprint_wanted = Signal(int)

    def __init__(self, form: FormLine, now: datetime) -> None:
        super().__init__()
        self._form_id = form.form_id
        copies = f" · {form.copy_count} bản" if form.copy_count > 1 else ""
        moment = short_moment(form.issued_at, now)
        self.words = ElidedLabel(f"{form.number} · {form.title} · {moment}{copies}")
        face = self.words.font()
        face.setStrikeOut(form.is_void)
        self.words.setFont(face)
        self.is_void = form.is_void
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.words, 1)
        seen = button("Xem", "ghost", Icon.PAPER)
        seen.setAccessibleName(f"Xem {form.title} số {form.number}")
        seen.clicked.connect(self.look)
        row.addWidget(seen)
        if form.is_void:
            row.addWidget(chip(states.VOIDED, Tone.LATE))
            self.setAccessibleName(f"{self.words.text()}, đã hủy")
            return
        made = button(buttons.PRINT_AGAIN, "ghost", Icon.PRINT)
        made.clicked.connect(self.ask_again)
        row.addWidget(made)
        self.setAccessibleName(self.words.text())

    def look(self) -> None:
        """Ask to see the very paper."""
        self.look_wanted.emit(self._form_id)

    def ask_again(self) -> None:
        """Ask for one more copy."""
        self.reprint_wanted.emit(self._form_id)
