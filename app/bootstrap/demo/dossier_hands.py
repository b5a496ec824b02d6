"""An officer's hands on the page Hồ sơ: open, ask, answer, and hold a printed form up again."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QPushButton

from app.bootstrap.demo.book import Book, payload_of
from app.bootstrap.demo.stage import ALT, CTRL, CTRL_SHIFT, Stage, StageError
from app.ui.dossiers.act_forms import FIELDS
from app.ui.dossiers.act_panel import ActPanel
from app.ui.dossiers.act_table import action_key
from app.ui.dossiers.dossiers_page import DossiersPage
from app.vocabulary.dossiers import Action, Verdict
from app.vocabulary.forms import FormKind
from app.wording.labels import label


class DossierHands:
    """Acts on one dossier at a time by its keys; what is printed is returned."""

    def __init__(self, stage: Stage, book: Book) -> None:
        self._stage = stage
        self._book = book

    @property
    def page(self) -> DossiersPage:
        """The page in front of the hands."""
        return self._stage.page(DossiersPage, "dossiers")

    @property
    def panel(self) -> ActPanel:
        """What an act asks."""
        return self.page.one.panel

    def open(self, name: str) -> None:
        """Bring one dossier up by scanning its receipt."""
        self._stage.press(Qt.Key.Key_F5)
        self._stage.scan(self._book.entries[name].payload)
        self._expect_open(name)

    def ask(self, action: Action) -> None:
        """Open the question of an act by its key."""
        self._stage.window.actions.do(action_key(action))
        self._stage.settle()
        if self.panel.action is not action:
            message = f"{action} asks nothing of {self.page.shown_code()}"
            raise StageError(message)

    def pick_reason(self, number: int) -> None:
        """Take the office's ready-made sentence of that number."""
        self._stage.press(Qt.Key(Qt.Key.Key_0 + number), ALT)

    def say(self, editor: QLineEdit | QPlainTextEdit, text: str) -> None:
        """Type one answer in place of what stands there."""
        self._stage.click(editor)
        self._stage.press(Qt.Key.Key_A, CTRL)
        self._stage.type(text)

    def confirm(self) -> None:
        """Carry out what was asked. Raises StageError with the problem where it is refused."""
        self._stage.press(Qt.Key.Key_Return, CTRL)
        if self.panel.action is not None:
            raise StageError("; ".join((self.panel.problem, *self._field_problems())))

    def confirm_and_print(self) -> Path:
        """Carry out what was asked; return the one paper it printed."""
        self._book.new_papers()
        self.confirm()
        return self._book.one_new_paper()

    def print_control_slip(self) -> Path:
        """Print the control slip of the dossier in sight."""
        self._book.new_papers()
        self._stage.press(Qt.Key.Key_K, CTRL_SHIFT)
        return self._book.one_new_paper()

    def show_steps(self) -> None:
        """Open every step of the due date."""
        buttons = self.page.one.due.findChildren(QPushButton)
        self._stage.click(next(each for each in buttons if each.isCheckable()))

    def scan_again(self, paper: Path, kind: FormKind, name: str) -> None:
        """Scan a printed form: it is told which one it is, and its dossier opens."""
        self._stage.press(Qt.Key.Key_F5)
        self._stage.press(Qt.Key.Key_Escape)
        self._stage.scan(payload_of(paper))
        self._expect_open(name)
        self._expect_told(self._stage.window.shell.strip.text, kind)

    def scan_loose(self, paper: Path, kind: FormKind) -> None:
        """Scan a printed form that belongs to no dossier: the banner says what it is."""
        self._stage.press(Qt.Key.Key_F5)
        self._stage.press(Qt.Key.Key_Escape)
        self._stage.scan(payload_of(paper))
        banner = self.page.list.banner
        if banner.title != label(Verdict.GENUINE):
            message = f"the banner says {banner.title} of {paper.name}"
            raise StageError(message)
        self._expect_told(banner.detail, kind)

    def _field_problems(self) -> list[str]:
        board = self.panel.board
        boxes = [board.box(name) for name in FIELDS if board.has(name)]
        return [box.problem for box in boxes if box.problem]

    def _expect_open(self, name: str) -> None:
        code = self._book.entries[name].code
        if self.page.shown_code() != code:
            message = f"{name} is not in sight but “{self.page.shown_code()}”"
            raise StageError(message)

    def _expect_told(self, told: str, kind: FormKind) -> None:
        if label(kind) not in told:
            message = f"{label(kind)} was scanned, “{told}” was said"
            raise StageError(message)
