"""Máy in: where this desk's papers go, and what this desk is called."""

from dataclasses import replace

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.services.container import Services
from app.settings import Settings
from app.ui.administration.scrolling import put_scrolled
from app.ui.look.icons import Icon
from app.ui.runtime.tasks import Change
from app.ui.shell.page_context import PageContext
from app.ui.widgets.forms import ProblemBoard, commit_input_method
from app.ui.widgets.labels import button, card, label
from app.ui.widgets.printer_editor import PrinterEditor, PrinterSetup, PrinterWork
from app.vocabulary.forms import Media


class PrintersTab(QWidget):
    def __init__(self, context: PageContext, services: Services) -> None:
        super().__init__()
        self._context = context
        self.counter = QLineEdit()
        self.station = QLineEdit()
        self.editor = PrinterEditor(context.tasks, _printer_work(context, services))
        self.save = button("&Lưu cho máy này", "accent", Icon.SAVE)
        self.save.clicked.connect(self._on_save)
        self._board = ProblemBoard(self)
        self._arrange()
        self.setFocusProxy(self.counter)

    def load(self) -> None:
        self._context.tasks.read(self._context.settings.load, self._show)
        self.editor.load_queues()

    def problem(self, field: str) -> str:
        return self._board.box(field).problem

    def _arrange(self) -> None:
        names = QHBoxLayout()
        names.setSpacing(16)
        names.addWidget(self._board.add("counter_name", "&Quầy thường ngồi", self.counter))
        names.addWidget(self._board.add("station", "&Tên máy", self.station))
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.save)
        box = card()
        rows = QVBoxLayout(box)
        rows.setContentsMargins(24, 16, 24, 16)
        rows.setSpacing(8)
        rows.addWidget(label("Chỉ áp dụng cho máy này.", "quiet"))
        rows.addLayout(names)
        rows.addWidget(self.editor)
        rows.addLayout(foot)
        put_scrolled(self, box)

    def _show(self, settings: Settings) -> None:
        self.counter.setText(settings.counter_name)
        self.station.setText(settings.station)
        self.editor.set_setup(
            PrinterSetup(printers=settings.printers, pdf_folder=settings.pdf_folder)
        )

    def _on_save(self) -> None:
        commit_input_method()
        self._board.clear_problems()
        counter, station = self.counter.text().strip(), self.station.text().strip()
        if not counter:
            self._board.show_problem("counter_name", "Chưa nhập quầy; hãy nhập tên quầy.")
            return
        if not station:
            self._board.show_problem("station", "Chưa nhập tên máy; hãy đặt tên cho máy này.")
            return
        setup = self.editor.setup()

        def change(settings: Settings) -> Settings:
            return replace(
                settings,
                counter_name=counter,
                station=station,
                printers=setup.printers,
                pdf_folder=setup.pdf_folder,
            )

        self._context.tasks.write(
            lambda: self._context.settings.change(change), self._on_saved, (Change.PRINT_QUEUE,)
        )

    def _on_saved(self, _nothing: None) -> None:
        self._context.messages.done("Đã lưu máy in và tên quầy của máy này.")


def _printer_work(context: PageContext, services: Services) -> PrinterWork:
    """Return what the printers of this desk are tried and chosen with."""

    def print_test(setup: PrinterSetup, media: Media) -> None:
        context.printing.print_test(setup, media, services.letterhead(context.actor()))

    def choose_folder(parent: QWidget, present: str) -> str:
        chosen = context.files.folder(parent, "Chọn thư mục lưu PDF", present)
        return "" if chosen is None else str(chosen)

    return PrinterWork(
        queues=context.printing.queues, print_test=print_test, choose_folder=choose_folder
    )
