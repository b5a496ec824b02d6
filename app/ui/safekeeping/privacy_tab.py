"""Dữ liệu cá nhân: how long it is kept, its erasing by two people, and who saw what is masked."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget
from typing_extensions import override

from app.services.container import Services
from app.services.ledger.records import Actor
from app.services.privacy import DisclosureLine, Exported, OpeningLine
from app.services.retention.records import RetentionPreview, RetentionRule, RetentionRun, Swept
from app.services.retention.retention import FEWEST_YEARS, MOST_YEARS, erasing_subject
from app.ui.approving.approval_dialog import ask_approval
from app.ui.desk.cards import HeadedCard
from app.ui.desk.tabbed_page import PageTab
from app.ui.runtime.tasks import Change
from app.ui.safekeeping.retention_card import RetentionCard
from app.ui.shell.page_context import PageContext
from app.ui.widgets.columns import digits_column, number_column, plain_column, text_column
from app.ui.widgets.dialogs import FormDialog
from app.ui.widgets.inputs import SpinBox
from app.ui.widgets.labels import label
from app.ui.widgets.row_table import Column
from app.ui.widgets.table_view import RowTable
from app.vocabulary.people import GuardedAct
from app.wording import captions, headings, prompts
from app.wording.texts import day_text, moment_text, number_text

# What the log tells: files taken out unmasked, and dossiers that another unit opened.

_WORDS = {
    Exported.REGISTER: headings.REGISTER_BOOK,
    Exported.PORTAL: "Dữ liệu Cổng quốc gia",
    Exported.LOG: "Nhật ký để kiểm toán",
}


class DisclosuresCard(HeadedCard):
    """The files in which people's data was not hidden, newest first."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Tệp xuất không che", parent)
        self.table = RowTable[DisclosureLine](
            _DISCLOSURES, lambda row: row.seq, empty_text="Chưa ai xuất dữ liệu không che."
        )
        self.table.setAccessibleName("Tệp xuất không che")
        self.body.addWidget(self.table, 1)

    def show_lines(self, lines: Sequence[DisclosureLine]) -> None:
        self.table.set_rows(lines)
        self.set_count(number_text(len(lines)) if lines else "")


