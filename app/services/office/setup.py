"""A new store's first content; the only act that needs nobody signed in."""

from app.clock import Clock
from app.models.database import Database
from app.services.access.accounts import clean_facts, clean_login
from app.services.access.passwords import Passwords, require_strong
from app.services.access.records import NewOfficer, OfficerFacts
from app.services.deadlines.calendar import WorkingHours
from app.services.office.founding import Account, found_office
from app.services.office.own_office import has_no_office
from app.services.office.records import NewOffice
from app.services.office.validation import clean_new_office
from app.vocabulary.people import Role

# A new office has one person: whoever sets it up must be able to work at the counter at once.
FOUNDER_ROLES = frozenset({Role.OFFICER, Role.SUPERVISOR, Role.ADMINISTRATOR})


class Setup:
    """Creates the office of an empty store."""

    def __init__(
        self, database: Database, clock: Clock, passwords: Passwords | None = None
    ) -> None:
        self._database = database
        self._clock = clock
        self._passwords = passwords or Passwords()

    def is_empty(self) -> bool:
        """Say whether the store has no office yet."""
        with self._database.read() as session:
            return has_no_office(session)

    def create_office(
        self,
        office: NewOffice,
        admin: NewOfficer,
        hours: WorkingHours | None = None,
        roles: frozenset[Role] = FOUNDER_ROLES,
    ) -> None:
        """Create the office, its first administrator, hours, the shipped calendar and one counter.

        `hours` default to Monday to Friday, 07:30-11:30 and 13:30-17:00; `roles` always gain the
        administrator's. Raises InvalidInputError naming the field (the administrator's are login,
        admin_name, password) and RuleBrokenError where the store has an office already.
        """
        office = clean_new_office(office)
        login, name = check_administrator(admin, office)
        founder = Account(
            login=login,
            name=name,
            password_hash=self._passwords.hash(admin.password),
            roles=roles | {Role.ADMINISTRATOR},
        )
        with self._database.write() as session:
            found_office(
                session, office, founder, hours or WorkingHours.ordinary(), self._clock.now()
            )


def check_administrator(admin: NewOfficer, office: NewOffice) -> tuple[str, str]:
    """Return login and name as they are stored, the password being good enough.

    Raises InvalidInputError for login, admin_name or password.
    """
    login = clean_login(admin.login)
    name = clean_facts(OfficerFacts(name=admin.name), name_field="admin_name").name
    require_strong(admin.password, (login, name, office.name, office.code))
    return login, name
