"""The cards of the form: owner and submitter, and the procedure with its channel."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLineEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from app.services.container import Services
from app.services.dossiers.records import CaseChoice, IntakeForm, ProcedureChoice
from app.services.intake.intake_choices import fitting_case
from app.services.ledger.records import Actor
from app.ui.intake.fields import choice_box, choose, chosen, field_card, field_row, rename, tell
from app.ui.intake.typed import TypedPeople
from app.ui.look.tokens import px
from app.ui.shell.page_context import PageContext
from app.ui.widgets.forms import FieldBox, ProblemBoard
from app.ui.widgets.inputs import DateEdit, WholeWordsBox
from app.ui.widgets.labels import tooltip
from app.ui.widgets.lookup_field import LookupField, LookupRow
from app.vocabulary.dossiers import Channel
from app.vocabulary.people import PersonKind, Sex
from app.wording import captions

_TITLES = {
    PersonKind.CITIZEN: ("Số &căn cước, hộ chiếu", captions.FULL_NAME),
    PersonKind.ENTERPRISE: (captions.TAX_CODE, "Tên doanh nghiệp"),
    PersonKind.HOUSEHOLD_BUSINESS: (captions.TAX_CODE, "Tên hộ kinh doanh"),
    PersonKind.ORGANISATION: ("Mã số thuế, quyết định", "Tên tổ chức"),
}
_KIND_WIDTH = 142
_ID_WIDTH = 136
_BIRTH_WIDTH = 106
_SEX_WIDTH = 84
_PHONE_WIDTH = 124
_EMAIL_WIDTH = 190
_WHO_WIDTH = 232
_LEAST_ID_WIDTH = 112
_LEAST_PHONE_WIDTH = 100


class PeopleCard(QWidget):
    """`owner_id_left` says that a number was typed and its field left."""

    edited = Signal()
    owner_id_left = Signal()

    def __init__(
        self, today: Callable[[], date], board: ProblemBoard, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.kind = choice_box(PersonKind)
        self.owner_id = _number_edit()
        self.owner_name = QLineEdit()
        self.birth = DateEdit(today, year_alone=True)
        self.birth.setPlaceholderText("")
        self.sex = choice_box(Sex)
        self.sex.insertItem(0, "–", None)
        self.sex.setCurrentIndex(0)
        self.phone = _number_edit()
        self.email = QLineEdit()
        self.email.setInputMethodHints(Qt.InputMethodHint.ImhEmailCharactersOnly)
        self.address = QLineEdit()
        self.in_person = QRadioButton("Chính chủ")
        self.authorised = QRadioButton("Được ủy quyền")
        self.in_person.setChecked(True)
        self.submitter_name = QLineEdit()
        self.submitter_id = _number_edit()
        self.submitter_phone = _number_edit()
        self._boxes = self._make_boxes(board)
        self._arrange(board)
        self._connect()
        self._on_who_changed()

    @property
    def submitter_editors(self) -> tuple[QLineEdit, ...]:
        return (self.submitter_name, self.submitter_id, self.submitter_phone)

    def typed(self) -> TypedPeople:
        """Return what is typed, letter by letter."""
        sex = self.sex.currentData()
        return TypedPeople(
            owner_kind=chosen(self.kind, PersonKind),
            owner_id=self.owner_id.text(),
            owner_name=self.owner_name.text(),
            birth=self.birth.text(),
            sex=Sex(sex) if sex else None,
            phone=self.phone.text(),
            email=self.email.text(),
            address=self.address.text(),
            is_authorised=self.authorised.isChecked(),
            submitter_name=self.submitter_name.text(),
            submitter_id=self.submitter_id.text(),
            submitter_phone=self.submitter_phone.text(),
        )

    def show_people(self, people: TypedPeople) -> None:
        """Put `people` into the fields, from the first letter on."""
        choose(self.kind, people.owner_kind)
        choose(self.sex, people.sex)
        (self.authorised if people.is_authorised else self.in_person).setChecked(True)
        for editor, text in (
            (self.owner_id, people.owner_id),
            (self.owner_name, people.owner_name),
            (self.birth, people.birth),
            (self.phone, people.phone),
            (self.email, people.email),
            (self.address, people.address),
            (self.submitter_name, people.submitter_name),
            (self.submitter_id, people.submitter_id),
            (self.submitter_phone, people.submitter_phone),
        ):
            if editor.text() != text:
                editor.setText(text)
                editor.setCursorPosition(0)
        self._on_kind_changed()

    def _make_boxes(self, board: ProblemBoard) -> dict[str, FieldBox]:
        return {
            name: board.add(name, title, editor)
            for name, title, editor in (
                ("owner_kind", "Chủ hồ sơ là", self.kind),
                ("owner_id", _TITLES[PersonKind.CITIZEN][0], self.owner_id),
                ("owner_name", _TITLES[PersonKind.CITIZEN][1], self.owner_name),
                ("birth", "Ngày, năm sinh", self.birth),
                ("sex", "Giới tính", self.sex),
                ("phone", captions.PHONE, self.phone),
                ("email", "Email", self.email),
                ("address", captions.ADDRESS, self.address),
                ("submitter_name", "Họ tên người nộp", self.submitter_name),
                ("submitter_id", "Số căn cước", self.submitter_id),
                ("submitter_phone", captions.PHONE, self.submitter_phone),
            )
        }

    def _arrange(self, board: ProblemBoard) -> None:
        box = self._boxes
        frame = field_card()
        rows = QVBoxLayout(frame)
        rows.setContentsMargins(16, 10, 16, 0)
        rows.setSpacing(0)
        rows.addLayout(
            field_row(
                (box["owner_kind"], _KIND_WIDTH),
                (box["owner_id"], _ID_WIDTH),
                (box["owner_name"], 0),
                (box["birth"], _BIRTH_WIDTH),
                (box["sex"], _SEX_WIDTH),
            )
        )
        rows.addLayout(
            field_row(
                (box["phone"], _PHONE_WIDTH), (box["email"], _EMAIL_WIDTH), (box["address"], 0)
            )
        )
        rows.addLayout(
            field_row(
                (self._who_box(board), _WHO_WIDTH),
                (box["submitter_name"], 0),
                (box["submitter_id"], _ID_WIDTH),
                (box["submitter_phone"], _PHONE_WIDTH),
            )
        )
        # In larger text the row is wider than its share of a small screen.
        box["submitter_id"].setMinimumWidth(px(_LEAST_ID_WIDTH))
        box["submitter_phone"].setMinimumWidth(px(_LEAST_PHONE_WIDTH))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(frame)

    def _who_box(self, board: ProblemBoard) -> QWidget:
        choices = QWidget()
        choices.setFixedHeight(px(32))
        group = QButtonGroup(self)
        row = QHBoxLayout(choices)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        for each in (self.in_person, self.authorised):
            group.addButton(each)
            row.addWidget(each)
        row.addStretch(1)
        # One stop for both: arrows go from one to the other.
        self.authorised.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        board.follow(self.in_person, self.authorised)
        return FieldBox(captions.SUBMITTER, choices)

    def _connect(self) -> None:
        self.kind.currentIndexChanged.connect(self._on_kind_changed)
        self.authorised.toggled.connect(self._on_who_changed)
        self.authorised.toggled.connect(self.edited)
        self.owner_id.editingFinished.connect(self.owner_id_left)
        texts = (self.owner_id, self.owner_name, self.birth, self.phone, self.email, self.address)
        tell((self.kind, self.sex, *texts, *self.submitter_editors), self.edited)

    def _on_kind_changed(self) -> None:
        kind = chosen(self.kind, PersonKind)
        number, name = _TITLES[kind]
        rename(self._boxes["owner_id"], number)
        rename(self._boxes["owner_name"], name)
        for editor in (self.birth, self.sex):
            editor.setEnabled(kind is PersonKind.CITIZEN)

    def _on_who_changed(self) -> None:
        for editor in self.submitter_editors:
            editor.setEnabled(self.authorised.isChecked())


def _number_edit() -> QLineEdit:
    """Return a field for numbers as papers bear them, letters included, the input method off."""
    made = QLineEdit()
    made.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, on=False)
    made.setInputMethodHints(
        Qt.InputMethodHint.ImhLatinOnly | Qt.InputMethodHint.ImhNoPredictiveText
    )
    return made


_CASE_LEAST_WIDTH = 270
_CHANNEL_WIDTH = 116


class ProcedureCard(QWidget):
    """`procedure_chosen` carries a ProcedureChoice; `case_changed` follows case or channel."""

    procedure_chosen = Signal(object)
    case_changed = Signal()
    edited = Signal()

    def __init__(
        self,
        context: PageContext,
        services: Services,
        board: ProblemBoard,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._form: IntakeForm | None = None
        self.lookup = LookupField(
            lambda text: context.read(_find, services, text),
            none_found="Không có thủ tục nào khớp; hãy gõ ít chữ hơn.",
        )
        self.lookup.setPlaceholderText("Gõ tên hoặc mã; ↓ hay dùng")
        self.cases = WholeWordsBox()
        self.cases.setEnabled(False)
        self.channel = choice_box(Channel)
        frame = field_card()
        rows = QVBoxLayout(frame)
        rows.setContentsMargins(16, 10, 16, 0)
        case_box = board.add("case", captions.CASE, self.cases)
        case_box.setMinimumWidth(px(_CASE_LEAST_WIDTH))
        row = field_row(
            (board.add("procedure", "&Thủ tục", self.lookup), 0),
            (case_box, 0),
            (board.add("channel", captions.RECEPTION_CHANNEL, self.channel), _CHANNEL_WIDTH),
        )
        row.setStretch(0, 2)
        rows.addLayout(row)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(frame)
        self.lookup.chosen.connect(self._on_lookup_chosen)
        self.lookup.textEdited.connect(self.edited)
        self.cases.currentIndexChanged.connect(self._on_case_changed)
        self.channel.currentIndexChanged.connect(self._on_channel_changed)

    @property
    def form(self) -> IntakeForm | None:
        """What the procedure shown asks for; None while none is chosen."""
        return self._form if self.lookup.choice is not None else None

    @property
    def case(self) -> CaseChoice | None:
        if self.form is None or not 0 <= self.cases.currentIndex() < len(self.form.cases):
            return None
        return self.form.cases[self.cases.currentIndex()]

    @property
    def channel_chosen(self) -> Channel:
        return chosen(self.channel, Channel)

    def show_form(self, form: IntakeForm, case_name: str = "") -> None:
        """Show a procedure with its cases, the one called `case_name` chosen."""
        self._form = form
        self.lookup.show_choice(_row(ProcedureChoice(form.procedure_id, form.code, form.name, "")))
        self._show_start()
        self.cases.blockSignals(True)  # noqa: FBT003 - Qt's own signature
        self.cases.clear()
        for case in form.cases:
            self.cases.addItem(f"{case.name} · {case.time_text}", case.case_id)
        self.cases.blockSignals(False)  # noqa: FBT003 - Qt's own signature
        self.cases.setEnabled(len(form.cases) > 1)
        first = fitting_case(form.cases, self.channel_chosen, case_name)
        choose(self.cases, first.case_id)
        self._on_case_changed()

    def show_channel(self, channel: Channel) -> None:
        choose(self.channel, channel)

    def clear(self) -> None:
        """Show no procedure."""
        self._form = None
        self.lookup.show_choice(None)
        self.lookup.setToolTip("")
        self.cases.blockSignals(True)  # noqa: FBT003 - Qt's own signature
        self.cases.clear()
        self.cases.blockSignals(False)  # noqa: FBT003 - Qt's own signature
        self.cases.setToolTip("")
        self.cases.setEnabled(False)
        self.case_changed.emit()

    def _on_lookup_chosen(self, choice: ProcedureChoice) -> None:
        self._show_start()
        self.procedure_chosen.emit(choice)

    def _show_start(self) -> None:
        self.lookup.setCursorPosition(0)
        self.lookup.setToolTip(tooltip(self.lookup.text()))

    def _on_case_changed(self) -> None:
        self.cases.setToolTip(tooltip(self.cases.currentText()))
        self.case_changed.emit()
        self.edited.emit()

    def _on_channel_changed(self) -> None:
        case = self.case
        if self._form is not None and case and self.channel_chosen not in case.channels:
            choose(self.cases, fitting_case(self._form.cases, self.channel_chosen).case_id)
            self._on_case_changed()
            return
        self.case_changed.emit()
        self.edited.emit()


def _find(actor: Actor, services: Services, text: str) -> Sequence[LookupRow]:
    return [_row(choice) for choice in services.choices.find(actor, text)]


def _row(choice: ProcedureChoice) -> LookupRow:
    seen = (choice.field, "gần đây" if choice.is_recent else "")
    return LookupRow(
        value=choice,
        title=f"{choice.code} · {choice.name}",
        detail=" · ".join(part for part in seen if part),
    )
