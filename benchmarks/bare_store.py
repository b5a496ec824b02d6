"""The floor of a start: Qt, SQLAlchemy's ORM and SQLCipher open a file; prints what is loaded."""

from benchmarks import files_opened  # isort: skip - first: what the others open counts
import sys

import sqlcipher3.dbapi2
from PySide6.QtWidgets import QApplication
from sqlalchemy import create_engine, text
from sqlalchemy.orm import Session


def ask(path: str) -> None:
    """Open the file at `path` and read its first page."""
    engine = create_engine("sqlite://", creator=lambda: sqlcipher3.dbapi2.connect(path))
    with Session(engine) as session:
        session.execute(text("SELECT count(*) FROM sqlite_master"))


if __name__ == "__main__":
    QApplication(sys.argv)
    ask(sys.argv[1])
    print(len(sys.modules), files_opened.count())
