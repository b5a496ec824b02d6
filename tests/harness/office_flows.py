"""The office's write flows, act by act: people, catalogue, calendar, closing, exchange, settings.

How a flow runs says `tests.harness.hands`.
"""

import json
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from app.clock import local_date
from app.errors import InvalidInputError, RuleBrokenError
from app.services.access.records import NewOfficer, OfficerFacts
from app.services.access.signing_in import SignIn
from app.services.catalogue.records import AgencyDraft, StepDraft
from app.services.dossiers.decision import Decision
from app.services.dossiers.records import DossierRow
from app.services.exchange.key_card import KeyCard
from app.services.fields import Given
from app.services.registers.records import EntryQuery, FollowUp, RegisterEntry
from app.settings import SettingsFile
from app.vocabulary.catalogue import TimeUnit
from app.vocabulary.dossiers import Action, Outcome
from app.vocabulary.office import Level, ReasonKind
from app.vocabulary.people import GuardedAct, Role
from app.vocabulary.reports import RegisterKind
from tests.harness.hands import Done, Flow, Hands, require
from tests.harness.register_entries import TYPED, csv_of
from tests.harness.town import BUNDLES, STATION, Town
from tests.services.exchange_builders import another_station
from tests.services.intake_builders import BIRTH
from tests.services.store_builders import GOOD_PASSWORD

_ANOTHER_PASSWORD = "hươu vàng ăn lá sen"
_MOST_KEYS = 50
"""A store has 64 key ids for good: the flow leaves some."""


def signing_in(hands: Hands) -> Iterator[Done]:
    """Sign in with a slip of the finger before, lock, unlock, leave.

    Lives that were killed on the way have slipped too often at last: the account waits.
    """
    with suppress(RuleBrokenError):
        yield from _signing_in(hands.town.desk.sign_in)


def _signing_in(sign_in: SignIn) -> Iterator[Done]:
    with suppress(InvalidInputError):
        sign_in.sign_in("canbo.a", "không phải mật khẩu", "Quầy 1", STATION)
    yield Done("refuse a sign-in")
    actor = sign_in.sign_in("canbo.a", GOOD_PASSWORD, "Quầy 1", STATION)
    yield Done("sign in")
    sign_in.lock(actor)
    yield Done("lock")
    sign_in.unlock(actor, GOOD_PASSWORD)
    yield Done("unlock")
    sign_in.leave(actor)
    yield Done("sign out")


def keeping_people(hands: Hands) -> Iterator[Done]:
    town, accounts, login = hands.town, hands.town.desk.accounts, f"nv{hands.new_id()[:8]}"

    def approval() -> int:
        return hands.approved(GuardedAct.CHANGE_ROLES, login)

    new = NewOfficer(login=login, name="Phạm Văn Đào", password=GOOD_PASSWORD)
    line = accounts.add(town.admin, new, frozenset({Role.OFFICER}), approval_id=approval())
    yield Done("add account")
    who = line.officer_id
    accounts.edit(town.admin, who, OfficerFacts(name="Phạm Thị Đào"))
    yield Done("edit account")
    roles = frozenset({Role.SUPERVISOR})
    accounts.change_roles(town.admin, who, roles, approval_id=approval())
    yield Done("change roles")
    accounts.reset_password(town.admin, who, _ANOTHER_PASSWORD, approval_id=approval())
    yield Done("reset password")
    accounts.change_own_password(town.actor(login), _ANOTHER_PASSWORD, GOOD_PASSWORD)
    yield Done("change own password")
    accounts.end_wait(town.admin, who)
    yield Done("end a wait")
    accounts.deactivate(town.admin, who, approval_id=approval())
    yield Done("end account")
    accounts.reactivate(town.admin, who, approval_id=approval())
    yield Done("bring account back")


def keeping_procedures(hands: Hands) -> Iterator[Done]:
    town, name = hands.town, hands.new_id()[:8]
    draft = replace(BIRTH, code=f"9.{int(name, 16):010d}")
    made = town.desk.procedures.add(town.admin, draft)
    yield Done("add procedure")
    changed = replace(draft, decision="12/QĐ-UBND")
    made = town.desk.procedures.save(town.admin, changed, based_on=made.number)
    yield Done("change procedure")
    step = StepDraft(BIRTH.name, Decimal(1), TimeUnit.WORKING_DAY, is_lead=True)
    step = replace(step, unit_name="Phòng Kinh tế", unit_code="PKT")
    town.desk.routes.set(town.admin, made.cases[0].case_id, (step,))
    yield Done("set a route")
    town.desk.procedures.end(town.admin, made.procedure_id, "Bãi bỏ")
    yield Done("end procedure")


def importing_catalogue(hands: Hands) -> Iterator[Done]:
    town, name = hands.town, hands.new_id()[:8]
    row = {"code": f"8.{int(name, 16):010d}", "name": f"Thủ tục {name}"}
    path = town.folder / f"{name}.json"
    row |= {"field": "Hộ tịch", "level": "commune", "unit": "none"}
    path.write_text(json.dumps([row]), encoding="utf-8")
    result = town.desk.catalogue_import.run(town.admin, path, partial=False)
    require(result.new == 1, f"not imported: {result}")
    yield Done("import catalogue")
    town.desk.catalogue_import.load_starter(town.admin)
    yield Done("load the starter catalogue")


