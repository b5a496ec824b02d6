"""The accounts of an office: who may sign in, in which roles. None is removed, only ended.

Roles are given and taken by two people, and so is whatever else happens to an account that may
approve what others do: one person alone can neither make a second one up nor push one aside.
"""

import re
from dataclasses import replace
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.errors import ConflictError, InvalidInputError, NotFoundError, RuleBrokenError
from app.models.office import Unit
from app.models.people import Officer, OfficerRole
from app.services.access.approvals import take_approval
from app.services.access.passwords import (
    Passwords,
    clear_attempts,
    forgive_station,
    require_strong,
    reserve_at_station,
    reserve_attempt,
)
from app.services.access.records import ACCOUNT, WRONG_LOGIN, NewOfficer, OfficerFacts, OfficerLine
from app.services.fields import field_in, read_text
from app.services.ledger.records import Actor
from app.services.ledger.rights import Right, allows
from app.services.ledger.transactions import Transactions, Work
from app.text import name_sort_key
from app.vocabulary.office import UnitKind
from app.vocabulary.people import GuardedAct, Role

_LOGIN = re.compile(r"[a-z][a-z0-9._-]{2,31}")


class Accounts:
    """Lists and changes the accounts of the actor's own office.

    `approval_id` is an approval of GuardedAct.CHANGE_ROLES on the account's login; without it what
    needs one raises ApprovalNeededError, as the last of all refusals.
    """

    def __init__(self, transactions: Transactions, passwords: Passwords | None = None) -> None:
        self._tx = transactions
        self._passwords = passwords or Passwords()

    def officers(self, actor: Actor) -> tuple[OfficerLine, ...]:
        """Return every account of the office, those in use first, by name."""
        with self._tx.read(actor, Right.EDIT_PEOPLE) as reading:
            rows = reading.session.execute(
                select(Officer, Unit.name)
                .join(Unit, Unit.id == Officer.unit_id)
                .where(Officer.office_id == actor.office_id)
            ).all()
            lines = [_line(officer, unit_name, reading.now) for officer, unit_name in rows]
        return tuple(sorted(lines, key=lambda line: (not line.is_active, name_sort_key(line.name))))

    def add(
        self,
        actor: Actor,
        officer: NewOfficer,
        roles: frozenset[Role],
        *,
        unit_id: int | None = None,
        phone: str = "",
        approval_id: int = 0,
    ) -> OfficerLine:
        """Add an account; `unit_id` is the person's agency, None the office itself.

        Raises InvalidInputError naming login, name, password, phone, roles or unit_id;
        ApprovalNeededError.
        """
        facts = clean_facts(OfficerFacts(name=officer.name, phone=phone, unit_id=unit_id))
        login = clean_login(officer.login)
        with self._tx.write(actor, Right.EDIT_PEOPLE) as work:
            unit = _unit_for(work.session, actor, facts.unit_id, roles)
            require_strong(officer.password, (login, facts.name, unit.name, unit.code))
            _require_free_login(work.session, login)
            added = Officer(
                login=login,
                name=facts.name,
                phone=facts.phone,
                password_hash=self._passwords.hash(officer.password),
                unit_id=unit.id,
                office_id=actor.office_id,
                is_active=True,
                failed_count=0,
                password_is_own=False,
                password_is_first=True,
                password_given_by=actor.officer_id,
                password_given_at=work.now,
                roles=[OfficerRole(role=role) for role in sorted(roles)],
            )
            work.session.add(added)
            work.session.flush()
            by = _approved(work, approval_id, added)
            work.log(
                "account_added",
                {"login": login, "roles": sorted(roles), "unit": unit.code, "approved_by": by},
            )
            return _line(added, unit.name, work.now)

    def edit(
        self,
        actor: Actor,
        officer_id: int,
        facts: OfficerFacts,
        roles: frozenset[Role] | None = None,
        *,
        approval_id: int = 0,
    ) -> OfficerLine:
        """Change name, phone and unit, and the roles where given.

        Raises InvalidInputError naming the field, RuleBrokenError as `change_roles` does.
        """
        facts = clean_facts(facts)
        with self._tx.write(actor, Right.EDIT_PEOPLE) as work:
            officer = _officer(work, officer_id)
            kept = _roles_of(officer) if roles is None else roles
            unit = _unit_for(work.session, actor, facts.unit_id, kept)
            officer.name, officer.phone, officer.unit_id = facts.name, facts.phone, unit.id
            work.log("account_edited", {"login": officer.login, "unit": unit.code})
            if kept != _roles_of(officer):
                _give_roles(work, officer, kept, approval_id)
            return _line(officer, unit.name, work.now)

    def change_roles(
        self, actor: Actor, officer_id: int, roles: frozenset[Role], *, approval_id: int = 0
    ) -> None:
        """Give exactly `roles`; they hold from the officer's next act on.

        Raises RuleBrokenError for taking the role from the last administrator in use,
        ApprovalNeededError.
        """
        with self._tx.write(actor, Right.EDIT_PEOPLE) as work:
            officer = _officer(work, officer_id)
            _unit_for(work.session, actor, officer.unit_id, roles)
            _give_roles(work, officer, roles, approval_id)

    def deactivate(self, actor: Actor, officer_id: int, *, approval_id: int = 0) -> None:
        """Put an account out of use from its next act on.

        Raises RuleBrokenError for the last administrator in use, ApprovalNeededError for one who
        may approve.
        """
        with self._tx.write(actor, Right.EDIT_PEOPLE) as work:
            officer = _officer(work, officer_id)
            _require_other_administrator(work, officer)
            facts = _facts_of_guarded(work, officer, approval_id)
            officer.is_active = False
            work.log("account_deactivated", facts)

    def reactivate(self, actor: Actor, officer_id: int, *, approval_id: int = 0) -> None:
        """Take an account into use again. Raises ApprovalNeededError for one who may approve."""
        with self._tx.write(actor, Right.EDIT_PEOPLE) as work:
            officer = _officer(work, officer_id)
            facts = _facts_of_guarded(work, officer, approval_id)
            officer.is_active = True
            work.log("account_reactivated", facts)

    def end_wait(self, actor: Actor, officer_id: int) -> None:
        """Let an account that waits after wrong passwords try again at once."""
        with self._tx.write(actor, Right.EDIT_PEOPLE) as work:
            officer = _officer(work, officer_id)
            failed_count = officer.failed_count
            clear_attempts(officer)
            work.log("account_wait_ended", {"login": officer.login, "failed_count": failed_count})

    def reset_password(
        self, actor: Actor, officer_id: int, password: str, *, approval_id: int = 0
    ) -> None:
        """Set another's password and end any waiting after wrong attempts.

        Raises InvalidInputError (field `password`) for a weak one, ApprovalNeededError for one who
        may approve.
        """
        with self._tx.write(actor, Right.EDIT_PEOPLE) as work:
            officer = _officer(work, officer_id)
            _require_strong(work, officer, password)
            facts = _facts_of_guarded(work, officer, approval_id)
            officer.password_hash = self._passwords.hash(password)
            _note_giver(work, officer)
            clear_attempts(officer)
            work.log("password_reset", facts)

    def roles_now(self, actor: Actor) -> frozenset[Role]:
        """Return the actor's roles as they are now. Raises NotAllowedError for one out of use."""
        with self._tx.read(actor, Right.OWN_ACCOUNT) as reading:
            return reading.roles

    def has_own_password(self, actor: Actor) -> bool:
        """Say whether the actor chose the present password; one set by another confirms nothing."""
        with self._tx.read(actor, Right.OWN_ACCOUNT) as reading:
            return reading.session.get_one(Officer, actor.officer_id).password_is_own

    def change_own_password(self, actor: Actor, old: str, new: str) -> None:
        """Change the actor's own password; wrong old ones count and slow down like signing in.

        Raises InvalidInputError (field old or password), RuleBrokenError while the account waits.
        """
        with self._tx.write(actor, Right.OWN_ACCOUNT) as work:
            officer = _officer(work, actor.officer_id)
            _require_new(work, officer, old, new)
            reserve_attempt(officer, work.now)
            reserve_at_station(work.session, actor.station, work.now)
            stored = officer.password_hash
        is_right = self._passwords.matches(stored, old)
        with self._tx.write(actor, Right.OWN_ACCOUNT) as work:
            officer = _officer(work, actor.officer_id)
            if not is_right:
                work.log("password_change_failed", {"login": officer.login})
            elif officer.password_hash != stored:
                raise ConflictError("Mật khẩu vừa được đổi ở nơi khác. Hãy đăng nhập lại.")
            else:
                forgive_station(work.session, actor.station, officer)
                clear_attempts(officer)
                officer.password_hash = self._passwords.hash(new)
                officer.password_is_own = True
                work.log("password_changed", {"login": officer.login})
        if not is_right:
            raise InvalidInputError("old", "Mật khẩu hiện tại chưa đúng; hãy nhập lại.")


