"""What happened to a petition, the newest act at the top."""

from collections.abc import Iterator

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.services.petitions.records import EventLine, PetitionView
from app.ui.desk.cards import HeadedCard, clear_layout
from app.ui.look.tokens import Tone
from app.ui.widgets.labels import chip, label
from app.vocabulary.dossiers import Timeliness
from app.wording.labels import label as word_of
from app.wording.texts import moment_text


class TimelineCard(HeadedCard):
    """Each act: what, when, who, and what was said."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Diễn biến", parent)
        self._rows = QVBoxLayout()
        self._said: list[str] = []
        self._rows.setSpacing(8)
        self.body.addLayout(self._rows)

    def show_events(self, view: PetitionView) -> None:
        clear_layout(self._rows)
        self._said.clear()
        for event in reversed(view.events):
            row = _node(event)
            self._said.append(row.accessibleName())
            self._rows.addWidget(row)
        self.set_count(f"{len(view.events)} việc")

    def texts(self) -> tuple[str, ...]:
        """Return the acts as read out, newest first."""
        return tuple(self._said)


def _node(event: EventLine) -> QWidget:
    made = QWidget()
    rows = QVBoxLayout(made)
    rows.setContentsMargins(0, 0, 0, 0)
    rows.setSpacing(0)
    head = QHBoxLayout()
    head.setSpacing(8)
    head.addWidget(label(word_of(event.act), "heading"))
    if event.standing is Timeliness.LATE:
        head.addWidget(chip("quá hạn", Tone.LATE))
    head.addStretch(1)
    head.addWidget(label(moment_text(event.at), "quiet"))
    rows.addLayout(head)
    details = tuple(_details(event))
    for detail in details:
        rows.addWidget(label(detail, wrap=True))
    rows.addWidget(label(event.officer_name, "caption"))
    said = (word_of(event.act), moment_text(event.at), *details, event.officer_name)
    made.setAccessibleName(", ".join(said))
    return made


def _details(event: EventLine) -> Iterator[str]:
    for one in (event.petition_class, event.outcome, event.finding, event.published_by):
        if one is not None:
            yield word_of(one)
    if event.has_ground is not None:
        yield "Đủ cơ sở xem xét" if event.has_ground else "Chưa đủ cơ sở xem xét"
    if event.criteria:
        yield f"Chưa đạt: {', '.join(word_of(one).lower() for one in event.criteria)}"
    if event.to_name:
        yield f"Tới: {event.to_name}"
    if event.note:
        yield event.note
