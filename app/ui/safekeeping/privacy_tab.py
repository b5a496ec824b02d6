"""Dữ liệu cá nhân: how long it is kept, its erasing by two people, and who saw what is masked."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout
from typing_extensions import override

from app.services.ledger.records import Actor
from app.services.privacy.privacy_log import DisclosureLine, OpeningLine, PrivacyLog
from app.services.retention.records import (
    RetentionPreview,
    RetentionRule,
    RetentionRun,
    Swept,
)
from app.services.retention.retention import Retention, erasing_subject
from app.ui.approving.approval_dialog import ApprovalParts, ask_approval
from app.ui.desk.tabbed_page import PageTab
from app.ui.runtime.tasks import Change, Latest, TaskRunner
from app.ui.safekeeping.privacy_tables import DisclosuresCard, OpeningsCard
from app.ui.safekeeping.retention_card import RetentionCard
from app.ui.safekeeping.rule_dialog import RuleDialog
from app.ui.shell.messages import Messages
from app.vocabulary.people import GuardedAct
from app.wording.texts import day_text, number_text


@dataclass(frozen=True, slots=True, kw_only=True)
class PrivacyParts:
    """What the tab is given."""

    tasks: TaskRunner
    messages: Messages
    actor: Callable[[], Actor]
    approval: ApprovalParts
    retention: Retention
    privacy_log: PrivacyLog


@dataclass(frozen=True, slots=True)
class _Shown:
    preview: RetentionPreview
    runs: Sequence[RetentionRun]
    disclosures: Sequence[DisclosureLine]
    openings: Sequence[OpeningLine]


class PrivacyTab(PageTab):
    def __init__(self, parts: PrivacyParts) -> None:
        super().__init__()
        self._parts = parts
        self._latest = Latest()
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
        self.setFocusProxy(self.retention.change)

    @override
    def load(self) -> None:
        parts = self._parts
        actor = parts.actor()
        parts.tasks.read(
            lambda: _Shown(
                parts.retention.preview(actor),
                parts.retention.runs(actor),
                parts.privacy_log.disclosures(actor),
                parts.privacy_log.openings(actor),
            ),
            self._latest.only(self._show),
        )

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
            self._parts.approval,
            GuardedAct.ERASE,
            erasing_subject(seen.before),
            partial(self._erase, seen),
            self,
            what=f"Dữ liệu cá nhân của {number_text(seen.erasable.dossiers)} hồ sơ kết thúc trước "
            f"ngày {day_text(seen.before)} bị xóa hẳn, không lấy lại được. Căn cứ: "
            f"{seen.rule.ground}.",
        )

    def _show(self, shown: _Shown) -> None:
        self._preview = shown.preview
        self.retention.show_preview(shown.preview, shown.runs)
        self.disclosures.show_lines(shown.disclosures)
        self.openings.show_lines(shown.openings)

    def _set_rule(self, dialog: RuleDialog) -> None:
        actor, retention = self._parts.actor(), self._parts.retention
        years, ground = dialog.years.value(), dialog.ground.text()
        dialog.run(
            self._parts.tasks, lambda: retention.set_rule(actor, years, ground), self._on_rule_set
        )

    def _on_rule_set(self, rule: RetentionRule) -> None:
        self._parts.messages.done(f"Dữ liệu cá nhân lưu {rule.years} năm. Căn cứ: {rule.ground}.")
        self.load()

    def _erase(self, seen: RetentionPreview, approval_id: int) -> None:
        actor, retention = self._parts.actor(), self._parts.retention
        self.retention.erase.setEnabled(False)
        self._parts.messages.info("Đang xóa dữ liệu cá nhân hết thời hạn…")
        self._parts.tasks.write(
            lambda: retention.run(actor, seen.before, approval_id),
            self._on_erased,
            (Change.DOSSIERS,),
        )

    def _on_erased(self, done: tuple[RetentionRun, Swept]) -> None:
        run, swept = done
        self._parts.messages.done(
            f"Đã xóa dữ liệu cá nhân của {number_text(run.erased.dossiers)} hồ sơ và "
            f"{number_text(swept.total)} tệp trên máy này."
        )
        self.load()
