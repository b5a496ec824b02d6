"""An office older than the ready-made reasons gets the shipped ones when its store is upgraded."""

from pathlib import Path

from sqlalchemy import select, text

from app.models.database import Database, sqlite_engine
from app.models.migrating import upgrade
from app.models.office import ReasonText
from app.models.starter_reasons import starter_reasons
from app.vocabulary.office import ReasonKind

_OFFICE = text(
    "INSERT INTO units (id, kind, level, code, name, parent_name, head_name, address, place,"
    " hotline, lookup_url, due_time, is_demo)"
    " VALUES (7, 'one_stop', 'commune', 'H53', 'Nơi cũ', '', '', '', '', '', '', 'same_time', 0),"
    " (8, 'agency', 'commune', 'PKT', 'Phòng', '', '', '', '', '', '', 'same_time', 0)"
)


_BEFORE = "Hồ sơ còn thiếu giấy tờ theo thành phần hồ sơ đã công bố."
_OWN = "Hồ sơ còn thiếu giấy tờ, xem danh sách."


def test_the_shipped_reason_of_a_supplement_names_the_papers_after_the_upgrade(
    tmp_path: Path,
) -> None:
    database = Database(sqlite_engine(tmp_path / "old.db"))
    upgrade(database.engine, "0017")
    with database.write_copy() as session:
        session.execute(_OFFICE)
        session.add_all(
            ReasonText(unit_id=7, kind=kind, ordinal=at, text=words)
            for at, (kind, words) in enumerate(
                [
                    (ReasonKind.SUPPLEMENT, _BEFORE),
                    (ReasonKind.SUPPLEMENT, _OWN),
                    (ReasonKind.STOP, _BEFORE),
                ]
            )
        )
    upgrade(database.engine)
    with database.read() as session:
        stored = session.scalars(select(ReasonText.text).order_by(ReasonText.ordinal)).all()
    database.close()
    assert stored == ["Hồ sơ còn thiếu: {giấy tờ}.", _OWN, _BEFORE]


def test_an_older_office_gets_the_shipped_sentences_in_order(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    database = Database(sqlite_engine(path))
    upgrade(database.engine, "0001")
    with database.write_copy() as session:
        session.execute(_OFFICE)
    upgrade(database.engine)
    with database.read() as session:
        rows = session.scalars(select(ReasonText).order_by(ReasonText.id)).all()
        stored = [(row.unit_id, row.kind, row.ordinal, row.text, row.ground) for row in rows]
        assert all(row.is_active for row in rows)
    database.close()
    assert stored == [
        (7, each.kind, each.ordinal, each.text, each.ground) for each in starter_reasons()
    ]
