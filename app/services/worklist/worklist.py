"""The work list: what waits for a person, worst first, and what is urgent of it.

Dossiers first of all; petitions and the entries of registers that come due stand among them, for
whoever keeps those books.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import select

from app.clock import end_of_day, local_date
from app.models.office import Unit
from app.services.ledger.records import Actor
from app.services.ledger.rights import CONSOLE_ID, CONSOLE_RIGHTS, Right, allows
from app.services.ledger.transactions import Reading, Transactions
from app.services.office.calendar import CalendarCache
from app.services.worklist.due_items import (
    entry_counts,
    entry_items,
    petition_counts,
    petition_items,
)
from app.services.worklist.facts import (
    DossierNames,
    Facts,
    all_facts,
    names_of,
    result_count,
    urgent_facts,
)
from app.services.worklist.kinds import (
    WorklistRules,
    WorkScope,
    kinds_of,
    next_action,
    own_kinds,
    scope_of,
    waits_since,
    worst_first,
)
from app.services.worklist.phrases import text_of
from app.services.worklist.records import URGENT_KINDS, WorkItem, WorkView
from app.vocabulary.dossiers import WorkKind

_PLACES = {kind: place for place, kind in enumerate(WorkKind)}


class WorkList:
    """Answers what is waiting for a person and whether anything is late; changes nothing."""

    def __init__(self, transactions: Transactions, calendars: CalendarCache) -> None:
        self._tx = transactions
        self._calendars = calendars

    def of(self, actor: Actor, limit: int) -> WorkView:
        """Return the `limit` worst of what waits for `actor`, each dossier once, and all counts.

        An officer sees the desk's work, a supervisor the agencies' as well, an agency officer what
        their unit holds or is handed, an administrator nothing. Petitions and entries of registers
        are seen by who may keep them.
        """
        with self._tx.read(actor, Right.LOOK_UP) as reading:
            scope = scope_of(reading)
            if scope is WorkScope.NOBODY:
                return WorkView()
            rules = self._rules(reading)
            horizon = rules.calendar.next_working(local_date(reading.now))
            most = max(limit, 0)
            found = _sorted(all_facts(reading, end_of_day(horizon), most), reading, rules)
            counts = _counted(found)
            if scope is not WorkScope.OWN_UNIT:
                counts |= {WorkKind.WAITING_COLLECTION: result_count(reading)}
            books, of_books = _in_books(reading, rules, most)
            waiting: list[_Waiting | WorkItem] = [*found, *books]
            shown = sorted(waiting, key=lambda one: _PLACES[one.kind])[:most]
            dossiers = [one.facts.dossier_id for one in shown if isinstance(one, _Waiting)]
            names = names_of(reading, dossiers)
            return WorkView(
                items=tuple(
                    one
                    if isinstance(one, WorkItem)
                    else _item(one, names[one.facts.dossier_id], reading, rules)
                    for one in shown
                ),
                counts=_in_order({**counts, **of_books}),
            )

    def urgent_counts(self, actor: Actor) -> Mapping[WorkKind, int]:
        """Return how many of `of` must not wait until tomorrow, by kind, reading nothing else.

        They are late, at a step that is late, or due today; kinds of none are left out.
        """
        with self._tx.read(actor, Right.LOOK_UP) as reading:
            if scope_of(reading) is WorkScope.NOBODY:
                return {}
            rules = self._rules(reading)
            today_ends = end_of_day(local_date(reading.now))
            found = _judged(urgent_facts(reading, today_ends), reading, rules)
            counts = _counted(one for one in found if one.kind in URGENT_KINDS)
            if _may(reading, Right.KEEP_PETITIONS):
                counts |= petition_counts(reading, rules.calendar, only_urgent=True)
            return _in_order(counts)

    def _rules(self, reading: Reading) -> WorklistRules:
        office_id = reading.actor.office_id
        days = reading.session.execute(
            select(Unit.supplement_days).where(Unit.id == office_id)
        ).scalar_one()
        return WorklistRules(reading.now, self._calendars.load(reading.session, office_id), days)


@dataclass(frozen=True, slots=True)
class _Waiting:
    facts: Facts
    kinds: tuple[WorkKind, ...]

    @property
    def kind(self) -> WorkKind:
        return self.kinds[0]


def _in_books(
    reading: Reading, rules: WorklistRules, most: int
) -> tuple[list[WorkItem], Mapping[WorkKind, int]]:
    """Return what comes due in the books this person keeps, and how much of each kind."""
    items: list[WorkItem] = []
    counts: dict[WorkKind, int] = {}
    if _may(reading, Right.KEEP_PETITIONS):
        counts |= petition_counts(reading, rules.calendar)
        items += petition_items(reading, rules.calendar, most)
    if _may(reading, Right.KEEP_REGISTERS):
        counts |= entry_counts(reading)
        items += entry_items(reading, most)
    return items, counts


def _may(reading: Reading, right: Right) -> bool:
    if reading.actor.officer_id == CONSOLE_ID:
        return right in CONSOLE_RIGHTS
    return allows(right, reading.roles)


def _judged(facts: Iterable[Facts], reading: Reading, rules: WorklistRules) -> list[_Waiting]:
    scope, unit_id = scope_of(reading), reading.actor.unit_id
    judged = (_Waiting(one, own_kinds(kinds_of(one, rules), one, scope, unit_id)) for one in facts)
    return [one for one in judged if one.kinds]


def _sorted(facts: Iterable[Facts], reading: Reading, rules: WorklistRules) -> list[_Waiting]:
    found = _judged(facts, reading, rules)
    return sorted(found, key=lambda one: (_PLACES[one.kind], *worst_first(one.kind, one.facts)))


def _counted(found: Iterable[_Waiting]) -> dict[WorkKind, int]:
    return dict(Counter(one.kind for one in found))


def _in_order(counts: Mapping[WorkKind, int]) -> Mapping[WorkKind, int]:
    return {kind: counts[kind] for kind in WorkKind if counts.get(kind)}


def _item(one: _Waiting, names: DossierNames, reading: Reading, rules: WorklistRules) -> WorkItem:
    facts = one.facts
    return WorkItem(
        kind=one.kind,
        code=names.code,
        owner_name=names.owner,
        procedure_name=names.procedure,
        unit_name=names.holder,
        since=waits_since(one.kind, facts),
        due_at=facts.due_at,
        text=text_of(one.kinds, facts, names, rules),
        action=next_action(one.kinds, facts, reading, names.time_unit),
    )
