"""What citizens say of the service, and how."""

from enum import StrEnum


class RatingSource(StrEnum):
    """How somebody's opinion of the service came in."""

    SLIP = "slip"
    WINDOW = "window"
    PHONE = "phone"
    ONLINE = "online"


class Face(StrEnum):
    """How content somebody is with the service as a whole."""

    HAPPY = "happy"
    NEUTRAL = "neutral"
    UNHAPPY = "unhappy"


class SaidTime(StrEnum):
    """When the result came, as the citizen saw it (TT 01/2018, index 1)."""

    SOONER = "sooner"
    AS_PROMISED = "as_promised"
    LATER = "later"


class SaidContacts(StrEnum):
    """How often somebody had to come back to complete the dossier (index 3)."""

    NONE = "none"
    ONE = "one"
    MORE = "more"


class SaidOthers(StrEnum):
    """Whom else somebody had to see about the dossier (index 4)."""

    NONE = "none"
    ONE_STOP = "one_stop"
    MORE = "more"


class SaidAttitude(StrEnum):
    """How somebody was treated (index 7)."""

    GOOD = "good"
    NO_COMPLAINT = "no_complaint"
    COMPLAINT = "complaint"
