"""The exchange page: drop a bundle, look, take it in, save the answer; export what waits."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget
from typing_extensions import override

from app.errors import UserError
from app.outputs import OutputKind, Outputs
from app.services.container import Services
from app.services.exchange.key_card import read_card_file
from app.services.exchange.records import BundlePreview, MadeBundle, TakenInBundle
from app.services.ledger.rights import Right
from app.services.scan_shapes import LEAST_QR_DIGITS
from app.ui.desk.cards import GAP, page_layout
from app.ui.desk.scan_banner import ScanBanner
from app.ui.exchange.bundle_card import BundleCard
from app.ui.exchange.keys_card import KeyActs, PeersCard
from app.ui.runtime.tasks import Change
from app.ui.shell.file_dialogs import BUNDLES
from app.ui.shell.page_context import PageContext
from app.ui.widgets.labels import label
from app.wording import prompts, sentences

_CHANGES = (Change.DOSSIERS, Change.HANDOFFS, Change.CATALOGUE)


class ExchangePage(QWidget):
    """Everything is read, checked and written on the worker."""

    def __init__(
        self, context: PageContext, services: Services, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._services = services
        self._path: Path | None = None
        self._is_working = False
        key = context.actions.key_text
        self.banner = ScanBanner(
            "Kéo gói .motcua vào đây để nhập",
            "Gói được kiểm tra chữ ký trước; chưa có gì thay đổi cho tới khi bạn nhập.",
        )
        self.peers = PeersCard()
        self.bundle = BundleCard(key("exchange.take"), key("exchange.open"))
        self._may_exchange = context.may(Right.EXCHANGE)
        self._may_trust = context.may(Right.EDIT_OFFICE)
        self.peers.allow(exchange=self._may_exchange, trust=self._may_trust)
        self.bundle.setEnabled(self._may_exchange)
        self.setAcceptDrops(True)
        self._keys = KeyActs(context, services, self.banner, self)
        self._arrange()
        self._connect()

    def activated(self) -> None:
        self.reload()
        self.peers.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self, changes: frozenset[Change]) -> None:
        if changes & {Change.DOSSIERS, Change.HANDOFFS, Change.OFFICE}:
            self.reload()

    def handle_scan(self, text: str) -> bool:
        """Take a scanned key card; everything else is the box's."""
        if len(text) < LEAST_QR_DIGITS or not self._may_trust:
            return False
        self._context.read(self._services.peers.propose, text).then(
            lambda _proposed: self._keys.add_key(text), self._on_failed
        )
        return True

    def reload(self) -> None:
        self._context.read(self._services.peers.of).then(self.peers.set_peers)

    def choose_file(self) -> None:
        path = self._context.files.open(self, "Chọn gói bàn giao", BUNDLES)
        if path is not None:
            self.open_file(path)

    def open_file(self, path: Path) -> None:
        """Check a bundle and show what is in it."""
        if self._is_working or not self._may_exchange:
            return
        self._is_working = True
        self._path = path
        self.bundle.clear()
        self.banner.set_hint("Đang kiểm tra gói…", path.name)
        self._context.work(self._services.bundles.preview, path).then(
            self._show_preview, self._on_failed
        )

    def take_in(self) -> None:
        """Take the shown bundle in, with what was decided of it."""
        path, answers = self._path, self.bundle.answers
        if path is None or self._is_working or not self.bundle.take.isEnabled():
            return
        self._is_working = True
        self.bundle.take.setEnabled(False)
        self._context.write(self._services.bundles.take_in, path, answers).then(
            self._on_taken, changed=_CHANGES, failed=self._on_failed
        )

    def export(self) -> None:
        self._export(is_results=False)

    def export_results(self) -> None:
        self._export(is_results=True)

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        files = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
        if len(files) == 1:
            self._take_file(Path(files[0]))
        else:
            self.banner.notice("Mỗi lần kéo một gói", "Hãy kéo từng tệp .motcua vào đây.")

    def _take_file(self, path: Path) -> None:
        """Open a bundle, or read a key card where this person may trust keys."""
        if path.suffix.lower() == ".txt" and self._may_trust:
            read = self._context.tasks.read
            read(lambda: read_card_file(path).payload, self._keys.add_key, self._on_failed)
        else:
            self.open_file(path)

    def _arrange(self) -> None:
        rows = page_layout(self)
        rows.addWidget(label("Trao đổi với đơn vị có kho riêng", "title"))
        rows.addWidget(self.banner)
        columns = QHBoxLayout()
        columns.setSpacing(GAP)
        columns.addWidget(self.peers, 5)
        columns.addWidget(self.bundle, 8)
        rows.addLayout(columns, 1)

    def _connect(self) -> None:
        self.peers.export.clicked.connect(self.export)
        self.peers.results.clicked.connect(self.export_results)
        self.peers.card.clicked.connect(self._keys.save_card)
        self.peers.add.clicked.connect(self._keys.ask_key)
        self.peers.end.clicked.connect(self._on_end_clicked)
        self.bundle.taken.connect(self.take_in)
        self.bundle.opened.connect(self.choose_file)
        bind = self._context.actions.bind
        bind("exchange.open", self.choose_file, self)
        bind("exchange.take", self.take_in, self)
        bind("exchange.decline", self.bundle.decline_chosen, self)
        bind("exchange.export", self.export, self)
        bind("exchange.results", self.export_results, self)

    def _on_end_clicked(self) -> None:
        self._keys.end_key(self.peers.current())

    def _export(self, *, is_results: bool) -> None:
        line = self.peers.current()
        if line is None or self._is_working or not self._may_exchange:
            return
        self._is_working = True
        bundles = self._services.bundles
        make = bundles.export_results if is_results else bundles.export
        self._context.write(make, line.unit_id).then(self._on_made, failed=self._on_failed)

    def _show_preview(self, preview: BundlePreview) -> None:
        self._is_working = False
        self.bundle.show_preview(preview)
        if preview.was_taken:
            self.banner.notice(
                "Gói này đã nhập rồi", "Nhập lại không thay đổi gì; bạn nhận đúng gói trả lời cũ."
            )
        elif preview.problem_count:
            self.banner.notice(
                f"Chữ ký đúng · {preview.problem_count} hồ sơ vướng",
                "Xem từng dòng màu đỏ; các hồ sơ còn lại vẫn nhập được.",
            )
        else:
            self.banner.good(
                f"Chữ ký đúng · {preview.new_count} hồ sơ từ {preview.from_name}",
                "Đối chiếu với giấy tờ, rồi nhập gói.",
            )

    def _on_taken(self, taken: TakenInBundle) -> None:
        self._is_working = False
        self._path = None
        self.bundle.clear()
        accepted = sum(line.is_accepted for line in taken.lines)
        title = f"Đã nhập gói của {taken.from_name}: {accepted}/{len(taken.lines)} hồ sơ"
        problems = taken.problems
        if taken.was_known:
            self.banner.notice("Gói này đã nhập trước đây", "Không có gì thay đổi.")
        elif problems:
            self.banner.notice(title, problems[0].problem)
        else:
            self.banner.good(title, "Hãy gửi lại gói trả lời." if taken.reply else "")
        if taken.reply is not None:
            self._save(taken.reply)

    def _on_made(self, made: MadeBundle) -> None:
        self._is_working = False
        more = (
            f"Còn {made.left_count} hồ sơ chưa vừa gói; xuất tiếp khi có trả lời."
            if made.left_count
            else "Chưa có gì mới nên vẫn là gói cũ."
            if made.was_known
            else ""
        )
        self.banner.good(f"Gói {len(made.codes)} hồ sơ gửi {made.to_name}", more)
        self._save(made)
        self.reload()

    def _save(self, made: MadeBundle) -> None:
        """Let the person say where a bundle goes; it stays in the data folder anyway."""
        out = self._context.files.save(self, prompts.SAVE_TO, made.file_name, "Tệp (*.motcua)")
        if out is not None:
            self._context.tasks.read(
                partial(_save_bundle, self._context.outputs, made, out),
                lambda _none: self.banner.good("Đã lưu gói", str(out)),
                self._on_failed,
            )

    def _on_failed(self, error: UserError) -> None:
        self._is_working = False
        self.bundle.take.setEnabled(self.bundle.take.isVisible())
        self.banner.bad(sentences.FAILED, error.message)


def _save_bundle(outputs: Outputs, made: MadeBundle, out: Path) -> None:
    made.file.save(outputs.place(out, OutputKind.BUNDLE, is_personal=True))
