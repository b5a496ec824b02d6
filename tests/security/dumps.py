"""Everything a store holds, to compare before and after."""

from sqlalchemy import select

from app.models.base import Base
from app.models.database import Database


def dump(database: Database) -> dict[str, list[tuple[object, ...]]]:
    """Return every row of every table."""
    with database.read() as session:
        return {
            table.name: [tuple(row) for row in session.execute(select(table)).all()]
            for table in Base.metadata.sorted_tables
        }