class OpeningsCard(HeadedCard):
    """The dossiers opened by a unit that has nothing to do with them, newest first."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(headings.OPEN_FOREIGN_DOSSIER, parent)
        self.table = RowTable[OpeningLine](
            _OPENINGS, lambda row: row.seq, empty_text="Chưa ai mở hồ sơ của đơn vị khác."
        )
        self.table.setAccessibleName(headings.OPEN_FOREIGN_DOSSIER)
        self.body.addWidget(self.table, 1)

    def show_lines(self, lines: Sequence[OpeningLine]) -> None:
        self.table.set_rows(lines)
        self.set_count(number_text(len(lines)) if lines else "")


def _span(line: DisclosureLine) -> str:
    first, last = day_text(line.first_day), day_text(line.last_day)
    return first if first == last else f"{first} – {last}"


def _disclosed(line: DisclosureLine) -> str:
    who = f"{line.officer_name} ({line.login})"
    return f"{who}, {_WORDS[line.what]}, {_span(line)}: {line.reason}"


def _opened(line: OpeningLine) -> str:
    return f"{line.officer_name} ({line.login}), {line.unit_name}, {line.code}: {line.reason}"


_DISCLOSURES: tuple[Column[DisclosureLine], ...] = (
    digits_column(
        captions.AT,
        lambda line: moment_text(line.at),
        148,
        tip=_disclosed,
        sort_key=lambda line: line.at,
    ),
    plain_column("Người xuất", "login", 88),
    text_column(captions.FILE, lambda line: _WORDS[line.what], 96, tip=_disclosed),
    digits_column(
        captions.PERIOD, _span, 168, tip=_disclosed, sort_key=lambda line: line.first_day
    ),
    number_column(
        captions.LINE, lambda line: number_text(line.lines), 52, sort_key=lambda line: line.lines
    ),
    text_column(captions.REASON, "reason", tip=_disclosed),
)
_OPENINGS: tuple[Column[OpeningLine], ...] = (
    digits_column(
        captions.AT,
        lambda line: moment_text(line.at),
        148,
        tip=_opened,
        sort_key=lambda line: line.at,
    ),
    plain_column("Người mở", "login", 88),
    text_column(captions.UNIT, "unit_name", 128, tip=_opened),
    digits_column(captions.DOSSIER, "code", 216, tip=_opened),
    text_column(captions.REASON, "reason", tip=_opened),
)


class RuleDialog(FormDialog):
    """Asks for years and ground; `years` and `ground` have what was typed."""

    def __init__(self, rule: RetentionRule, parent: QWidget | None = None) -> None:
        super().__init__("Thời hạn lưu dữ liệu cá nhân", "Lưu thời hạn", parent)
        self.years = SpinBox()
        self.years.setRange(FEWEST_YEARS, MOST_YEARS)
        self.years.setValue(rule.years)
        self.years.setSuffix(" năm")
        self.ground = QLineEdit(rule.ground)
        self.ground.setPlaceholderText("Thông tư, quyết định của đơn vị, bảng thời hạn bảo quản…")
        told = label(
            "Tính từ ngày hồ sơ kết thúc. Hết thời hạn, dữ liệu cá nhân được xóa khi hai người "
            "cùng xác nhận; chương trình không tự xóa.",
            "quiet",
            wrap=True,
        )
        self.fields.addWidget(told, 0, 0)
        self.fields.addWidget(self.board.add("years", "Số &năm lưu", self.years), 1, 0)
        self.fields.addWidget(self.board.add("ground", prompts.GROUND, self.ground), 2, 0)
        self.years.setFocus()


@dataclass(frozen=True, slots=True)
class _Shown:
    preview: RetentionPreview
    runs: Sequence[RetentionRun]
    disclosures: Sequence[DisclosureLine]
    openings: Sequence[OpeningLine]


class PrivacyTab(PageTab):
    def __init__(self, context: PageContext, services: Services) -> None:
        super().__init__()
        self._context = context
        self._services = services
        self._preview: RetentionPreview | None = None
        self.retention = RetentionCard()
        self.disclosures = DisclosuresCard()
        self.openings = OpeningsCard()
        logged = QVBoxLayout()
        logged.setSpacing(16)
        logged.addWidget(self.disclosures, 1)
        logged.addWidget(self.openings, 1)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 16, 0, 0)
        whole.setSpacing(16)
        whole.addWidget(self.retention, 4)
        whole.addLayout(logged, 7)
        self.retention.change.clicked.connect(self.ask_rule)
        self.retention.erase.clicked.connect(self.ask_erasing)
        self.retention.sweep.clicked.connect(self.sweep)
        self.setFocusProxy(self.retention.change)

    @override
    def load(self) -> None:
        self._context.work(_shown, self._services).then(self._show)

    def ask_rule(self) -> None:
        """Ask for how long data are kept, and on which ground."""
        if self._preview is None:
            return
        dialog = RuleDialog(self._preview.rule, self)
        dialog.submitted.connect(partial(self._set_rule, dialog))
        dialog.open()

    def ask_erasing(self) -> None:
        """Ask a second person, then erase what the tab shows."""
        seen = self._preview
        if seen is None or seen.erasable.is_empty:
            return
        ask_approval(
            self._context,
            self._services,
            GuardedAct.ERASE,
            erasing_subject(seen.before),
            partial(self._erase, seen),
            self,
            what=f"Dữ liệu cá nhân của {number_text(seen.erasable.dossiers)} hồ sơ kết thúc trước "
            f"ngày {day_text(seen.before)} bị xóa hẳn, không lấy lại được. Căn cứ: "
            f"{seen.rule.ground}.",
        )

    def sweep(self) -> None:
        """Take away the files of erased data that still lie on this machine."""
        self._context.write(self._services.retention.sweep).then(self._on_swept)

    def _on_swept(self, swept: Swept) -> None:
        self._context.messages.done(
            f"Đã xóa {number_text(swept.total)} tệp còn lại trên máy này."
            if swept.total
            else "Máy này không còn tệp nào của dữ liệu đã xóa."
        )

    def _show(self, shown: _Shown) -> None:
        self._preview = shown.preview
        self.retention.show_preview(shown.preview, shown.runs)
        self.disclosures.show_lines(shown.disclosures)
        self.openings.show_lines(shown.openings)

    def _set_rule(self, dialog: RuleDialog) -> None:
        years, ground = dialog.years.value(), dialog.ground.text()
        dialog.run(
            self._context.write(self._services.retention.set_rule, years, ground), self._on_rule_set
        )

    def _on_rule_set(self, rule: RetentionRule) -> None:
        self._context.messages.done(f"Dữ liệu cá nhân lưu {rule.years} năm. Căn cứ: {rule.ground}.")
        self.load()

    def _erase(self, seen: RetentionPreview, approval_id: int) -> None:
        self.retention.erase.setEnabled(False)
        self._context.messages.info("Đang xóa dữ liệu cá nhân hết thời hạn…")
        self._context.write(self._services.retention.run, seen.before, approval_id).then(
            self._on_erased, changed=(Change.DOSSIERS,)
        )

    def _on_erased(self, done: tuple[RetentionRun, Swept]) -> None:
        run, swept = done
        self._context.messages.done(
            f"Đã xóa dữ liệu cá nhân của {number_text(run.erased.dossiers)} hồ sơ và "
            f"{number_text(swept.total)} tệp trên máy này."
        )
        self.load()


def _shown(actor: Actor, services: Services) -> _Shown:
    return _Shown(
        services.retention.preview(actor),
        services.retention.runs(actor),
        services.privacy_log.disclosures(actor),
        services.privacy_log.openings(actor),
    )
