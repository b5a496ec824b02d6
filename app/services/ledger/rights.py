"""Who may do what: denied unless declared here."""

from enum import StrEnum

from app.vocabulary.people import Role


class Right(StrEnum):
    """One thing a person may be allowed to do; every service method names one."""

    LOOK_UP = "look_up"
    REGISTER = "register"
    CORRECT = "correct"
    PRINT = "print"
    HAND_OFF = "hand_off"
    ACCEPT = "accept"
    DECIDE = "decide"
    RETURN = "return"
    EXCHANGE = "exchange"
    SEE_PEERS = "see_peers"
    ATTACH = "attach"
    ENTER_RATINGS = "enter_ratings"
    SEE_FIGURES = "see_figures"
    SEE_CASH = "see_cash"
    CLOSE_DAY = "close_day"
    LOCK_PERIOD = "lock_period"
    CONFIRM_CLOSING = "confirm_closing"
    READ_CATALOGUE = "read_catalogue"
    EDIT_CATALOGUE = "edit_catalogue"
    EDIT_OFFICE = "edit_office"
    EDIT_PEOPLE = "edit_people"
    OWN_ACCOUNT = "own_account"
    APPROVE = "approve"
    SAFEGUARD = "safeguard"
    AUDIT = "audit"
    SEE_DISCLOSURES = "see_disclosures"
    WRITE_REPORT = "write_report"
    KEEP_REGISTERS = "keep_registers"
    KEEP_PETITIONS = "keep_petitions"


_DESK = frozenset({Role.OFFICER, Role.SUPERVISOR})
_OFFICE = frozenset({Role.OFFICER, Role.SUPERVISOR, Role.ADMINISTRATOR})
_ALL = frozenset(Role)

RIGHTS: dict[Right, frozenset[Role]] = {
    Right.LOOK_UP: _ALL,
    Right.REGISTER: _DESK,
    Right.CORRECT: _DESK,
    Right.PRINT: _ALL,
    Right.HAND_OFF: _DESK | {Role.AGENCY_OFFICER},
    Right.ACCEPT: _DESK | {Role.AGENCY_OFFICER},
    Right.DECIDE: _DESK,
    Right.RETURN: _DESK,
    # What comes in a bundle hands off, accepts, decides and returns: all of them the desk's.
    Right.EXCHANGE: _DESK,
    Right.SEE_PEERS: _OFFICE,
    Right.ATTACH: _DESK | {Role.AGENCY_OFFICER},
    Right.ENTER_RATINGS: _DESK,
    Right.SEE_FIGURES: frozenset({Role.SUPERVISOR, Role.ADMINISTRATOR}),
    Right.SEE_CASH: _OFFICE,
    Right.CLOSE_DAY: frozenset({Role.SUPERVISOR}),
    Right.LOCK_PERIOD: frozenset({Role.SUPERVISOR}),
    # Who opens the office scans yesterday's sheet.
    Right.CONFIRM_CLOSING: _OFFICE,
    Right.READ_CATALOGUE: _ALL,
    Right.EDIT_CATALOGUE: frozenset({Role.ADMINISTRATOR}),
    Right.EDIT_OFFICE: frozenset({Role.ADMINISTRATOR}),
    Right.EDIT_PEOPLE: frozenset({Role.ADMINISTRATOR}),
    Right.OWN_ACCOUNT: _ALL,
    # The second person of an act for two: whoever answers for the office or for its machines.
    Right.APPROVE: frozenset({Role.SUPERVISOR, Role.ADMINISTRATOR}),
    Right.SAFEGUARD: frozenset({Role.ADMINISTRATOR}),
    Right.AUDIT: frozenset({Role.SUPERVISOR, Role.ADMINISTRATOR}),
    Right.SEE_DISCLOSURES: frozenset({Role.SUPERVISOR, Role.ADMINISTRATOR}),
    Right.WRITE_REPORT: frozenset({Role.SUPERVISOR, Role.ADMINISTRATOR}),
    # What a supervisor keeps books of for the quarter's report.
    Right.KEEP_REGISTERS: frozenset({Role.SUPERVISOR, Role.ADMINISTRATOR}),
    Right.KEEP_PETITIONS: _DESK,
}


CONSOLE_ID = 0
"""The command line without --officer: whoever may read the store's files may look, never change."""

CONSOLE_RIGHTS = frozenset(
    {
        Right.LOOK_UP,
        Right.SEE_FIGURES,
        Right.SEE_CASH,
        Right.READ_CATALOGUE,
        Right.AUDIT,
        Right.KEEP_REGISTERS,
    }
)


def allows(right: Right, roles: frozenset[Role]) -> bool:
    """Say whether any of `roles` carries `right`; an undeclared right is nobody's."""
    return bool(RIGHTS.get(right, frozenset()) & roles)