def clean_login(login: str) -> str:
    """Return `login` in small letters. Raises InvalidInputError (login) for another shape."""
    plain = login.strip().lower()
    if not _LOGIN.fullmatch(plain):
        raise InvalidInputError("login", WRONG_LOGIN)
    return plain


def clean_facts(facts: OfficerFacts, name_field: str = "name") -> OfficerFacts:
    """Return `facts` in their stored form. Raises InvalidInputError naming the name or phone."""
    name = read_text(replace(field_in(ACCOUNT, "name"), name=name_field), facts.name)
    phone = read_text(field_in(ACCOUNT, "phone"), facts.phone)
    return OfficerFacts(name=name, phone=phone, unit_id=facts.unit_id)


def _require_new(work: Work, officer: Officer, old: str, new: str) -> None:
    if new == old:
        raise InvalidInputError("password", "Mật khẩu mới trùng mật khẩu cũ; hãy đặt khác đi.")
    _require_strong(work, officer, new)


def _require_strong(work: Work, officer: Officer, password: str) -> None:
    unit = work.session.get_one(Unit, officer.unit_id)
    require_strong(password, (officer.login, officer.name, unit.name, unit.code))


def _require_free_login(session: Session, login: str) -> None:
    if session.scalar(select(Officer.id).where(Officer.login == login)) is not None:
        raise InvalidInputError("login", f"Tên đăng nhập {login} đã có; hãy chọn tên khác.")


