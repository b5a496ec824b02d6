"""The decisions of an office as the store keeps them."""

from collections.abc import Iterable, Sequence

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from app.clock import local_date
from app.models.catalogue import Procedure
from app.models.publishing import Publication, PublishedItem
from app.services.publishing.level_counts import LevelCounts, counted
from app.services.publishing.mismatches import mismatches
from app.services.publishing.records import DecisionLine, ItemDraft
from app.services.publishing.replay import Decision
from app.vocabulary import PublishedEffect
from app.wording import day_text

_ITEM = (
    PublishedItem.publication_id,
    PublishedItem.code,
    PublishedItem.name,
    PublishedItem.level,
    PublishedItem.field,
    PublishedItem.agency_name,
    PublishedItem.effect,
    PublishedItem.at_centre,
    PublishedItem.liaison,
    PublishedItem.process_number,
    PublishedItem.process_date,
)

Items = dict[int, tuple[ItemDraft, ...]]


def title_of(decision: Publication | Decision) -> str:
    """Return how a decision is named: number and day."""
    return f"{decision.number} ngày {day_text(decision.decided_on)}"


def publications(session: Session, *conditions: ColumnElement[bool]) -> Sequence[Publication]:
    """Return the decisions that `conditions` let through, in order of signing."""
    query = select(Publication).where(*conditions)
    return session.scalars(query.order_by(Publication.decided_on, Publication.id)).all()


def living(session: Session, office_id: int) -> tuple[Decision, ...]:
    """Return every decision of an office that is not ended."""
    found = publications(session, Publication.unit_id == office_id, Publication.ended_at.is_(None))
    items = items_of(session, [each.id for each in found])
    alive = {each.id for each in found}
    return tuple(
        Decision(
            decision_id=each.id,
            number=each.number,
            decided_on=each.decided_on,
            effective_from=each.effective_from,
            agency_name=each.agency_name,
            stated=stated_of(each),
            items=items.get(each.id, ()),
            replaced_by_id=each.replaced_by_id if each.replaced_by_id in alive else None,
        )
        for each in found
    )


def items_of(session: Session, publication_ids: Iterable[int]) -> Items:
    """Return the items of each decision as they stand, in order."""
    ids = list(publication_ids)
    rows = session.connection().execute(
        select(*_ITEM)
        .where(PublishedItem.publication_id.in_(ids), PublishedItem.ended_at.is_(None))
        .order_by(PublishedItem.publication_id, PublishedItem.ordinal)
    )
    found: dict[int, list[ItemDraft]] = {}
    for publication_id, code, name, level, field, agency, effect, centre, liaison, *process in rows:
        number, day = process
        item = ItemDraft(
            code=code,
            name=name,
            level=level,
            field=field,
            agency_name=agency,
            effect=effect,
            at_centre=centre,
            liaison=liaison,
            process_number=number,
            process_date=day,
        )
        found.setdefault(publication_id, []).append(item)
    return {key: tuple(items) for key, items in found.items()}


def stated_of(row: Publication) -> LevelCounts:
    """Return what a decision states."""
    return LevelCounts(
        row.stated_total, row.stated_province, row.stated_district, row.stated_commune
    )


def line_of(row: Publication, items: tuple[ItemDraft, ...], replaced_by: str) -> DecisionLine:
    """Return a decision as lists show it."""
    effects = [item.effect for item in items]
    published = [item.level for item in items if item.effect is not PublishedEffect.ABOLISHED]
    stated, entered = stated_of(row), counted(published) if items else LevelCounts()
    return DecisionLine(
        decision_id=row.id,
        revision=row.revision,
        number=row.number,
        decided_on=row.decided_on,
        issuer=row.issuer,
        agency_name=row.agency_name,
        effective_from=row.effective_from,
        stated=stated,
        counted=entered,
        new=effects.count(PublishedEffect.NEW),
        amended=effects.count(PublishedEffect.AMENDED),
        abolished=effects.count(PublishedEffect.ABOLISHED),
        replaced_by=replaced_by,
        entered_on=local_date(row.entered_at),
        ended_on=local_date(row.ended_at) if row.ended_at else None,
        mismatches=mismatches(row.number, stated, entered),
    )


def lines_of(
    session: Session, rows: Sequence[Publication], items: Items | None = None
) -> tuple[DecisionLine, ...]:
    """Return decisions as lists show them, in the order of `rows`; `items` where read already."""
    if items is None:
        items = items_of(session, [row.id for row in rows])
    heirs = {row.replaced_by_id for row in rows if row.replaced_by_id is not None}
    titles = {
        heir.id: title_of(heir)
        for heir in publications(session, Publication.id.in_(heirs), Publication.ended_at.is_(None))
    }
    return tuple(
        line_of(row, items.get(row.id, ()), titles.get(row.replaced_by_id or 0, "")) for row in rows
    )


def catalogue_ids(session: Session, codes: Iterable[str]) -> dict[str, int]:
    """Return the catalogue's procedures among `codes`."""
    wanted = set(codes)
    rows = session.execute(select(Procedure.code, Procedure.id))
    return {code: procedure_id for code, procedure_id in rows if code in wanted}
