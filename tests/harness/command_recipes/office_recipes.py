"""How each command about people, the office and its catalogue is called."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from sqlalchemy import update

from app.models.forms import OfficeKey
from app.outputs import OutputPlace
from app.services.access.records import NewOfficer, OfficerFacts
from app.services.catalogue.records import AgencyDraft, ProcedureFilter, StepDraft
from app.services.intake.calendar_moves import DayChange
from app.services.ledger.clock_order import come_to
from app.services.privacy import Disclosure, Exported, disclosure_subject
from app.services.safekeeping.store_keys import KeyChange
from app.vocabulary.catalogue import TimeUnit
from app.vocabulary.office import DayKind, Level, ReasonKind
from app.vocabulary.people import GuardedAct, Role
from tests.harness.command_recipes.world import BACKUP, CLOSED_DAY, Act, World
from tests.harness.town import STATION, SUPERVISOR
from tests.services.intake_builders import BIRTH
from tests.services.store_builders import ADMIN, GOOD_PASSWORD

_OTHER_PASSWORD = "hươu cao cổ ăn lá non"
_DAY_OFF = date(2026, 12, 2)
_OFFICER = frozenset({Role.OFFICER})
_STEP = StepDraft("Phòng Kinh tế", Decimal(1), TimeUnit.WORKING_DAY, is_lead=True)


def _own_password(w: World) -> None:
    w.desk.accounts.change_own_password(w.admin, GOOD_PASSWORD, _OTHER_PASSWORD)


def _add_officer(w: World) -> object:
    new = NewOfficer(login="moi.den", name="Lê Thị Mới", password=GOOD_PASSWORD)
    return w.desk.accounts.add(w.admin, new, _OFFICER, approval_id=w.id("adding"))


def _hours(w: World) -> object:
    hours = w.desk.office.hours(w.admin)
    return w.desk.office.set_hours(w.admin, replace(hours, by_weekday=((), *hours.by_weekday[1:])))


def _update_office(w: World) -> object:
    facts = w.desk.office.facts(w.admin)
    return w.desk.office.update(w.admin, replace(facts.edit, footer="Dòng mới"))


def _reorder(w: World) -> object:
    lines = w.desk.reasons.of(w.admin, ReasonKind.STOP)
    return w.desk.reasons.reorder(
        w.admin, ReasonKind.STOP, [line.reason_id for line in reversed(lines)]
    )


def _save_procedure(w: World) -> object:
    draft = w.desk.procedures.one(w.admin, w.id("procedure")).draft
    return w.desk.procedures.save(w.admin, replace(draft, name="Tên mới"))


def _accept_clock(w: World) -> None:
    """Accept a clock that is behind: the log has come to a later moment than it shows."""
    with w.desk.database.write() as session:
        come_to(session, w.admin.office_id, w.desk.clock.now() + timedelta(days=1))
    behind = w.desk.machine_clock.standing(w.admin)
    subject = "" if behind is None else behind.subject
    given = w.desk.approvals.by_second(
        w.admin, SUPERVISOR, GOOD_PASSWORD, GuardedAct.ACCEPT_CLOCK, subject
    )
    w.desk.machine_clock.accept(w.admin, "Pin của máy hỏng", given)


def _make_office_key(w: World) -> object:
    """Make the first key of an office: the prepared one is ended beforehand."""
    with w.desk.database.write() as session:
        session.execute(update(OfficeKey).values(ended_at=w.desk.clock.now()))
    return w.desk.office_keys.make(w.admin)


def _note_audit(w: World) -> None:
    w.desk.audit.note(w.boss, w.desk.audit.run(w.boss))


def _extract_log(w: World) -> object:
    days = w.desk.log_extracts.days(w.boss)
    subject = disclosure_subject(Exported.LOG, *days)
    own = w.desk.approvals.again(w.boss, GOOD_PASSWORD, GuardedAct.EXPORT_UNMASKED, subject)
    path = w.folder / "nhat-ky.db"
    return w.desk.log_extracts.write(w.boss, *days, OutputPlace(path), Disclosure("Thanh tra", own))


ACCESS: Mapping[str, Act] = {
    "sign_in.sign_in": lambda w: w.desk.sign_in.sign_in(
        ADMIN.login, GOOD_PASSWORD, "Quầy 1", STATION
    ),
    "sign_in.lock": lambda w: w.desk.sign_in.lock(w.made.session),
    "sign_in.unlock": lambda w: w.desk.sign_in.unlock(w.made.session, GOOD_PASSWORD),
    "sign_in.leave": lambda w: w.desk.sign_in.leave(w.made.session),
    "sign_in.who_can_sign_in": lambda w: w.desk.sign_in.who_can_sign_in(),
    "accounts.add": _add_officer,
    "accounts.change_own_password": _own_password,
    "accounts.change_roles": lambda w: w.desk.accounts.change_roles(
        w.admin,
        w.id("officer"),
        frozenset({Role.OFFICER, Role.SUPERVISOR}),
        approval_id=w.id("new roles"),
    ),
    "accounts.end_wait": lambda w: w.desk.accounts.end_wait(w.admin, w.id("officer")),
    "accounts.deactivate": lambda w: w.desk.accounts.deactivate(w.admin, w.id("officer")),
    "accounts.edit": lambda w: w.desk.accounts.edit(
        w.admin, w.id("officer"), OfficerFacts(name="Phạm Thị Đào")
    ),
    "accounts.officers": lambda w: w.desk.accounts.officers(w.admin),
    "accounts.reactivate": lambda w: w.desk.accounts.reactivate(w.admin, w.id("former officer")),
    "accounts.has_own_password": lambda w: w.desk.accounts.has_own_password(w.admin),
    "accounts.roles_now": lambda w: w.desk.accounts.roles_now(w.admin),
    "accounts.reset_password": lambda w: w.desk.accounts.reset_password(
        w.admin, w.id("officer"), _OTHER_PASSWORD
    ),
    "approvals.announce": lambda w: w.desk.approvals.announce(
        w.admin, GOOD_PASSWORD, GuardedAct.CHANGE_ROLES, "canbo.vang"
    ),
    "approvals.announced": lambda w: w.desk.approvals.announced(w.admin),
    "approvals.may_announce": lambda w: w.desk.approvals.may_announce(
        w.admin, GuardedAct.CHANGE_ROLES
    ),
    "approvals.needs_second": lambda w: w.desk.approvals.needs_second(
        w.admin, GuardedAct.REOPEN_DAY
    ),
    "approvals.who_may_confirm": lambda w: w.desk.approvals.who_may_confirm(w.admin),
    "approvals.again": lambda w: w.desk.approvals.again(
        w.admin, GOOD_PASSWORD, GuardedAct.EXPORT_UNMASKED
    ),
    "approvals.by_second": lambda w: w.desk.approvals.by_second(
        w.admin, SUPERVISOR, GOOD_PASSWORD, GuardedAct.RESTORE
    ),
}
OFFICE: Mapping[str, Act] = {
    "machine_clock.standing": lambda w: w.desk.machine_clock.standing(w.admin),
    "machine_clock.accept": _accept_clock,
    "office.agencies": lambda w: w.desk.office.agencies(w.admin),
    "office.facts": lambda w: w.desk.office.facts(w.admin),
    "office.hours": lambda w: w.desk.office.hours(w.admin),
    "office.set_hours": _hours,
    "office.update": _update_office,
    "reasons.add": lambda w: w.desk.reasons.add(w.admin, ReasonKind.STOP, "Lý do mới"),
    "reasons.bring_back": lambda w: w.desk.reasons.bring_back(w.admin, w.id("former reason")),
    "reasons.edit": lambda w: w.desk.reasons.edit(w.admin, w.id("reason"), "Lý do đã sửa"),
    "reasons.end": lambda w: w.desk.reasons.end(w.admin, w.id("reason")),
    "reasons.of": lambda w: w.desk.reasons.of(w.admin, ReasonKind.STOP),
    "reasons.reorder": _reorder,
    "calendar.confirm_year": lambda w: w.desk.calendar.confirm_year(w.admin, 2027, "QĐ 1"),
    "calendar.days": lambda w: w.desk.calendar.days(w.admin, 2026),
    "calendar.remove_day": lambda w: w.desk.calendar.remove_day(w.admin, date(2027, 1, 1)),
    "calendar.set_day": lambda w: w.desk.calendar.set_day(
        w.admin, _DAY_OFF, DayKind.OFF, "Ngày nghỉ", "QĐ 2"
    ),
    "calendar_moves.of": lambda w: w.desk.calendar_moves.of(w.admin),
    "calendar_moves.preview": lambda w: w.desk.calendar_moves.preview(
        w.admin, DayChange(_DAY_OFF, DayKind.OFF)
    ),
}
CATALOGUE: Mapping[str, Act] = {
    "procedures.add": lambda w: w.desk.procedures.add(w.admin, replace(BIRTH, code="9.000001")),
    "procedures.end": lambda w: w.desk.procedures.end(w.admin, w.id("procedure"), "Bãi bỏ"),
    "procedures.fields": lambda w: w.desk.procedures.fields(w.admin),
    "procedures.find": lambda w: w.desk.procedures.find(w.admin, "thủ tục"),
    "procedures.one": lambda w: w.desk.procedures.one(w.admin, w.id("procedure")),
    "procedures.page": lambda w: w.desk.procedures.page(w.admin, ProcedureFilter()),
    "procedures.save": _save_procedure,
    "agencies.add": lambda w: w.desk.agencies.add(
        w.admin, AgencyDraft("Phòng Mới", Level.COMMUNE, "PMOI")
    ),
    "agencies.end": lambda w: w.desk.agencies.end(w.admin, w.id("agency"), "Giải thể"),
    "agencies.id_of": lambda w: w.desk.agencies.id_of(w.admin, "PTX"),
    "agencies.list": lambda w: w.desk.agencies.list(w.admin),
    "agencies.merge": lambda w: w.desk.agencies.merge(
        w.admin, w.id("agency"), w.id("other agency")
    ),
    "agencies.rename": lambda w: w.desk.agencies.rename(
        w.admin, w.id("agency"), AgencyDraft("Phòng Đổi tên", Level.COMMUNE, "PTZ")
    ),
    "catalogue_import.load_starter": lambda w: w.desk.catalogue_import.load_starter(w.admin),
    "catalogue_import.preview": lambda w: w.desk.catalogue_import.preview(
        w.admin, w.folder / "catalogue.json"
    ),
    "catalogue_import.preview_starter": lambda w: w.desk.catalogue_import.preview_starter(w.admin),
    "catalogue_import.run": lambda w: w.desk.catalogue_import.run(
        w.admin, w.folder / "catalogue.json", partial=True
    ),
    "routes.of": lambda w: w.desk.routes.of(w.admin, w.town.facts.case_id),
    "routes.set": lambda w: w.desk.routes.set(
        w.admin, w.town.facts.case_id, (_STEP,), "Làm nhanh hơn"
    ),
    "routes.units": lambda w: w.desk.routes.units(w.admin),
    "routes.working_day": lambda w: w.desk.routes.working_day(w.admin),
    "counters.add": lambda w: w.desk.counters.add(w.admin, "Quầy mới"),
    "counters.end": lambda w: w.desk.counters.end(w.admin, w.id("counter")),
    "counters.list": lambda w: w.desk.counters.list(w.admin),
    "closings.close": lambda w: w.desk.closings.close(w.boss, date(2026, 11, 24)),
    "closings.preview": lambda w: w.desk.closings.preview(w.boss, date(2026, 11, 24)),
    "closings.reopen": lambda w: w.desk.closings.reopen(
        w.boss, CLOSED_DAY, "Nhập sót", w.id("reopening")
    ),
    "closings.standing": lambda w: w.desk.closings.standing(w.boss, CLOSED_DAY),
    "key_renewal.keys": lambda w: w.desk.key_renewal.keys(w.admin),
    "key_renewal.renew": lambda w: w.desk.key_renewal.renew(
        w.admin, w.id("renewal"), "Máy đã thay"
    ),
    "office_keys.state": lambda w: w.desk.office_keys.state(w.admin),
    "office_keys.make": _make_office_key,
    "office_keys.replace": lambda w: w.desk.office_keys.replace(
        w.admin, w.id("office key"), "Máy giữ khóa đã mất"
    ),
    "office_keys.card": lambda w: w.desk.office_keys.card(w.admin, w.id("station key")),
    "office_keys.certify": lambda w: w.desk.office_keys.certify(w.admin, w.id("station key")),
    "audit.run": lambda w: w.desk.audit.run(w.boss),
    "audit.run_incremental": lambda w: w.desk.audit.run_incremental(w.boss),
    "audit.note": _note_audit,
    "audit.last": lambda w: w.desk.audit.last(w.boss),
    "log_extracts.days": lambda w: w.desk.log_extracts.days(w.boss),
    "log_extracts.write": _extract_log,
    "audit.sheets": lambda w: w.desk.audit.sheets(w.boss),
    "audit.kit": lambda w: w.desk.audit.kit(w.boss),
    "store_keys.state": lambda w: w.desk.store_keys.state(w.admin),
    "store_keys.lacks_sheet": lambda w: w.desk.store_keys.lacks_sheet(w.admin),
    "store_keys.sheet": lambda w: w.desk.store_keys.sheet(w.admin, w.id("sheet")),
    "store_keys.change": lambda w: w.desk.store_keys.change(
        w.admin, w.id("encrypting"), KeyChange.ENCRYPT
    ),
    "privacy_log.disclosures": lambda w: w.desk.privacy_log.disclosures(w.boss),
    "privacy_log.openings": lambda w: w.desk.privacy_log.openings(w.boss),
    "closing_sheets.scan": lambda w: w.desk.closing_sheets.scan(w.boss, w.text("sheet")),
}
SAFETY: Mapping[str, Act] = {
    "backups.begin_restore": lambda w: w.desk.backups.begin_restore(
        w.admin, w.folder / BACKUP, w.id("restoring")
    ),
    "backups.is_due": lambda w: w.desk.backups.is_due(),
    "backups.look": lambda w: w.desk.backups.look(w.admin, w.folder / BACKUP),
    "backups.make": lambda w: w.desk.backups.make(),
    "backups.make_due": lambda w: w.desk.backups.make_due(at_close=True),
    "backups.rows": lambda w: w.desk.backups.rows(w.admin),
    "backups.state": lambda w: w.desk.backups.state(),
    "backups.try_out": lambda w: w.desk.backups.try_out(w.admin, w.folder / BACKUP),
    "retention.preview": lambda w: w.desk.retention.preview(w.admin),
    "retention.runs": lambda w: w.desk.retention.runs(w.admin),
    "retention.set_rule": lambda w: w.desk.retention.set_rule(w.admin, 20, "Quyết định 6"),
    "retention.sweep": lambda w: w.desk.retention.sweep(w.admin),
}
