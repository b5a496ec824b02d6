"""The write flows of report periods: locked, opened again, their cut-off days, late reasons."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import date, time, timedelta

from app.clock import from_local, local_date
from app.errors import RuleBrokenError
from app.services.exchange.envelope import BundleError
from app.services.exchange.key_card import KeyCard
from app.services.periods.calendar import MAX_CUTOFF_DAY, Cutoff, custom_period
from app.services.province.records import ExpectedDraft
from app.vocabulary.office import Level
from app.vocabulary.people import GuardedAct
from app.vocabulary.reports import LateReason
from tests.harness.hands import Done, Flow, Hands, require
from tests.services.province.builders import Commune, some_figures


def reporting(hands: Hands) -> Iterator[Done]:
    """Close yesterday, lock it as a period, open both again by two people."""
    town, periods = hands.town, hands.town.desk.periods
    yesterday = local_date(town.desk.clock.now()) - timedelta(days=1)
    period = custom_period(yesterday, yesterday)
    if not town.desk.closings.standing(town.admin, yesterday).is_day_closed:
        town.desk.closings.close(town.supervisor, yesterday)
        yield Done("close a day")
    if not periods.show(town.admin, period.key).line.refusal:
        periods.lock(town.supervisor, period.key)
        yield Done("lock a period")
    town.desk.province.export(town.supervisor, period.key)
    yield Done("export a period")
    approval = hands.approved(GuardedAct.REOPEN_PERIOD, period.key)
    yield Done("approve")
    periods.reopen(town.admin, period.key, "Nhập sót hồ sơ", approval)
    yield Done("reopen a period")
    approval = hands.approved(GuardedAct.REOPEN_DAY, yesterday.isoformat())
    yield Done("approve")
    town.desk.closings.reopen(town.admin, yesterday, "Nhập sót", approval)
    yield Done("reopen a day")
    day = int(hands.new_id()[:8], 16) % (MAX_CUTOFF_DAY + 1)
    periods.set_cutoff(town.admin, Cutoff(date(2030, 1, 1), day))
    yield Done("set a cut-off day")


def being_late(hands: Hands) -> Iterator[Done]:
    """Enter a dossier of last week that should have been done that day, and say why it is late."""
    town = hands.town
    last_week = local_date(town.desk.clock.now()) - timedelta(days=7)
    typed = town.typed(
        hands.new_id(), town.facts.same_day_case, received_at=from_local(last_week, time(8))
    )
    try:
        code = town.desk.intake.register(town.admin, typed).code
    except RuleBrokenError:
        return  # another flow has closed the day
    yield Done("enter a late dossier")
    town.desk.late_reasons.record(town.admin, code, LateReason.COORDINATION)
    yield Done("say why it is late")


def adding_up(hands: Hands) -> Iterator[Done]:
    """Take in the locked quarter of a unit that was awaited; refuse it the second time."""
    town, name = hands.town, hands.new_id()[:8]
    digits = f"{int(name, 16) % 10**9:09d}"
    code = f"{digits[:3]}.{digits[3:5]}.{digits[5:7]}.H{digits[7:]}"
    commune = Commune(code, f"Xã {name}")
    awaited = ExpectedDraft(code=code, name=commune.name, from_day=date(2026, 1, 1))
    town.desk.expected_units.keep(town.supervisor, awaited)
    yield Done("expect a unit")
    card = KeyCard(commune.code, commune.name, Level.COMMUNE, commune.public_key)
    town.desk.peers.confirm(town.admin, card.payload, card.fingerprint)
    yield Done("trust a unit")
    path = commune.file(
        town.folder / f"{name}.motcua", commune.said(some_figures(commune, int(name, 16)))
    )
    town.desk.province.take_in(town.supervisor, path)
    yield Done("take in a period")
    with suppress(BundleError):
        town.desk.province.take_in(town.supervisor, path)
        require(False, "a period was taken in twice")
    yield Done("refuse a period")
    town.desk.expected_units.strike(town.supervisor, code)
    yield Done("take a unit off the list")


REPORTING: tuple[Flow, ...] = (being_late, reporting, adding_up)
