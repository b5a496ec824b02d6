"""Enumerations of the evaluation with stable ASCII codes: stored and exchanged, never shown."""

from enum import StrEnum


class EvaluationIndex(StrEnum):
    """The nine indices of TT 01/2018/TT-VPCP Đ13, in its order."""

    TOTAL_TIME = "total_time"
    OWN_TIME = "own_time"
    CONTACTS = "contacts"
    OTHER_AGENCIES = "other_agencies"
    AT_ONE_STOP = "at_one_stop"
    PUBLICITY = "publicity"
    ATTITUDE = "attitude"
    COMPLAINTS = "complaints"
    ONLINE = "online"


class EvaluatedKind(StrEnum):
    """Who is evaluated: the whole unit, an agency, what is of one level, or an officer."""

    UNIT = "unit"
    AGENCY = "agency"
    LEVEL = "level"
    OFFICER = "officer"


class Grade(StrEnum):
    """The class an agency reaches (TT 01/2018/TT-VPCP Đ15)."""

    EXCELLENT = "excellent"
    GOOD = "good"
    FAIR = "fair"
    AVERAGE = "average"
    WEAK = "weak"


class OneStopWork(StrEnum):
    """How much of a procedure is done at the one-stop office (index 5)."""

    ELSEWHERE = "elsewhere"
    RECEIVED_AND_RETURNED = "received_and_returned"
    APPROVED = "approved"


class Publicity(StrEnum):
    """How a procedure is made public (index 6)."""

    POSTED_AND_ELECTRONIC = "posted_and_electronic"
    ONE_OF_THEM = "one_of_them"
    WRONG = "wrong"


class OnlineLevel(StrEnum):
    """How far a procedure can be done online (index 9)."""

    NONE = "none"
    PARTIAL = "partial"
    FULL = "full"


class ToldKind(StrEnum):
    """A figure of QĐ 766/QĐ-TTg that follows from nothing in the store: somebody tells it."""

    PAID_ONLINE = "paid_online"
    REUSED = "reused"
