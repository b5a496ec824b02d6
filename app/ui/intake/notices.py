"""What must be known before registering: one sentence at a time, the gravest first, in a line."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum
from functools import partial

from PySide6.QtCore import QObject, QRect, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QWidget
from typing_extensions import override

from app.clock import local_date
from app.errors import InvalidInputError, UserError
from app.services.dossiers.records import KnownPerson, OpenTwin
from app.ui.intake.papers import named
from app.ui.look.icons import Icon, Ink, ink_of
from app.ui.look.tokens import Tone, px
from app.ui.widgets.forms import ProblemBoard
from app.ui.widgets.labels import IconLabel, button, label, set_tone, tooltip
from app.wording import buttons
from app.wording.texts import day_text

NOTICE_HEIGHT = 58

NoticeAct = tuple[str, Callable[[], None]]

_QUIET = (Tone.QUIET, Icon.INFO)


class NoticeLine(QWidget):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(px(NOTICE_HEIGHT))
        self._text = ""
        self._act: Callable[[], None] | None = None
        self._sign = IconLabel(Icon.INFO, Ink.QUIET)
        self._words = label("", "quiet", wrap=True)
        self._words.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self._words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        self.button: QPushButton = button("")
        self.button.clicked.connect(self._on_clicked)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(8)
        self._row.addWidget(self._sign)
        self._row.addWidget(self._words, 1)
        self._row.addWidget(self.button)
        self.clear()

    @property
    def text(self) -> str:
        """The whole sentence, however much of it has room."""
        return self._text

    def clear(self) -> None:
        self.say("", _QUIET)

    def say(
        self,
        text: str,
        look: tuple[Tone, Icon],
        act: NoticeAct | None = None,
        detail: str = "",
    ) -> None:
        """Show one sentence; `act` is the button beside it, `detail` more for who points at it."""
        tone, which = look
        self._text = text
        whole = "\n".join(part for part in (text, detail) if part)
        self._words.setToolTip(tooltip(whole))
        self._words.setAccessibleName(whole)
        set_tone(self._words, tone)
        self._sign.set_icon(which, ink_of(tone))
        self._sign.setVisible(bool(text))
        self._act = act[1] if act else None
        self.button.setText(act[0] if act else "")
        self.button.setVisible(act is not None)
        self._row.activate()
        self._fit()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._row.activate()
        self._fit()

    def _fit(self) -> None:
        """Show as many whole words as there is room for."""
        words = self._text.split(" ")
        shown = self._text
        while len(words) > 1 and not self._has_room(shown):
            words.pop()
            shown = " ".join(words) + "…"
        self._words.setText(shown)

    def _has_room(self, text: str) -> bool:
        box = QRect(0, 0, max(1, self._words.width()), 10_000)
        wanted = self._words.fontMetrics().boundingRect(box, Qt.TextFlag.TextWordWrap, text)
        return wanted.height() <= self.height()

    def _on_clicked(self) -> None:
        if self._act is not None:
            self._act()


class Topic(IntEnum):
    """What a notice is about; a lower one is shown before a higher one."""

    PROBLEM = 0
    MISSING = 1
    TWIN = 2
    PREVIEW = 3
    KNOWN = 4


_LOOKS = {
    Topic.PROBLEM: (Tone.LATE, Icon.REFUSED),
    Topic.MISSING: (Tone.WARN, Icon.WARNING),
    Topic.TWIN: (Tone.WARN, Icon.WARNING),
    Topic.PREVIEW: (Tone.WARN, Icon.WARNING),
    Topic.KNOWN: (Tone.QUIET, Icon.PERSON),
}


@dataclass(frozen=True, slots=True)
class _Notice:
    text: str
    detail: str
    act: NoticeAct | None


class Notices(QObject):
    """Keeps one sentence a topic and shows the gravest; `consent_given` is its own button."""

    consent_given = Signal()

    def __init__(
        self,
        line: NoticeLine,
        board: ProblemBoard,
        open_dossier: Callable[[str], None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._line = line
        self._board = board
        self._open_dossier = open_dossier
        self._kept: dict[Topic, _Notice] = {}

    def drop(self, *topics: Topic) -> None:
        """Forget what was said of `topics`."""
        for topic in topics:
            self._kept.pop(topic, None)
        self._show()

    def clear(self) -> None:
        """Forget everything, at the fields too."""
        self._board.clear_problems()
        self._kept.clear()
        self._show()

    def clear_problems(self) -> None:
        """Forget what was wrong with the last attempt."""
        self._board.clear_problems()
        self.drop(Topic.PROBLEM, Topic.MISSING)

    def tell_refused(self, error: UserError) -> None:
        """Tell why something was not done, at its field where it has one."""
        if isinstance(error, InvalidInputError):
            self._board.take(error)
        self._tell(Topic.PROBLEM, error.message)

    def tell_misread(self, error: InvalidInputError) -> None:
        """Tell that a card could not be taken; nothing typed has been touched."""
        self._board.show_problem("owner_id", error.message)
        self._tell(Topic.PROBLEM, error.message)

    def tell_missing(self, names: tuple[str, ...], key: str) -> None:
        """Tell which required papers are missing; `key` pressed again is consent."""
        self._tell(
            Topic.MISSING,
            f"Thiếu {len(names)} giấy tờ bắt buộc. Nhấn {key} lần nữa để vẫn nhận, hoặc lập phiếu "
            "ở dưới.",
            ("Vẫn tiếp nhận", self.consent_given.emit),
            detail=named(names),
        )

    def tell_twin(self, twin: OpenTwin | None) -> None:
        """Tell of an open dossier of the same owner and procedure."""
        if twin is None:
            self.drop(Topic.TWIN)
            return
        received = day_text(local_date(twin.received_at))
        self._tell(
            Topic.TWIN,
            f"Đang có hồ sơ cùng thủ tục của người này, nhận {received}: {twin.code}.",
            (buttons.OPEN_DOSSIER, partial(self._open_dossier, twin.code)),
        )

    def tell_known(self, person: KnownPerson | None) -> None:
        """Tell that the owner has been here before."""
        if person is None:
            self.drop(Topic.KNOWN)
            return
        received = day_text(local_date(person.last_received_at))
        self._tell(Topic.KNOWN, f"Đã từng nộp {person.last_code}, ngày {received}.")

    def tell_no_preview(self, sentence: str) -> None:
        """Tell why the paper cannot be shown."""
        self._tell(Topic.PREVIEW, sentence)

    def _tell(
        self, topic: Topic, text: str, act: NoticeAct | None = None, *, detail: str = ""
    ) -> None:
        self._kept[topic] = _Notice(text, detail, act)
        self._show()

    def _show(self) -> None:
        if not self._kept:
            self._line.clear()
            return
        topic = min(self._kept)
        notice = self._kept[topic]
        self._line.say(notice.text, _LOOKS[topic], notice.act, notice.detail)
