"""How long people's data are kept, what is past its time, and the key that erases it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from app.services.retention.records import RetentionPreview, RetentionRun
from app.ui.desk.cards import HeadedCard
from app.ui.look.icons import Icon
from app.ui.look.tokens import Tone
from app.ui.widgets.labels import button, label, set_tone
from app.wording import captions, headings, states
from app.wording.texts import day_text, moment_text, number_text

_KINDS = (
    ("dossiers", captions.DOSSIER),
    ("petitions", headings.PETITIONS),
    ("forms", headings.ISSUED_FORMS),
    ("slips", "Phiếu bàn giao có tên trong đó"),
    ("files", headings.ATTACHMENTS),
    ("notes", "Ghi chú trong nhật ký"),
    ("drafts", "Bản nháp"),
    ("bundles", "Gói trao đổi"),
)


class RetentionCard(HeadedCard):
    """Its buttons are the tab's to connect."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Dữ liệu cá nhân hết thời hạn", parent)
        self._rule = label("", "body", wrap=True)
        self._span = label("", "body", wrap=True)
        self._kept = label("", "quiet", wrap=True)
        self._last = label("", "quiet", wrap=True)
        self._numbers = {name: label("", "body") for name, _words in _KINDS}
        self.change = button("Đổi thời hạn…", "plain", Icon.EDIT)
        self.erase = button("Xóa dữ liệu hết thời hạn…", "accent")
        self.erase.setEnabled(False)
        self.sweep = button("Xóa nốt tệp còn lại", "plain")
        self.sweep.setToolTip(
            "Xóa tệp của dữ liệu đã xóa còn nằm trên máy này: lần xóa bị ngắt giữa chừng, hoặc xóa "
            "ở máy khác."
        )
        self.sweep.hide()
        counts = QGridLayout()
        counts.setHorizontalSpacing(16)
        counts.setVerticalSpacing(4)
        counts.setColumnStretch(0, 1)
        for row, (name, words) in enumerate(_KINDS):
            counts.addWidget(label(words, "quiet"), row, 0)
            counts.addWidget(self._numbers[name], row, 1, Qt.AlignmentFlag.AlignRight)
        keys = QHBoxLayout()
        keys.setSpacing(8)
        keys.addWidget(self.change)
        keys.addStretch(1)
        keys.addWidget(self.sweep)
        keys.addWidget(self.erase)
        for part in (self._rule, self._span):
            self.body.addWidget(part)
        self.body.addLayout(counts)
        for part in (
            self._kept,
            self._last,
            label(
                "Mã, ngày giờ, trạng thái, số liệu và nhật ký được giữ nguyên. Nên xóa ngoài giờ "
                "làm việc: các quầy phải chờ trong lúc xóa. Bản sao lưu cũ vẫn còn dữ liệu cho "
                "đến khi bị thay.",
                "quiet",
                wrap=True,
            ),
        ):
            self.body.addWidget(part)
        self.body.addStretch(1)
        self.body.addLayout(keys)

    @property
    def span_text(self) -> str:
        return self._span.text()

    @property
    def rule_text(self) -> str:
        return self._rule.text()

    @property
    def last_text(self) -> str:
        return self._last.text()

    def number_text(self, kind: str) -> str:
        """Return what is shown of one kind of rows."""
        return self._numbers[kind].text()

    def show_preview(self, seen: RetentionPreview, runs: Sequence[RetentionRun]) -> None:
        """Show the rule, what a run would erase now, and the last run."""
        rule, due = seen.rule, seen.erasable
        ground = rule.ground or states.NOT_NOTED
        self._rule.setText(f"Lưu {rule.years} năm sau khi hồ sơ kết thúc. Căn cứ: {ground}.")
        set_tone(self._rule, Tone.NORMAL if rule.ground else Tone.WARN)
        self._span.setText(_span(seen))
        for name, shown in self._numbers.items():
            shown.setText(number_text(getattr(due, name)))
        self._kept.setText(
            f"Giữ lại {number_text(seen.kept_back)} hồ sơ còn chờ trả kết quả hoặc giấy tờ."
            if seen.kept_back
            else ""
        )
        self._kept.setVisible(bool(seen.kept_back))
        self._last.setText(_last(seen, runs))
        self.set_count("Không có gì phải xóa" if due.is_empty else "Cần xóa", _tone(seen))
        self.erase.setEnabled(bool(rule.ground) and not due.is_empty)
        # Where nothing is left to erase, files of an earlier run may still lie on this machine.
        is_swept = due.is_empty and bool(runs)
        self.sweep.setVisible(is_swept)
        self.erase.setVisible(not is_swept)
        self.erase.setToolTip("" if rule.ground else "Ghi căn cứ của thời hạn lưu trước.")


def _tone(seen: RetentionPreview) -> Tone:
    return Tone.OK if seen.erasable.is_empty else Tone.WARN


def _span(seen: RetentionPreview) -> str:
    before = day_text(seen.before)
    if seen.oldest is None or seen.newest is None:
        return f"Không có hồ sơ nào kết thúc trước ngày {before} còn dữ liệu cá nhân."
    return (
        f"Hồ sơ kết thúc trước ngày {before} (từ {day_text(seen.oldest)} đến "
        f"{day_text(seen.newest)}):"
    )


def _last(seen: RetentionPreview, runs: Sequence[RetentionRun]) -> str:
    if not runs:
        return "Chưa xóa lần nào."
    last = runs[0]
    return (
        f"Lần gần nhất: {moment_text(last.at)}, {number_text(last.erased.dossiers)} hồ sơ, "
        f"{last.officer_name} ({last.login}) cùng {last.second_login}. Tất cả đã xóa: "
        f"{number_text(seen.erased)} hồ sơ."
    )
