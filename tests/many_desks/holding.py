"""Whether custody held: what the store says against what each desk was told, one by one."""

import re
from collections import Counter
from collections.abc import Iterator

from sqlalchemy import func, select

from app.models.base import FOREVER
from app.models.custody import Handoff, HandoffItem
from app.models.database import Database
from app.models.dossiers import Dossier, DossierState
from app.models.log import LogEntry
from app.models.office import Unit
from app.models.people import Officer
from app.services.forms.issuing import signed_form_problems
from app.services.ledger.checking import StoreCheck
from app.vocabulary.dossiers import Action, HandoffItemState
from tests.many_desks.racing import Race, Told

_ACTS = frozenset({Action.HANDOFF, Action.ACCEPT, Action.DECLINE, Action.RECALL})
_ENDS = {
    HandoffItemState.ACCEPTED: Action.ACCEPT,
    HandoffItemState.REFUSED: Action.DECLINE,
    HandoffItemState.RECALLED: Action.RECALL,
}
_CODE = r"\S+-\d{6}-\d{4}"
_SAYS_WHAT_IS_TRUE = re.compile(
    rf"Hồ sơ {_CODE} đã được .+ nhận lúc"
    rf"|Hồ sơ {_CODE} đã được .+ thu hồi lúc"
    rf"|Hồ sơ {_CODE} đã bị .+ từ chối nhận lúc"
    rf"|Hồ sơ {_CODE} đã nằm trên phiếu \S+ do .+ lập lúc .+, đang đi tới "
    rf"|Hồ sơ {_CODE} đang do .+ giữ"
    rf"|Hồ sơ {_CODE} không nằm trên phiếu bàn giao nào đang đi\."
    rf"|Hồ sơ {_CODE} và {_CODE} do hai đơn vị khác nhau giữ"
    rf"|Việc này với hồ sơ {_CODE} thuộc đơn vị khác \(.+\)\."
)


def problems(database: Database, race: Race) -> list[str]:
    """Return what did not hold, in English; nothing when all did."""
    return [
        *StoreCheck(database, (signed_form_problems,)).problems(),
        *_one_truth(database),
        *_lost_or_made_up(database, race),
        *_slips(database, race),
        *_refusals(database, race),
    ]


def _one_truth(database: Database) -> Iterator[str]:
    present = select(DossierState.dossier_id).where(DossierState.to_at == FOREVER)
    opened = select(HandoffItem.dossier_id).where(HandoffItem.state == HandoffItemState.SENT)
    with database.read() as session:
        every = set(session.scalars(select(Dossier.id)))
        truths, items = Counter(session.scalars(present)), Counter(session.scalars(opened))
    for dossier_id in every:
        if truths[dossier_id] != 1 or items[dossier_id] > 1:
            yield f"dossier {dossier_id}: {truths[dossier_id]} states, {items[dossier_id]} items"


def _lost_or_made_up(database: Database, race: Race) -> Iterator[str]:
    """Compare the acts that desks were told are done with those that the log has, by person."""
    told = Counter((one.login, one.act, code) for one in race.done for code in one.codes)
    with database.read() as session:
        rows = session.execute(
            select(Officer.login, LogEntry.act, Dossier.code)
            .join(Officer, Officer.id == LogEntry.officer_id)
            .join(Dossier, Dossier.id == LogEntry.dossier_id)
            .where(LogEntry.act.in_([act.value for act in _ACTS]))
        ).all()
        items = session.execute(
            select(HandoffItem.state, func.count()).group_by(HandoffItem.state)
        ).all()
    logged = Counter((login, Action(act), code) for login, act, code in rows)
    for one, count in (told - logged).items():
        yield f"lost: {one} x{count}"
    for one, count in (logged - told).items():
        yield f"nobody was told of: {one} x{count}"
    acts = Counter(act for _login, act, _code in told.elements())
    ended = {_ENDS[state]: count for state, count in items if state in _ENDS}
    for act in _ENDS.values():
        if ended.get(act, 0) != acts[act]:
            yield f"{acts[act]} {act} done, {ended.get(act, 0)} items say so"


def _slips(database: Database, race: Race) -> Iterator[str]:
    """Compare the numbers of slips with those that were told, and look for gaps and twins."""
    told = {one.slip: set(one.codes) for one in race.done if one.act is Action.HANDOFF}
    with database.read() as session:
        rows = session.execute(
            select(Handoff.ordinal, Handoff.number, Dossier.code)
            .join(HandoffItem, HandoffItem.handoff_id == Handoff.id)
            .join(Dossier, Dossier.id == HandoffItem.dossier_id)
        ).all()
    stored: dict[str, set[str]] = {}
    for _ordinal, number, code in rows:
        stored.setdefault(number, set()).add(code)
    if stored != told:
        yield f"slips differ: {sorted(stored.keys() ^ told.keys())[:5]}"
    ordinals = sorted({ordinal for ordinal, _number, _code in rows})
    if ordinals != list(range(1, len(ordinals) + 1)):
        yield f"slip numbers have a gap: {len(ordinals)} slips up to {ordinals[-1]}"


def _refusals(database: Database, race: Race) -> Iterator[str]:
    with database.read() as session:
        names = {*session.scalars(select(Officer.name)), *session.scalars(select(Unit.name))}
    for one in race.refused:
        sentence = one.refusal.message if one.refusal else ""
        if not _SAYS_WHAT_IS_TRUE.match(sentence):
            yield f"{one.act}: {sentence}"
        elif " nhận lúc" in sentence and not _names_a_winner(one, sentence, names):
            yield f"no winner is named: {sentence}"


def _names_a_winner(one: Told, sentence: str, names: set[str]) -> bool:
    return any(code in sentence for code in one.codes) and any(
        f" {name} " in sentence for name in names
    )
