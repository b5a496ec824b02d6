"""Where papers of each size go: a printer of this machine, or a folder of PDF files."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from app.errors import UserError
from app.settings import PrinterChoice
from app.ui.look.icons import Icon
from app.ui.look.tokens import Tone, px
from app.ui.runtime.tasks import TaskRunner
from app.ui.widgets.forms import FieldBox
from app.ui.widgets.inputs import ComboBox
from app.ui.widgets.labels import button, label, set_tone
from app.vocabulary.forms import Media

_TITLES: Mapping[Media, str] = {
    "A5": "Giấy A5: giấy tiếp nhận, phiếu trả kết quả",
    "A4": "Giấy A4: phiếu bàn giao, phiếu khóa ngày, văn bản trả lời",
}
_TO_FOLDER = "Không in, lưu PDF vào thư mục"


@dataclass(frozen=True, slots=True, kw_only=True)
class PrinterSetup:
    """What was chosen; an empty folder is the program's own."""

    printers: Mapping[Media, PrinterChoice]
    pdf_folder: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PrinterWork:
    """What the editor can do: `queues` and `print_test` run on the worker.

    `print_test` gets the setup on the screen and the paper to try; `choose_folder` asks for a
    folder from the present one and returns an empty text when nothing was chosen.
    """

    queues: Callable[[], Sequence[str]]
    print_test: Callable[[PrinterSetup, Media], None]
    choose_folder: Callable[[QWidget, str], str]


class PrinterEditor(QWidget):
    """One line a paper size with its test page, and the PDF folder."""

    def __init__(self, tasks: TaskRunner, work: PrinterWork, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._work = work
        self._wanted = PrinterSetup(printers={})
        self.choices: dict[Media, ComboBox] = {media: ComboBox() for media in _TITLES}
        self.tests: dict[Media, QPushButton] = {
            media: button("In trang thử", "plain", Icon.PRINT) for media in _TITLES
        }
        self.folder = QLineEdit()
        self.folder.setPlaceholderText("Thư mục của chương trình")
        self.browse = button("Chọn thư mục…")
        self.outcome = label("", "quiet", wrap=True)
        self.outcome.setMinimumHeight(px(40))
        self._arrange()
        self._connect()
        self._fill(())
        self.setFocusProxy(self.choices["A5"])

    def load_queues(self) -> None:
        """Ask the machine for its printers."""
        self._tasks.read(self._work.queues, self._fill)

    def setup(self) -> PrinterSetup:
        """Return what is chosen."""
        printers = {media: _choice(combo) for media, combo in self.choices.items()}
        return PrinterSetup(printers=printers, pdf_folder=self.folder.text().strip())

    def set_setup(self, setup: PrinterSetup) -> None:
        """Show a setup; a printer that is gone stays chosen and says so."""
        self._wanted = setup
        self.folder.setText(setup.pdf_folder)
        queues = [self.choices["A5"].itemData(at) for at in range(self.choices["A5"].count())]
        self._fill([queue for queue in queues if queue])

    def _fill(self, queues: Sequence[str]) -> None:
        for media, combo in self.choices.items():
            chosen = _choice(combo) if combo.count() else PrinterChoice()
            wanted = self._wanted.printers.get(media, chosen)
            combo.clear()
            combo.addItem(_TO_FOLDER, "")
            for queue in queues:
                combo.addItem(queue, queue)
            if wanted.kind == "queue" and wanted.queue not in queues:
                combo.addItem(f"{wanted.queue} (chưa thấy trên máy này)", wanted.queue)
            combo.setCurrentIndex(max(0, combo.findData(wanted.queue)))

    def _arrange(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        for row, (media, title) in enumerate(_TITLES.items()):
            grid.addWidget(FieldBox(title, self.choices[media]), row, 0)
            grid.addLayout(_beside(self.tests[media]), row, 1)
        grid.addWidget(FieldBox("Thư mục lưu PDF", self.folder), len(_TITLES), 0)
        grid.addLayout(_beside(self.browse), len(_TITLES), 1)
        grid.setColumnStretch(0, 1)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addLayout(grid)
        rows.addWidget(self.outcome)

    def _connect(self) -> None:
        self.tests["A5"].clicked.connect(lambda: self._on_test("A5"))
        self.tests["A4"].clicked.connect(lambda: self._on_test("A4"))
        self.browse.clicked.connect(self._on_browse)
        for media in self.choices:
            self.choices[media].activated.connect(self._on_chosen)

    def _on_chosen(self) -> None:
        self._wanted = self.setup()

    def _on_test(self, media: Media) -> None:
        setup = self.setup()
        self._set_testing(is_testing=True)
        self._tell(f"Đang gửi trang thử {media}…", Tone.QUIET)
        self._tasks.read(
            lambda: self._work.print_test(setup, media), self._on_tested, self._on_test_failed
        )

    def _on_tested(self, _nothing: None) -> None:
        self._set_testing(is_testing=False)
        self._tell(
            "Đã gửi trang thử. Hãy xem chữ có đủ dấu, thước có dài đúng 100 mm và quét thử mã QR.",
            Tone.OK,
        )

    def _on_test_failed(self, error: UserError) -> None:
        self._set_testing(is_testing=False)
        self._tell(error.message, Tone.LATE)

    def _on_browse(self) -> None:
        chosen = self._work.choose_folder(self, self.folder.text())
        if chosen:
            self.folder.setText(chosen)

    def _tell(self, text: str, tone: Tone) -> None:
        set_tone(self.outcome, tone)
        self.outcome.setText(text)

    def _set_testing(self, *, is_testing: bool) -> None:
        for test in self.tests.values():
            test.setEnabled(not is_testing)


def _choice(combo: ComboBox) -> PrinterChoice:
    queue = str(combo.currentData() or "")
    return PrinterChoice("queue", queue) if queue else PrinterChoice()


def _beside(made: QWidget) -> QHBoxLayout:
    """Put a button on the line of the editor beside it: below its label, above its problem."""
    row = QHBoxLayout()
    row.setContentsMargins(0, 4, 0, 0)
    row.addWidget(made)
    return row
