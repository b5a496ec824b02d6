"""A tab of two cards: what is told and done above, a table with the rest below."""

from PySide6.QtWidgets import QFrame, QTableView, QVBoxLayout, QWidget

from app.ui.widgets.labels import card


def put_over_table(tab: QWidget, above: QFrame, table: QTableView) -> None:
    """Fill `tab` with a card and, below it, a card of `table` that takes what is left."""
    listed = card()
    inside = QVBoxLayout(listed)
    inside.setContentsMargins(16, 8, 16, 12)
    inside.addWidget(table)
    whole = QVBoxLayout(tab)
    whole.setContentsMargins(0, 16, 0, 0)
    whole.setSpacing(12)
    whole.addWidget(above)
    whole.addWidget(listed, 1)
