"""An officer's hands on the page Phản ánh, kiến nghị."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from shiboken6 import isValid

from app.bootstrap.demo.book import Book
from app.bootstrap.demo.content import ToldPetition
from app.bootstrap.demo.stage import CTRL, SHIFT, Stage, StageError
from app.ui.petitions.act_dialog import ActDialog
from app.ui.petitions.page import PetitionsPage
from app.vocabulary.petitions import PetitionAct
from app.wording.labels import label


class PetitionHands:
    """Types petitions in and acts on the one in sight."""

    def __init__(self, stage: Stage, book: Book) -> None:
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
