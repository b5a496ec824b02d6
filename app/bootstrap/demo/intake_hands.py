"""An officer's hands on the page Tiếp nhận."""

from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from shiboken6 import isValid

from app.bootstrap.demo.book import PlayedDay, PlayedDossier
from app.bootstrap.demo.content import DemoPerson, ToldPetition, Visit, people, visits
from app.bootstrap.demo.stage import CTRL, CTRL_SHIFT, SHIFT, Stage, StageError
from app.ui.intake.page import IntakePage
from app.ui.petitions.act_dialog import ActDialog
from app.ui.petitions.page import PetitionsPage
from app.vocabulary.dossiers import Channel, ReturnBy
from app.vocabulary.forms import FormKind
from app.vocabulary.people import PersonKind
from app.vocabulary.petitions import PetitionAct
from app.wording import buttons as button_words
from app.wording.labels import label

_CHANNELS: Final = list(Channel)


class IntakeHands:
    """Fills the form in and registers it; what was registered goes into the book."""

    def __init__(self, stage: Stage, book: PlayedDay) -> None:
        self._stage = stage
        self._book = book

    @property
    def page(self) -> IntakePage:
        """The page in front of the hands."""
        return self._stage.page(IntakePage, "intake")

    def open(self) -> None:
        """Go to the page by its key."""
        self._stage.press(Qt.Key.Key_F2)

    def fill(self, name: str) -> None:
        """Fill the form in, field by field, with the visit `name`."""
        visit = visits()[name]
        self._take_procedure(visit)
        if visit.owner:
            self._take_owner(people()[visit.owner], is_typed=visit.is_typed)
        if visit.submitter:
            self._stage.click(self.page.sheet.people.authorised)
            self._stage.scan(people()[visit.submitter].card)
        self._take_papers(visit)
        self._take_wishes(visit)

    def register(self, name: str, *, has_paper: bool = True) -> PlayedDossier:
        """Register what is typed; consent once where a paper is missing."""
        code = self._registered(name)
        entry = PlayedDossier(code, self._book.one_new_paper() if has_paper else None)
        self._book.entries[name] = entry
        return entry

    def register_with_slip(self, name: str) -> Path:
        """Register what is typed; return the rating slip that was printed with its receipt."""
        code = self._registered(name)
        papers = self._book.new_papers()
        slips = [path for path in papers if path.name.startswith(label(FormKind.RATING_SLIP))]
        if len(papers) != 1 + len(slips) or len(slips) != 1:
            message = f"{name}: a receipt and a slip were to be printed, not {len(papers)} papers"
            raise StageError(message)
        receipt = next(path for path in papers if path not in slips)
        self._book.entries[name] = PlayedDossier(code, receipt)
        return slips[0]

    def _registered(self, name: str) -> str:
        stage, page = self._stage, self.page
        self._book.new_papers()
        before = page.side.done.texts[0]
        stage.press(Qt.Key.Key_Return, CTRL)
        if page.due_card.notice.text:
            stage.press(Qt.Key.Key_Return, CTRL)
        code = page.side.done.texts[0]
        if code == before or not page.typed().is_blank:
            message = f"{name} was not registered: {page.due_card.notice.text}"
            raise StageError(message)
        return code

    def visit(self, name: str) -> PlayedDossier:
        """Fill in the visit `name` and register it."""
        self.fill(name)
        return self.register(name)

    def same_person(self, name: str) -> PlayedDossier:
        """Register another dossier for the person of the last one."""
        self._stage.press(Qt.Key.Key_N, CTRL_SHIFT)
        return self.visit(name)

    def correct_last(self, name: str, owner_name: str, reason: str) -> PlayedDossier:
        """Correct the owner's name of the dossier registered last; its receipt is void then."""
        stage, page = self._stage, self.page
        self._book.new_papers()
        button = next(
            each for each in stage.window.shell.strip.buttons if button_words.EDIT in each.text()
        )
        stage.click(button)
        stage.click(page.sheet.people.owner_name)
        page.sheet.people.owner_name.selectAll()
        stage.type(owner_name)
        stage.fill(page.reason.reason, reason)
        stage.rest()
        stage.take("sua-tiep-nhan", "Sửa hồ sơ vừa tiếp nhận nhầm: ghi lý do, giấy cũ hết hiệu lực")
        stage.press(Qt.Key.Key_Return, CTRL)
        self._book.voided.append(self._book.entries[name])
        entry = PlayedDossier(self._book.entries[name].code, self._book.one_new_paper())
        self._book.entries[name] = entry
        return entry

    def _take_procedure(self, visit: Visit) -> None:
        stage, card = self._stage, self.page.sheet.procedure
        stage.choose(card.channel, _CHANNELS.index(visit.channel))
        stage.fill(card.lookup, visit.words)
        stage.press(Qt.Key.Key_Return)
        if card.form is None or card.form.code != visit.code:
            message = f"“{visit.words}” found {card.form.code if card.form else 'nothing'}"
            raise StageError(message)
        if visit.case is not None:
            stage.choose(card.cases, visit.case)

    def _take_owner(self, owner: DemoPerson, *, is_typed: bool) -> None:
        if owner.kind is not PersonKind.CITIZEN:
            self._type_body(owner)
        elif is_typed:
            self._type_citizen(owner)
        else:
            self._scan_citizen(owner)

    def _scan_citizen(self, owner: DemoPerson) -> None:
        people = self.page.sheet.people
        self._stage.scan(owner.card)
        if owner.phone and not people.phone.text():
            self._stage.fill(people.phone, owner.phone)

    def _type_citizen(self, owner: DemoPerson) -> None:
        """Type the number; a person who has been here before fills in by that."""
        people = self.page.sheet.people
        self._stage.fill(people.owner_id, owner.number)
        self._stage.press(Qt.Key.Key_Return)
        for editor, text in (
            (people.owner_name, owner.name),
            (people.birth, owner.birth),
            (people.phone, owner.phone),
            (people.address, owner.address),
        ):
            if text and not editor.text():
                self._stage.fill(editor, text)

    def _type_body(self, owner: DemoPerson) -> None:
        stage, people = self._stage, self.page.sheet.people
        stage.choose(people.kind, people.kind.findData(owner.kind))
        for editor, text in (
            (people.owner_id, owner.number),
            (people.owner_name, owner.name),
            (people.phone, owner.phone),
            (people.address, owner.address),
        ):
            stage.fill(editor, text)

    def _take_papers(self, visit: Visit) -> None:
        """Mark all, then take the marks off what was not brought: few bring what is optional."""
        stage, table = self._stage, self.page.sheet.papers.table
        stage.press(Qt.Key.Key_A, CTRL_SHIFT)
        for row, entry in enumerate(table.papers.entries):
            is_brought = entry.is_required and row not in visit.missing
            if entry.is_present is not is_brought:
                table.setFocus(Qt.FocusReason.MouseFocusReason)
                table.setCurrentIndex(table.papers.index(row, 0))
                stage.press(Qt.Key.Key_Space)

    def _take_wishes(self, visit: Visit) -> None:
        stage, wishes = self._stage, self.page.sheet.wishes
        if visit.post_to:
            stage.choose(wishes.return_by, wishes.return_by.findData(ReturnBy.POST))
            stage.fill(wishes.return_address, visit.post_to)
        if visit.paid:
            stage.fill(wishes.paid, visit.paid)
        if visit.note:
            stage.fill(wishes.note, visit.note)