def _unit_for(session: Session, actor: Actor, unit_id: int | None, roles: frozenset[Role]) -> Unit:
    """Return the unit a person belongs to, if these roles may work from there."""
    if not roles:
        raise InvalidInputError("roles", "Chưa chọn vai trò; hãy chọn ít nhất một vai trò.")
    unit = session.get(Unit, actor.office_id if unit_id is None else unit_id)
    if unit is None or (unit.id != actor.office_id and unit.kind is not UnitKind.AGENCY):
        raise InvalidInputError(
            "unit_id", "Đơn vị phải là bộ phận này hoặc một cơ quan giải quyết; hãy chọn lại."
        )
    if Role.AGENCY_OFFICER in roles and unit.kind is not UnitKind.AGENCY:
        raise InvalidInputError(
            "unit_id",
            "Cán bộ cơ quan giải quyết phải thuộc một cơ quan; hãy chọn cơ quan của người này.",
        )
    return unit


def _officer(work: Work, officer_id: int) -> Officer:
    officer = work.session.scalars(
        select(Officer).where(Officer.id == officer_id, Officer.office_id == work.actor.office_id)
    ).one_or_none()
    if officer is None:
        raise NotFoundError("Không có tài khoản này ở đơn vị. Hãy tải lại danh sách tài khoản.")
    return officer


def _approved(work: Work, approval_id: int, officer: Officer) -> int:
    """Use up the approval of a change of this account; return the id of who gave it."""
    return take_approval(work, approval_id, GuardedAct.CHANGE_ROLES, officer.login).approved_by


def _facts_of_guarded(work: Work, officer: Officer, approval_id: int) -> dict[str, object]:
    """Return what the log says of a change; one of an account that may approve needs two people."""
    facts: dict[str, object] = {"login": officer.login}
    if allows(Right.APPROVE, _roles_of(officer)):
        facts["approved_by"] = _approved(work, approval_id, officer)
    return facts


def _note_giver(work: Work, officer: Officer) -> None:
    """Note that the actor set the officer's password, which the owner has yet to change."""
    if officer.id == work.actor.officer_id:
        officer.password_is_own = True
        return
    # Whoever chose a password before has stood beside others: a reset makes nobody new.
    officer.password_is_first = officer.password_is_first and not officer.password_is_own
    officer.password_is_own = False
    officer.password_given_by, officer.password_given_at = work.actor.officer_id, work.now


def _give_roles(work: Work, officer: Officer, roles: frozenset[Role], approval_id: int) -> None:
    if Role.ADMINISTRATOR not in roles:
        _require_other_administrator(work, officer)
    by = _approved(work, approval_id, officer)
    before = _roles_of(officer)
    officer.roles = [row for row in officer.roles if row.role in roles]
    officer.roles += [OfficerRole(role=role) for role in sorted(roles - before)]
    work.log(
        "account_roles_changed",
        {
            "login": officer.login,
            "before": sorted(before),
            "roles": sorted(roles),
            "approved_by": by,
        },
    )


def _require_other_administrator(work: Work, officer: Officer) -> None:
    """Refuse to leave the office without an administrator in use."""
    if not officer.is_active or Role.ADMINISTRATOR not in _roles_of(officer):
        return
    others = work.session.execute(
        select(func.count())
        .select_from(Officer)
        .join(OfficerRole, OfficerRole.officer_id == Officer.id)
        .where(
            Officer.office_id == work.actor.office_id,
            Officer.is_active,
            Officer.id != officer.id,
            OfficerRole.role == Role.ADMINISTRATOR,
        )
    ).scalar_one()
    if not others:
        raise RuleBrokenError(
            "Đây là quản trị viên cuối cùng còn hoạt động. "
            "Hãy trao vai trò quản trị cho người khác trước."
        )


def _roles_of(officer: Officer) -> frozenset[Role]:
    return frozenset(row.role for row in officer.roles)


def _line(officer: Officer, unit_name: str, now: datetime) -> OfficerLine:
    waits = officer.locked_until is not None and now < officer.locked_until
    return OfficerLine(
        officer_id=officer.id,
        login=officer.login,
        name=officer.name,
        phone=officer.phone,
        unit_id=officer.unit_id,
        unit_name=unit_name,
        roles=_roles_of(officer),
        is_active=officer.is_active,
        failed_count=officer.failed_count,
        locked_until=officer.locked_until if waits else None,
        password_is_own=officer.password_is_own,
    )
