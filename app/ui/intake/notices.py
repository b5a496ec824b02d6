"""What must be known before registering, one sentence at a time, the gravest first."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum
from functools import partial

from PySide6.QtCore import QObject, Signal

from app.clock import local_date
from app.errors import InvalidInputError, UserError
from app.services.dossiers.records import KnownPerson, OpenTwin
from app.ui.intake.notice_line import NoticeAct, NoticeLine
from app.ui.intake.papers import named
from app.ui.look.icons import Icon
from app.ui.look.tokens import Tone
from app.ui.widgets.forms import ProblemBoard
from app.wording.texts import day_text


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
            ("Mở hồ sơ", partial(self._open_dossier, twin.code)),
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
