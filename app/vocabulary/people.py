"""What people are, at the counter and before it, and what takes two of them."""

from enum import StrEnum


class Role(StrEnum):
    """What a person is at the counter; rights hang on roles (`services/ledger/rights.py`)."""

    OFFICER = "officer"
    SUPERVISOR = "supervisor"
    ADMINISTRATOR = "administrator"
    AGENCY_OFFICER = "agency_officer"


class PersonKind(StrEnum):
    """Kind of a dossier's owner (national codes 0, 1, 2; organisation is local)."""

    CITIZEN = "citizen"
    ENTERPRISE = "enterprise"
    HOUSEHOLD_BUSINESS = "household_business"
    ORGANISATION = "organisation"


class Sex(StrEnum):
    """Sex as an identity card states it."""

    MALE = "male"
    FEMALE = "female"


class GuardedAct(StrEnum):
    """An act that asks for a password again: the person's own, or a second person's."""

    REOPEN_DAY = "reopen_day"
    REOPEN_PERIOD = "reopen_period"
    VOID_FORM = "void_form"
    RESTORE = "restore"
    RENEW_KEY = "renew_key"
    RENEW_OFFICE_KEY = "renew_office_key"
    ENCRYPT_STORE = "encrypt_store"
    DECRYPT_STORE = "decrypt_store"
    CHANGE_STORE_KEY = "change_store_key"
    CHANGE_ROLES = "change_roles"
    ERASE = "erase"
    EXPORT_UNMASKED = "export_unmasked"
    PRINT_RECOVERY = "print_recovery"
    ACCEPT_CLOCK = "accept_clock"
