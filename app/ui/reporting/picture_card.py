"""A picture in a card, and the table behind it one press away."""

from collections.abc import Callable, Hashable, Sequence
from typing import Any, Generic, TypeVar

from PySide6.QtWidgets import QSizePolicy, QStackedLayout, QWidget

from app.ui.desk.cards import HeadedCard
from app.ui.look.tokens import Tone
from app.ui.widgets.charts import Chart
from app.ui.widgets.labels import ElidedLabel, button, set_tone
from app.ui.widgets.row_table import Column
from app.ui.widgets.table_view import RowTable

Row = TypeVar("Row")
Picture = TypeVar("Picture", bound=QWidget)


class PictureCard(HeadedCard, Generic[Row, Picture]):
    """Shows a picture or the rows it was drawn from; the button says which comes next."""

    def __init__(
        self,
        title: str,
        picture: Picture,
        columns: Sequence[Column[Row]],
        key: Callable[[Row], Hashable],
        empty_text: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(title, parent)
        self.picture = picture
        picture.setAccessibleName(title)
        self.table: RowTable[Row] = RowTable(columns, key, empty_text=empty_text)
        self.table.setAccessibleName(f"Bảng: {title}")
        # The table scrolls within the room of the picture.
        self.table.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self.answer = ElidedLabel()
        self.turn = button("", "ghost")
        self.turn.setProperty("is_tight", "true")
        self.head.addWidget(self.turn)
        self.body.addWidget(self.answer)
        self._faces = QStackedLayout()
        # A stacked layout shows what it is given: without a parent that would be a window.
        self.body.addLayout(self._faces, 1)
        self._faces.addWidget(picture)
        self._faces.addWidget(self.table)
        self.turn.clicked.connect(lambda: self.show_table(is_shown=not self.is_table))
        self.show_table(is_shown=False)

    @property
    def is_table(self) -> bool:
        """Whether the rows are shown in place of the picture."""
        return self._faces.currentIndex() == 1

    def show_table(self, *, is_shown: bool) -> None:
        """Show the rows, or the picture again."""
        self._faces.setCurrentIndex(int(is_shown))
        self.turn.setText("Xem hình" if is_shown else "Xem bảng")

    def show_unknown(self, why: str) -> None:
        """Show no figures and say why."""
        if isinstance(self.picture, Chart):
            self.picture.set_unknown(why)
        self.table.set_unknown(why)
        self.answer.set_text("")

    def fill(self, rows: Sequence[Row], answer: tuple[str, Tone]) -> None:
        """Fill the table; `answer` says under the title, in one line, what the picture shows."""
        self.table.set_rows(rows)
        text, tone = answer
        self.answer.set_text(text)
        set_tone(self.answer, tone)


AnyCard = PictureCard[Any, Any]
