"""Kiểm toán nhật ký: the whole log verified beside the counter's work, and what it found."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout
from typing_extensions import override

from app.errors import UserError
from app.reports.audit_kit import write_kit
from app.reports.restoration_sheets import write_sheets
from app.services.audit.records import AuditProblem, AuditReport, LastAudit, Tick
from app.services.container import Services
from app.services.ledger.records import Actor
from app.ui.desk.cards import put_over_table
from app.ui.desk.tabbed_page import PageTab
from app.ui.look.icons import Icon
from app.ui.look.tokens import Tone
from app.ui.shell.page_context import PageContext
from app.ui.widgets.columns import number_column, text_column
from app.ui.widgets.labels import button, card, label, set_tone
from app.ui.widgets.row_table import Column
from app.ui.widgets.table_view import RowTable
from app.wording import buttons, captions
from app.wording.texts import moment_text, number_text

_WHAT = (
    "Kiểm cả chuỗi nhật ký từ dòng đầu, chữ ký của mọi giấy đã in và mọi lần khóa ngày, số liệu đã "
    "khóa và sổ mốc của máy này. Sửa khéo cả kho lẫn sổ mốc chỉ lộ khi có mốc giữ ở nơi khác: hãy "
    "xuất khóa công khai và mốc ra ổ rời sau mỗi lần khóa ngày để kiểm tra độc lập. “Kiểm phần "
    "mới” chỉ kiểm từ ngày đã khóa gần nhất mà lần kiểm toán tốt trước ở máy này đã thấy."
)

Progress = Callable[[str, float], None]


class AuditTab(PageTab):
    """The state in large, the last audit, and a list of what is not as it was."""

    def __init__(self, context: PageContext, services: Services) -> None:
        super().__init__()
        self._context = context
        self._services = services
        self._is_mine = False
        self.state = label("", "title")
        self.detail = label("", "quiet", wrap=True)
        self.doing = label("", "quiet")
        self.progress = QProgressBar()
        self.start = button("&Kiểm toán ngay", "accent", Icon.CHECK)
        self.start_new = button("Kiểm phần &mới", "plain", Icon.CHECK)
        self.export = button("&Xuất khóa và mốc…", "plain", Icon.EXPORT)
        self.sheets = button("&Phiếu khôi phục kho…", "plain", Icon.UNDO)
        self.stop = button(buttons.STOP, "plain", Icon.CLOSE)
        self.table = RowTable(
            _COLUMNS,
            lambda problem: (problem.seq, problem.message),
            empty_text="Chưa thấy điều gì khác với những gì đã ghi và đã ký.",
        )
        self._arrange()
        self.start.clicked.connect(self._on_start)
        self.start_new.clicked.connect(self._on_start_new)
        self.export.clicked.connect(self._on_export)
        self.sheets.clicked.connect(self._on_sheets)
        self.stop.clicked.connect(context.backups.cancel)
        context.backups.told.connect(self._on_told)
        context.backups.rested.connect(self._on_rested)
        self._on_rested()

    @override
    def load(self) -> None:
        self._context.read(self._services.audit.last).then(self._show_last)

    def _arrange(self) -> None:
        buttons_row = QHBoxLayout()
        buttons_row.setSpacing(8)
        for each in (self.start, self.start_new, self.export, self.sheets):
            buttons_row.addWidget(each)
        buttons_row.addStretch(1)
        work = QHBoxLayout()
        work.setSpacing(12)
        self.progress.setRange(0, 100)
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName(captions.AUDITING)
        for widget in (self.progress, self.stop):
            keeps = widget.sizePolicy()
            keeps.setRetainSizeWhenHidden(True)
            widget.setSizePolicy(keeps)
        work.addWidget(self.doing)
        work.addWidget(self.progress, 1)
        work.addWidget(self.stop)
        box = card()
        rows = QVBoxLayout(box)
        rows.setContentsMargins(24, 16, 24, 16)
        rows.setSpacing(8)
        rows.addWidget(self.state)
        rows.addWidget(self.detail)
        rows.addWidget(label(_WHAT, "quiet", wrap=True))
        rows.addLayout(buttons_row)
        rows.addLayout(work)
        put_over_table(self, box, self.table)
        self.setFocusProxy(self.start)

    def _show_last(self, last: LastAudit | None) -> None:
        if last is None:
            self._say_state("Chưa kiểm toán lần nào", Tone.WARN, "Hãy kiểm toán lần đầu.")
            return
        lines = f"{number_text(last.entries)} dòng{' mới' if last.is_incremental else ''}"
        said = f"Lần gần nhất: {moment_text(last.at)}, {last.by}, {lines}."
        if last.is_whole:
            self._say_state(_whole(is_incremental=last.is_incremental), Tone.OK, said)
        else:
            self._say_state("Nhật ký đã bị động đến", Tone.LATE, said)

    def _say_state(self, state: str, tone: Tone, detail: str) -> None:
        self.state.setText(state)
        set_tone(self.state, tone)
        self.detail.setText(detail)
        # Anchors of a touched log would prove the wrong thing.
        self.export.setEnabled(tone is Tone.OK)

    def _on_start(self) -> None:
        audit, actor = self._services.audit, self._context.actor()

        def work(progress: Progress) -> AuditReport:
            return audit.run(actor, tick=_telling(progress))

        self._run(work)

    def _on_start_new(self) -> None:
        audit, actor = self._services.audit, self._context.actor()

        def work(progress: Progress) -> AuditReport:
            return audit.run_incremental(actor, _telling(progress))

        self._run(work)

    def _run(self, work: Callable[[Progress], AuditReport]) -> None:
        self._is_mine = True
        self._context.backups.run(work, self._on_audited, self._on_failed)

    def _on_audited(self, report: AuditReport) -> None:
        self.table.set_rows(report.problems)
        detail = "\n".join((report.counted, *report.notes))
        if report.is_whole:
            self._say_state(_whole(is_incremental=report.is_incremental), Tone.OK, detail)
        else:
            self._say_state("Nhật ký đã bị động đến", Tone.LATE, detail)
        self._context.write(self._services.audit.note, report).then(_nothing)

    def _on_failed(self, error: UserError) -> None:
        self.detail.setText(error.message)

    def _on_told(self, doing: str, part: float) -> None:
        self.start.setEnabled(False)
        self.start_new.setEnabled(False)
        if self._is_mine:
            self.doing.setText(f"{doing}…")
            self.progress.setValue(round(part * 100))
            self.progress.show()
            self.stop.show()

    def _on_rested(self) -> None:
        self._is_mine = False
        self.doing.setText("")
        self.progress.hide()
        self.stop.hide()
        self.start.setEnabled(not self._context.backups.is_running)
        self.start_new.setEnabled(self.start.isEnabled())

    def _on_export(self) -> None:
        folder = self._context.files.folder(self, "Chọn thư mục cất khóa và mốc")
        if folder is not None:
            self._context.work(_write_kit, self._services, folder).then(
                lambda _none: self._on_exported(folder)
            )

    def _on_sheets(self) -> None:
        folder = self._context.files.folder(self, "Chọn thư mục ghi phiếu khôi phục kho")
        if folder is not None:
            self._context.work(_write_sheets, self._services, folder).then(
                lambda count: self._on_sheets_written(folder, count)
            )

    def _on_sheets_written(self, folder: Path, count: int) -> None:
        said = f"Đã ghi {count} phiếu khôi phục kho vào {folder}. Hãy in, hai người ký và cất."
        self._context.messages.done(said if count else "Nhật ký không kể lần khôi phục kho nào.")

    def _on_exported(self, folder: Path) -> None:
        said = f"Đã xuất khóa công khai và mốc vào {folder}. Hãy cất ở nơi khác máy này."
        self._context.messages.done(said)


def _telling(progress: Progress) -> Tick:
    """Return a tick of an audit that tells `progress` its share of the whole."""
    return lambda done, whole: progress(captions.AUDITING, done / max(1, whole))


def _whole(*, is_incremental: bool) -> str:
    return "Phần mới nguyên vẹn" if is_incremental else "Nhật ký nguyên vẹn"


def _write_sheets(actor: Actor, services: Services, folder: Path) -> int:
    return len(write_sheets(services.audit.sheets(actor), folder, services.outputs))


def _write_kit(actor: Actor, services: Services, folder: Path) -> None:
    write_kit(services.audit.kit(actor), folder, services.clock.today(), services.outputs)


def _nothing(_none: None) -> None:
    """Leave what is on the screen."""


_COLUMNS: list[Column[AuditProblem]] = [
    number_column(
        captions.LINE,
        lambda problem: number_text(problem.seq) if problem.seq else "",
        90,
        sort_key=lambda problem: problem.seq,
    ),
    text_column(
        "Điều khác với đã ghi, đã ký",
        "message",
        tone=lambda _problem: Tone.LATE,
        icon=lambda _problem: Icon.WARNING,
    ),
]
