"""The form a petition is typed into: keyboard first, in the order people tell it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import TypeVar
from uuid import uuid4

import msgspec
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

from app.clock import from_local
from app.errors import InvalidInputError, UserError
from app.services.petitions.records import NewPetition, PetitionChoices
from app.ui.desk.cards import HeadedCard
from app.ui.look.icons import Icon
from app.ui.look.tokens import Tone, px
from app.ui.shell.page_context import PageContext
from app.ui.widgets.forms import ProblemBoard, commit_input_method
from app.ui.widgets.inputs import ComboBox, DateEdit, TimeEdit, WholeWordsBox
from app.ui.widgets.labels import button, label, set_tone
from app.vocabulary.petitions import PetitionAbout, PetitionChannel, PetitionKind
from app.wording import buttons, captions, headings, prompts
from app.wording.labels import label as word_of

# A petition as typed, letter by letter: what its draft keeps.


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedPetition:
    """What stands in the form; `received_day` and `received_time` are as typed."""

    channel: PetitionChannel = PetitionChannel.IN_PERSON
    kind: PetitionKind = PetitionKind.FEEDBACK
    about: PetitionAbout = PetitionAbout.RULE
    sender_name: str = ""
    sender_phone: str = ""
    sender_address: str = ""
    content: str = ""
    dossier_code: str = ""
    procedure_code: str = ""
    officer_login: str = ""
    received_day: str = ""
    received_time: str = ""
    prints: bool = True

    @property
    def is_blank(self) -> bool:
        """Say whether nothing would be lost with it: choices alone are nothing typed."""
        chosen = {
            name: getattr(self, name)
            for name in ("channel", "kind", "about", "officer_login", "prints")
        }
        return self == replace(TypedPetition(), **chosen)


def encode(typed: TypedPetition) -> str:
    """Return the text a draft is kept as."""
    return msgspec.json.encode(typed).decode()


def decode(content: str) -> TypedPetition:
    """Return a kept draft. Raises InvalidInputError for one this version cannot read."""
    try:
        return msgspec.json.decode(content, type=TypedPetition)
    except (msgspec.MsgspecError, RecursionError):
        raise InvalidInputError(
            "draft",
            "Bản nháp này của phiên bản khác nên không mở lại được. Hãy nhập lại phản ánh.",
        ) from None


# Choices of words, and a moment of the past, as the forms of this page ask for them.

_LEAST_LETTERS = 4

Member = TypeVar("Member", bound=StrEnum)


def words_box(members: Iterable[StrEnum], none: str = "") -> ComboBox:
    """Return a choice of vocabulary words, behind `none` where nothing need be chosen."""
    made = WholeWordsBox()
    made.setMinimumContentsLength(_LEAST_LETTERS)
    if none:
        made.addItem(none, None)
    for member in members:
        made.addItem(word_of(member), member)
    return made


def chosen(box: ComboBox, kind: type[Member]) -> Member | None:
    """Return the member chosen; None for none."""
    code = box.currentData()
    return None if code is None else kind(code)


def lines_edit(height: int = 0) -> QPlainTextEdit:
    """Return a field for several lines of plain text, of a fixed height where one is given."""
    made = QPlainTextEdit()
    made.setTabChangesFocus(True)
    if height:
        made.setFixedHeight(px(height))
    return made


class PastMoment:
    """Day and time of what was done on paper earlier; both empty means now."""

    def __init__(self, today: Callable[[], date], field: str) -> None:
        self._field = field
        self.day = DateEdit(today)
        self.day.setPlaceholderText(prompts.TODAY)
        self.time = TimeEdit(captions.HOUR)
        self.time.setPlaceholderText("giờ")

    def value(self) -> datetime | None:
        """Return the moment, None for now. Raises InvalidInputError naming the field."""
        try:
            day, at = self.day.value(), self.time.value()
        except ValueError as error:
            raise InvalidInputError(self._field, str(error)) from None
        if day is None and at is None:
            return None
        if day is None or at is None:
            raise InvalidInputError(self._field, "Nhập bù cần cả ngày và giờ. Hãy ghi đủ hai ô.")
        return from_local(day, at)

    def clear(self) -> None:
        self.day.setText("")
        self.time.setText("")


_CONTENT_HEIGHT = 56
_FITS = 60
"""So many letters are read under a field; a longer sentence is told at the foot as well."""
_PRINTED = frozenset({PetitionChannel.IN_PERSON, PetitionChannel.WRITTEN})


class EntryForm(HeadedCard):
    """Emits `received` with what the form asks for; what is typed stays until it was stored."""

    received = Signal(object)
    edited = Signal()
    left = Signal()

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__("Tiếp nhận phản ánh, kiến nghị", parent)
        self.draft_id = str(uuid4())
        self.board = ProblemBoard(self)
        self.channel = words_box(PetitionChannel)
        self.kind = words_box(PetitionKind)
        self.about = words_box(PetitionAbout)
        self.sender_name, self.sender_phone = QLineEdit(), QLineEdit()
        self.sender_phone.setInputMethodHints(Qt.InputMethodHint.ImhDialableCharactersOnly)
        self.sender_address = QLineEdit()
        self.content = lines_edit()
        self.content.setMinimumHeight(px(_CONTENT_HEIGHT))
        self.dossier, self.procedure = QLineEdit(), QLineEdit()
        self.dossier.setPlaceholderText("quét hoặc gõ mã")
        self.officer = ComboBox()
        self.officer.addItem("–", "")
        self.moment = PastMoment(context.clock.today, "received")
        self.prints = QCheckBox("&In phiếu tiếp nhận")
        self._state = label("", "caption")
        self.notice = label("", "body", wrap=True)
        self.submit = button(
            headings.RECEPTION,
            "accent",
            Icon.SAVE,
            hint=context.actions.key_text("petitions.receive"),
        )
        self.leave = button(buttons.BACK, hint="Esc")
        self._arrange()
        self.submit.clicked.connect(self.send)
        self.leave.clicked.connect(self.left)
        self.channel.currentIndexChanged.connect(self._on_channel_changed)
        self.clear()
        for editor in self._lines():
            editor.textChanged.connect(self.edited)
        self.content.textChanged.connect(self.edited)
        for box in (self.channel, self.kind, self.about, self.officer):
            box.currentIndexChanged.connect(self.edited)
        self.prints.toggled.connect(self.edited)

    def begin(self) -> None:
        """Put the focus where typing begins."""
        self.sender_name.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_choices(self, choices: PetitionChoices) -> None:
        """Offer the officers that a petition can speak of; the one chosen stays."""
        before = self.officer.currentData()
        self.officer.clear()
        self.officer.addItem("–", "")
        for one in choices.officers:
            self.officer.addItem(one.name, one.login)
        self.officer.setCurrentIndex(max(0, self.officer.findData(before)))

    def take_dossier(self, code: str) -> None:
        """Put a scanned dossier's code into its field."""
        self.dossier.setText(code)
        self.board.box("dossier_code").set_problem("")

    def send(self) -> None:
        """Ask for what is typed to be stored."""
        if not self.submit.isEnabled():
            return
        commit_input_method()
        self.board.clear_problems()
        self.notice.setText("")
        try:
            typed = self.typed()
        except InvalidInputError as error:
            self.fail(error)
            return
        self.submit.setEnabled(False)
        self.received.emit(typed)

    def typed(self) -> NewPetition:
        """Return what is typed. Raises InvalidInputError (`received`)."""
        return NewPetition(
            draft_id=self.draft_id,
            channel=PetitionChannel(self.channel.currentData()),
            kind=PetitionKind(self.kind.currentData()),
            about=PetitionAbout(self.about.currentData()),
            sender_name=self.sender_name.text(),
            sender_address=self.sender_address.text(),
            sender_phone=self.sender_phone.text(),
            content=self.content.toPlainText(),
            dossier_code=self.dossier.text(),
            officer_login=self.officer.currentData() or "",
            procedure_code=self.procedure.text(),
            received_at=self.moment.value(),
            prints=self.prints.isChecked(),
        )

    @property
    def state_text(self) -> str:
        return self._state.text()

    def show_saved(self, at: datetime | None) -> None:
        """Tell that the draft is kept; None: nothing is."""
        self._state.setText("Đã lưu nháp" if at else "")

    def as_typed(self) -> TypedPetition:
        """Return what stands in the form, right or wrong."""
        return TypedPetition(
            channel=PetitionChannel(self.channel.currentData()),
            kind=PetitionKind(self.kind.currentData()),
            about=PetitionAbout(self.about.currentData()),
            sender_name=self.sender_name.text(),
            sender_phone=self.sender_phone.text(),
            sender_address=self.sender_address.text(),
            content=self.content.toPlainText(),
            dossier_code=self.dossier.text(),
            procedure_code=self.procedure.text(),
            officer_login=self.officer.currentData() or "",
            received_day=self.moment.day.text(),
            received_time=self.moment.time.text(),
            prints=self.prints.isChecked(),
        )

    def show_typed(self, draft_id: str, typed: TypedPetition) -> None:
        """Go on with what was typed before; it is stored once, whoever stores it."""
        self.clear()
        self.draft_id = draft_id
        for box, code in (
            (self.channel, typed.channel),
            (self.kind, typed.kind),
            (self.about, typed.about),
        ):
            box.setCurrentIndex(box.findData(code))
        for editor, text in zip(
            self._lines(),
            (
                typed.sender_name,
                typed.sender_phone,
                typed.sender_address,
                typed.dossier_code,
                typed.procedure_code,
                typed.received_day,
                typed.received_time,
            ),
            strict=True,
        ):
            editor.setText(text)
        self.content.setPlainText(typed.content)
        self.officer.setCurrentIndex(max(0, self.officer.findData(typed.officer_login)))
        self.prints.setChecked(typed.prints)

    def fail(self, error: UserError) -> None:
        """Show why it was not stored, at its field where it has one."""
        self.submit.setEnabled(True)
        is_at_field = isinstance(error, InvalidInputError) and self.board.take(error)
        if not is_at_field or len(error.message) > _FITS:
            set_tone(self.notice, Tone.LATE)
            self.notice.setText(error.message)

    def clear(self) -> None:
        """Make ready for the next one: what is sent then is another petition."""
        self.draft_id = str(uuid4())
        self.submit.setEnabled(True)
        self.board.clear_problems()
        self.notice.setText("")
        for editor in self._lines():
            editor.setText("")
        self.content.setPlainText("")
        self.officer.setCurrentIndex(0)
        self.channel.setCurrentIndex(self.channel.findData(PetitionChannel.IN_PERSON))
        self._on_channel_changed()

    def _lines(self) -> tuple[QLineEdit, ...]:
        return (
            *(self.sender_name, self.sender_phone, self.sender_address),
            *(self.dossier, self.procedure, self.moment.day, self.moment.time),
        )

    def _on_channel_changed(self) -> None:
        self.prints.setChecked(PetitionChannel(self.channel.currentData()) in _PRINTED)

    def _arrange(self) -> None:
        add = self.board.add
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(0)
        places = (
            (add("sender_name", "&Họ tên người gửi (bắt buộc)", self.sender_name), 0, 0, 8),
            (add("sender_phone", "&Số điện thoại (bắt buộc)", self.sender_phone), 0, 8, 4),
            (add("sender_address", "Đị&a chỉ (bắt buộc)", self.sender_address), 1, 0, 12),
            (add("channel", "Hình &thức", self.channel), 2, 0, 3),
            (add("kind", prompts.KIND, self.kind), 2, 3, 3),
            (add("about", "&Về", self.about), 2, 6, 6),
            (add("content", "&Nội dung (bắt buộc)", self.content), 3, 0, 12),
            (add("dossier_code", "Hồ sơ liên &quan", self.dossier), 4, 0, 6),
            (add("procedure_code", prompts.PROCEDURE_CODE, self.procedure), 4, 6, 6),
            (add("officer_login", "&Cán bộ được nhắc tới", self.officer), 5, 0, 6),
        )
        for box, row, column, span in places:
            grid.addWidget(box, row, column, 1, span)
        moment = QHBoxLayout()
        moment.setSpacing(8)
        moment.addWidget(add("received", "Nhập &bù: nhận ngày", self.moment.day), 3)
        moment.addWidget(add("received_time", prompts.AT_TIME, self.moment.time), 2)
        grid.addLayout(moment, 5, 6, 1, 6)
        for column in range(12):
            grid.setColumnStretch(column, 1)
        self.board.follow(self.prints)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self._state)
        foot.addStretch(1)
        foot.addWidget(self.leave)
        foot.addWidget(self.submit)
        grid.setRowStretch(3, 1)
        self.head.addWidget(self.prints)
        self.body.addLayout(grid, 1)
        self.body.addWidget(self.notice)
        self.body.addLayout(foot)
