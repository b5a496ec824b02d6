"""The tabs of the office's facts, its working hours and this desk's printers."""

from dataclasses import replace
from functools import partial

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.errors import InvalidInputError, UserError
from app.services.container import Services
from app.services.deadlines.calendar import WorkingHours
from app.services.intake.calendar_moves import HoursChange
from app.services.office.records import CalendarChange, OfficeFacts
from app.settings import Settings
from app.ui.administration.moves import MovesQuestion, touched_text
from app.ui.look.icons import Icon
from app.ui.look.tokens import px
from app.ui.runtime.tasks import Change
from app.ui.shell.page_context import PageContext
from app.ui.widgets.forms import ProblemBoard, commit_input_method
from app.ui.widgets.hours_editor import FIELD, HoursEditor
from app.ui.widgets.labels import button, card, label
from app.ui.widgets.layouts import ScrollFrame
from app.ui.widgets.office_form import OfficeForm
from app.ui.widgets.printer_editor import PrinterEditor, PrinterSetup, PrinterWork
from app.vocabulary.forms import Media
from app.wording import prompts

_CARD_WIDTH = 920


def put_scrolled(tab: QWidget, card: QFrame) -> None:
    """Fill `tab` with a card at the top left that scrolls where the room is less than it needs."""
    card.setMaximumWidth(px(_CARD_WIDTH))
    body = QWidget()
    body.setObjectName("body")
    inside = QVBoxLayout(body)
    inside.setContentsMargins(0, 16, 0, 0)
    # A row counts the height of wrapped words at the card's own width; a column does not.
    row = QHBoxLayout()
    row.addWidget(card, 1)
    row.addStretch()
    inside.addLayout(row)
    inside.addStretch(1)
    whole = QVBoxLayout(tab)
    whole.setContentsMargins(0, 0, 0, 0)
    whole.addWidget(ScrollFrame(body))


class OfficeTab(QWidget):
    def __init__(self, context: PageContext, services: Services) -> None:
        super().__init__()
        self._context = context
        self._services = services
        self.form = OfficeForm(is_new=False)
        self.save = button("&Lưu thông tin đơn vị", "accent", Icon.SAVE)
        self.save.clicked.connect(self._on_save)
        box = card()
        rows = QVBoxLayout(box)
        rows.setContentsMargins(24, 16, 24, 16)
        rows.setSpacing(8)
        rows.addWidget(
            label("Giấy tờ in từ bây giờ sẽ mang thông tin mới; giấy đã in không đổi.", "quiet")
        )
        rows.addWidget(self.form)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.save)
        rows.addLayout(foot)
        put_scrolled(self, box)
        self.setFocusProxy(self.form)

    def load(self) -> None:
        self._context.read(self._services.office.facts).then(self.form.show_facts)

    def _on_save(self) -> None:
        commit_input_method()
        self.form.board.clear_problems()
        edit = self.form.edit()
        self.save.setEnabled(False)
        self._context.write(self._services.office.update, edit).then(
            self._on_saved, changed=(Change.OFFICE,), failed=self._on_failed
        )

    def _on_saved(self, facts: OfficeFacts) -> None:
        self.save.setEnabled(True)
        self.form.show_facts(facts)
        self._context.messages.done("Đã lưu thông tin đơn vị.")

    def _on_failed(self, error: UserError) -> None:
        self.save.setEnabled(True)
        if not (isinstance(error, InvalidInputError) and self.form.take(error)):
            self._context.messages.refused(error)


class HoursTab(QWidget):
    """Giờ làm việc: the week the due dates are counted by."""

    def __init__(self, context: PageContext, services: Services) -> None:
        super().__init__()
        self._context = context
        self._services = services
        self.editor = HoursEditor(WorkingHours.ordinary())
        self.save = button("&Lưu giờ làm việc", "accent", Icon.SAVE)
        self.save.clicked.connect(self._on_save)
        box = card()
        self._rows = QVBoxLayout(box)
        self._rows.setContentsMargins(24, 16, 24, 16)
        self._rows.setSpacing(12)
        self._rows.addWidget(
            label(
                "Giờ mới dùng cho hồ sơ nhận từ bây giờ; ngày hẹn đã in không tự đổi. "
                "Gõ 730 hay 7h30 đều được.",
                "quiet",
                wrap=True,
            )
        )
        self._rows.addWidget(self.editor)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.save)
        self._rows.addLayout(foot)
        self.question = MovesQuestion(context, services)
        self._rows.addWidget(self.question)
        put_scrolled(self, box)

    def load(self) -> None:
        self._context.read(self._services.office.hours).then(self._show)

    def _show(self, hours: WorkingHours) -> None:
        """Show the hours in an editor with as many spans a day as they have."""
        old = self.editor
        self.editor = HoursEditor(hours)
        self._rows.replaceWidget(old, self.editor)
        old.deleteLater()
        self.setFocusProxy(self.editor)

    def _on_save(self) -> None:
        commit_input_method()
        try:
            hours = self.editor.hours()
        except InvalidInputError:
            return  # the editor shows the day it is about
        words = ("Đổi giờ làm việc", "Vẫn lưu giờ làm việc")
        self.question.ask(HoursChange(hours), words, partial(self._save_hours, hours))

    def _save_hours(self, hours: WorkingHours) -> None:
        self.save.setEnabled(False)
        self._context.write(self._services.office.set_hours, hours).then(
            self._on_saved, changed=(Change.OFFICE,), failed=self._on_failed
        )

    def _on_saved(self, change: CalendarChange) -> None:
        self.save.setEnabled(True)
        self._context.messages.done(f"Đã lưu giờ làm việc. {touched_text(change)}")

    def _on_failed(self, error: UserError) -> None:
        self.save.setEnabled(True)
        if isinstance(error, InvalidInputError) and error.field == FIELD:
            self.editor.show_problem(error.message)
        else:
            self._context.messages.refused(error)


class PrintersTab(QWidget):
    """Máy in: where this desk's papers go, and what this desk is called."""

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
        chosen = context.files.folder(parent, prompts.CHOOSE_PDF_FOLDER, present)
        return "" if chosen is None else str(chosen)

    return PrinterWork(
        queues=context.printing.queues, print_test=print_test, choose_folder=choose_folder
    )
