"""The decisions of an office as the store keeps them."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Final

from sqlalchemy import ColumnElement, or_, select, update
from sqlalchemy.orm import Session

from app.clock import local_date
from app.models.base import FOREVER
from app.models.catalogue import Procedure
from app.models.publishing import Publication, PublicationVersion, PublishedItem
from app.services.figures.entered_late import Stretches, VersionTable
from app.services.ledger.transactions import Work
from app.services.publishing.records import (
    LEVELS,
    DecisionLine,
    ItemDraft,
    LevelCounts,
    counted,
    sum_sentence,
)
from app.services.publishing.replay import ReplayedDecision
from app.vocabulary.catalogue import PublishedEffect
from app.wording.labels import label
from app.wording.texts import day_text, number_text

# The versions of decisions: written with each change, read as the register was at any time.

_SAID: Final = (
    *("unit_id", "entered_at", "revision", "number", "decided_on", "issuer", "agency_name"),
    *("effective_from", "stated_total", "stated_province", "stated_district", "stated_commune"),
    "replaced_by_id",
)
_VERSIONS: Final = VersionTable(PublicationVersion, "publication_id")


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


def mismatches(number: str, stated: LevelCounts, counted: LevelCounts) -> tuple[str, ...]:
    """Return what does not agree, a sentence each; `counted` is unknown without items."""
    who = f"Quyết định {number}"
    found = [sum_sentence(stated, who)]
    if counted.is_known:
        found += [
            _apart(who, level_words, stated.of(level), counted.of(level))
            for level, level_words in (
                (None, "thủ tục"),
                *((level, f"thủ tục {label(level).lower()}") for level in LEVELS),
            )
        ]
    return tuple(sentence for sentence in found if sentence)


def _apart(who: str, what: str, said: int | None, entered: int | None) -> str:
    if said is None or entered is None or said == entered:
        return ""
    way = "thiếu" if entered < said else "thừa"
    return (
        f"{who} ghi {number_text(said)} {what}, trong sổ đã nhập {number_text(entered)} "
        f"({way} {number_text(abs(said - entered))})."
    )


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


def title_of(decision: Publication | ReplayedDecision) -> str:
    """Return how a decision is named: number and day."""
    return f"{decision.number} ngày {day_text(decision.decided_on)}"


def publications(session: Session, *conditions: ColumnElement[bool]) -> Sequence[Publication]:
    """Return the decisions that `conditions` let through, in order of signing."""
    query = select(Publication).where(*conditions)
    return session.scalars(query.order_by(Publication.decided_on, Publication.id)).all()


def living(
    session: Session, office_id: int, at: datetime | None = None
) -> tuple[ReplayedDecision, ...]:
    """Return every decision of an office that was not ended, as known at `at` (None: now)."""
    found = _living(session, office_id, at)
    items = items_of(session, [each.id for each in found], at)
    alive = {each.id for each in found}
    return tuple(
        ReplayedDecision(
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


def _living(session: Session, office_id: int, at: datetime | None) -> Sequence[Publication]:
    if at is not None:
        return known_at(session, office_id, at)
    return publications(session, Publication.unit_id == office_id, Publication.ended_at.is_(None))


def items_of(session: Session, publication_ids: Iterable[int], at: datetime | None = None) -> Items:
    """Return the items of each decision as they stand, or stood at `at`, in order."""
    ids = list(publication_ids)
    held: list[ColumnElement[bool]] = [PublishedItem.ended_at.is_(None)]
    if at is not None:
        held = [
            PublishedItem.entered_at <= at,
            or_(PublishedItem.ended_at.is_(None), PublishedItem.ended_at > at),
        ]
    rows = session.connection().execute(
        select(*_ITEM)
        .where(PublishedItem.publication_id.in_(ids), *held)
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
        total=row.stated_total,
        province=row.stated_province,
        district=row.stated_district,
        commune=row.stated_commune,
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
    living_heirs = publications(session, Publication.id.in_(heirs), Publication.ended_at.is_(None))
    return _lines(rows, items, {heir.id: title_of(heir) for heir in living_heirs})


def signed_lines(
    session: Session, office_id: int, days: tuple[date, date], stretches: Stretches
) -> tuple[DecisionLine, ...]:
    """Return the decisions whose signing counts in [first, last], each as it counts there."""
    first_day, last_day = days
    found: list[DecisionLine] = []
    for one in stretches.over(first_day, last_day):
        part = (max(first_day, one.first_day), min(last_day, one.last_day))
        rows = signed_within(session, office_id, part, stretches)
        items = items_of(session, [row.id for row in rows], one.known_at)
        heirs = _living(session, office_id, one.known_at) if rows else ()
        found += _lines(rows, items, {heir.id: title_of(heir) for heir in heirs})
    return tuple(sorted(found, key=lambda line: (line.decided_on, line.decision_id)))


def _lines(
    rows: Iterable[Publication], items: Items, titles: Mapping[int, str]
) -> tuple[DecisionLine, ...]:
    return tuple(
        line_of(row, items.get(row.id, ()), titles.get(row.replaced_by_id or 0, "")) for row in rows
    )


def catalogue_ids(session: Session, codes: Iterable[str]) -> dict[str, int]:
    """Return the catalogue's procedures among `codes`."""
    wanted = set(codes)
    rows = session.execute(select(Procedure.code, Procedure.id))
    return {code: procedure_id for code, procedure_id in rows if code in wanted}
