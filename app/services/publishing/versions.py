"""The versions of decisions: written with each change, read as the register was at any time."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Final

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.orm import Session

from app.models.base import FOREVER
from app.models.publishing import Publication, PublicationVersion
from app.services.figures.entered_late import Stretches
from app.services.figures.versions import Versions
from app.services.ledger.transactions import Work

_SAID: Final = (
    *("unit_id", "entered_at", "revision", "number", "decided_on", "issuer", "agency_name"),
    *("effective_from", "stated_total", "stated_province", "stated_district", "stated_commune"),
    "replaced_by_id",
)
_VERSIONS: Final = Versions(PublicationVersion, "publication_id")


def write_versions(work: Work, rows: Iterable[Publication]) -> None:
    """Keep what the register says of decisions from now on; one that is ended says nothing more."""
    work.session.flush()
    for row in rows:
        work.session.execute(
            update(PublicationVersion)
            .where(PublicationVersion.publication_id == row.id, PublicationVersion.to_at == FOREVER)
            .values(to_at=work.now)
        )
        if row.ended_at is None:
            said = {name: getattr(row, name) for name in _SAID}
            work.session.add(
                PublicationVersion(publication_id=row.id, from_at=work.now, to_at=FOREVER, **said)
            )
    work.session.flush()


def known_at(session: Session, office_id: int, at: datetime) -> Sequence[Publication]:
    """Return the office's decisions as they were at `at`, in order of signing; not for writing."""
    return _then(session, office_id, *_VERSIONS.known(at))


def signed_within(
    session: Session, office_id: int, days: tuple[date, date], stretches: Stretches
) -> Sequence[Publication]:
    """Return the decisions whose day of signing counts in [first, last], as they count there."""
    return _then(session, office_id, _VERSIONS.happened("decided_on", *days, stretches))


def _then(
    session: Session, office_id: int, *conditions: ColumnElement[bool]
) -> Sequence[Publication]:
    rows = session.scalars(
        select(PublicationVersion)
        .where(PublicationVersion.unit_id == office_id, *conditions)
        .order_by(PublicationVersion.decided_on, PublicationVersion.publication_id)
    )
    return [
        Publication(id=row.publication_id, **{name: getattr(row, name) for name in _SAID})
        for row in rows
    ]