class PetitionHands:
    """Types petitions in and acts on the one in sight."""

    def __init__(self, stage: Stage, book: PlayedDay) -> None:
        self._stage = stage
        self._book = book

    @property
    def page(self) -> PetitionsPage:
        """The page in front of the hands."""
        return self._stage.page(PetitionsPage, "petitions")

    def open(self) -> None:
        """Go to the page by its key."""
        self._stage.activate()
        self._stage.press(Qt.Key.Key_F5, SHIFT)

    def fill(self, told: ToldPetition) -> None:
        """Fill the form in, field by field."""
        stage, entry = self._stage, self.page.entry
        stage.press(Qt.Key.Key_N, CTRL)
        for editor, words in (
            (entry.sender_name, told.name),
            (entry.sender_phone, told.phone),
            (entry.sender_address, told.address),
        ):
            stage.fill(editor, words)
        stage.choose(entry.kind, entry.kind.findData(told.kind))
        stage.choose(entry.about, entry.about.findData(told.about))
        stage.fill(entry.content, told.content)

    def receive(self) -> Path:
        """Enter what is typed; return the acknowledgement that was printed."""
        self._book.new_papers()
        self._stage.press(Qt.Key.Key_Return, CTRL)
        if self.page.is_entering:
            message = f"the petition was not received: {self.page.entry.notice.text()}"
            raise StageError(message)
        return self._book.one_new_paper()

    def ask(self, act: PetitionAct) -> ActDialog:
        """Press the button of an act on the petition in sight; return its dialog."""
        buttons = self.page.detail.acts.findChildren(QPushButton)
        pressed = next((each for each in buttons if each.text() == label(act)), None)
        if pressed is None:
            message = f"{label(act)} is not offered"
            raise StageError(message)
        self._stage.click(pressed)
        return self._stage.child(ActDialog)

    def confirm(self, dialog: ActDialog) -> None:
        """Carry out what was asked. Raises StageError with the problem where it is refused."""
        act = dialog.act
        self._stage.click(dialog.submit)
        if isValid(dialog) and dialog.isVisible():
            message = f"{label(act)} was refused: {dialog.notice.text()}"
            raise StageError(message)
        self._stage.activate()