def keeping_agencies(hands: Hands) -> Iterator[Done]:
    town, agencies, name = hands.town, hands.town.desk.agencies, hands.new_id()[:8]

    def draft(word: str) -> AgencyDraft:
        return AgencyDraft(f"{word} {name}", level=BIRTH.level, code=f"{word}{name}")

    first = agencies.add(town.admin, draft("Phong"))
    yield Done("add agency")
    second = agencies.rename(town.admin, first.agency_id, draft("Ban"))
    yield Done("rename agency")
    third = agencies.add(town.admin, draft("To"))
    heir = agencies.merge(town.admin, second.agency_id, third.agency_id)
    yield Done("merge agencies")
    agencies.end(town.admin, heir.agency_id, "Giải thể")
    yield Done("end agency")


def keeping_reasons(hands: Hands) -> Iterator[Done]:
    town, reasons, name = hands.town, hands.town.desk.reasons, hands.new_id()[:8]
    line = reasons.add(town.admin, ReasonKind.STOP, f"Lý do {name}")
    yield Done("add reason")
    reasons.edit(town.admin, line.reason_id, f"Lý do khác {name}")
    yield Done("edit reason")
    ids = [one.reason_id for one in reasons.of(town.admin, ReasonKind.STOP)]
    reasons.reorder(town.admin, ReasonKind.STOP, ids[::-1])
    yield Done("order reasons")
    reasons.end(town.admin, line.reason_id)
    yield Done("end reason")
    reasons.bring_back(town.admin, line.reason_id)
    yield Done("bring reason back")


def keeping_office(hands: Hands) -> Iterator[Done]:
    town, desk, name = hands.town, hands.town.desk, hands.new_id()[:8]
    counter = desk.counters.add(town.admin, f"Quầy {name}")
    yield Done("add counter")
    desk.counters.end(town.admin, counter.counter_id)
    yield Done("end counter")
    facts = desk.office.facts(town.admin)
    desk.office.update(town.admin, replace(facts.edit, footer=name))
    yield Done("edit office")
    desk.office.set_hours(town.admin, desk.office.hours(town.admin))
    yield Done("set hours")
    desk.calendar.confirm_year(town.admin, 2027, "12/TB-UBND")
    yield Done("confirm a year")


def keeping_registers(hands: Hands) -> Iterator[Done]:
    """Add to a register, correct, follow up, end, let something else be true, strike out."""
    boss, registers, name = hands.town.supervisor, hands.town.desk.registers, hands.new_id()[:8]

    def add(kind: RegisterKind, **given: Given) -> RegisterEntry:
        return registers.add(boss, kind, {**TYPED[kind], **given})

    inspection = add(RegisterKind.INSPECTIONS, subject=f"Kiểm tra {name}")
    yield Done("add an inspection")
    finding = add(RegisterKind.FINDINGS, inspection=inspection.number)
    yield Done("add a finding")
    registers.follow_up(boss, finding.ref, FollowUp("Đã khắc phục", "21/11/2026"))
    yield Done("follow a finding up")
    held = registers.correct(boss, inspection.ref, {"note": name}, "Ghi thêm cho rõ")
    require(held.version == 2, f"not corrected: {held}")
    yield Done("correct an inspection")
    unit = add(RegisterKind.ONE_STOP_UNITS, name=f"Bộ phận Một cửa {name}")
    now = registers.renew(boss, unit.ref, {"valid_from": "01/01/2026", "cameras": 4})
    yield Done("change a unit from a day on")
    registers.end(boss, now.ref, "30/06/2026", "Sáp nhập xã")
    yield Done("end a unit")
    activities = RegisterKind.ACTIVITIES
    path = hands.town.folder / f"{name}.csv"
    path.write_text(csv_of(activities, {**TYPED[activities], "subject": name}), encoding="utf-8")
    taken = registers.take_in(boss, activities, path)
    require(taken.added == 1, f"not taken in: {taken}")
    yield Done("take a register in")
    listed = registers.entries(boss, activities, EntryQuery(name)).entries
    registers.strike(boss, listed[0].ref, "Ghi nhầm ngày")
    yield Done("strike an entry out")


def closing(hands: Hands) -> Iterator[Done]:
    """Close yesterday, scan the sheet, open the day again by two people."""
    town, closings = hands.town, hands.town.desk.closings
    yesterday = local_date(town.desk.clock.now()) - timedelta(days=1)
    if not closings.standing(town.admin, yesterday).is_day_closed:
        done = closings.close(town.supervisor, yesterday)
        yield Done("close a day")
        town.desk.closing_sheets.scan(town.officer, done.sheet.qr_payload)
        yield Done("scan a closing sheet")
    approval = hands.approved(GuardedAct.REOPEN_DAY, yesterday.isoformat())
    yield Done("approve")
    closings.reopen(town.admin, yesterday, "Nhập sót", approval)
    yield Done("reopen a day")


def auditing(hands: Hands) -> Iterator[Done]:
    town = hands.town
    report = town.desk.audit.run(town.admin)
    require(report.is_whole, f"the audit found {report.problems}")
    town.desk.audit.note(town.admin, report)
    yield Done("audit")


def renewing_keys(hands: Hands) -> Iterator[Done]:
    town, renewal = hands.town, hands.town.desk.key_renewal
    if int(renewal.subject) >= _MOST_KEYS:
        return
    approval = hands.approved(GuardedAct.RENEW_KEY, renewal.subject)
    yield Done("approve")
    renewal.renew(town.admin, approval, "Thay máy")
    yield Done("renew the key")
    yield hands.submit()


def keeping_the_office_key(hands: Hands) -> Iterator[Done]:
    """Make the office's key or put another in its place; certify a second station by it."""
    town, keys = hands.town, hands.town.desk.office_keys
    state = keys.state(town.admin)
    if state is None:
        state = keys.make(town.admin)
        yield Done("make the office's key")
    approval = hands.approved(GuardedAct.RENEW_OFFICE_KEY, state.subject)
    yield Done("approve")
    state = keys.replace(town.admin, approval, "Máy giữ khóa đã mất")
    yield Done("replace the office's key")
    other = another_station(town.desk, town.folder / "máy 2")
    if other.key_id not in state.certified:
        keys.certify(town.admin, other.key_id)
        yield Done("certify a station")


def exchanging(hands: Hands) -> Iterator[Done]:
    """Take bundles in, resolve one of their dossiers, send bundles out."""
    town, bundles = hands.town, hands.town.desk.bundles
    for number in range(BUNDLES):
        path = town.folder / "inbox" / f"{number}.motcua"
        bundles.preview(town.admin, path)
        taken = bundles.take_in(town.admin, path)
        replies = (hands.file(taken.reply.file.path),) if taken.reply else ()
        yield Done("take in a bundle", paths=replies)
        view = town.desk.tracking.one(town.admin, taken.lines[0].code)
        if Action.HANDOFF in [one.action for one in view.actions]:
            yield from _resolving(hands, view.row)
    town.desk.handoffs.send(town.admin, town.facts.peer, [hands.received()])
    made = bundles.export(town.admin, town.facts.peer)
    yield Done("export a bundle", paths=(hands.file(made.file.path),))


def _resolving(hands: Hands, row: DossierRow) -> Iterator[Done]:
    """Bring another office's dossier to its result, perhaps from where a life was cut off."""
    town, code = hands.town, row.code
    if row.holder_name != town.agency_officer.unit_name:
        town.desk.handoffs.send(town.admin, town.facts.economy, [code])
        town.desk.handoffs.accept(town.agency_officer, [code])
    said = Decision(outcome=Outcome.GRANTED, document_number="12/QĐ", note="Đủ điều kiện")
    town.desk.decisions.decide(town.admin, code, Action.RESOLVE, said)
    yield Done("resolve another office's")
    made = town.desk.bundles.export_results(town.admin, town.facts.peer)
    yield Done("export results", paths=(hands.file(made.file.path),))


def knowing_peers(hands: Hands) -> Iterator[Done]:
    town, peers, name = hands.town, hands.town.desk.peers, hands.new_id()[:6]
    public = Ed25519PrivateKey.generate().public_key().public_bytes_raw()
    place = int(name, 16) % 10_000
    card = KeyCard(
        f"000.{place // 100:02}.{place % 100:02}.H54", f"Nơi {place}", Level.PROVINCE, public
    )
    line = peers.confirm(town.admin, card.payload, card.fingerprint)
    yield Done("trust a key")
    peers.end(town.admin, line.keys[0].key_id, "Thay khóa")
    yield Done("end a key")


def setting_up_the_desk(hands: Hands) -> Iterator[Done]:
    """Save this desk's settings; later ones have a greater number."""
    file = SettingsFile(hands.town.desk.data)
    for _one in range(2):
        now = setting_of(hands.town) + 1
        file.save(replace(file.load(), last_login=f"nv{now}"))
        yield Done("save settings", setting=now)


def setting_of(town: Town) -> int:
    """Return the number in this desk's settings; 0 where none was saved. Raises StoreError."""
    return int(SettingsFile(town.desk.data).load().last_login.removeprefix("nv") or 0)


def checkpointing(hands: Hands) -> Iterator[Done]:
    hands.town.desk.database.checkpoint()
    yield Done("checkpoint")


IN_THE_OFFICE: tuple[Flow, ...] = (
    signing_in,
    keeping_people,
    keeping_procedures,
    importing_catalogue,
    keeping_agencies,
    keeping_reasons,
    keeping_office,
    keeping_registers,
    closing,
    auditing,
    renewing_keys,
    keeping_the_office_key,
    exchanging,
    knowing_peers,
    setting_up_the_desk,
    checkpointing,
)
