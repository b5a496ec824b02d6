"""Enumerations with stable ASCII codes: what is stored and exchanged, never what is shown."""

from enum import StrEnum


class Role(StrEnum):
    """What a person is at the counter; rights hang on roles (`services/rights.py`)."""

    OFFICER = "officer"
    SUPERVISOR = "supervisor"
    ADMINISTRATOR = "administrator"
    AGENCY_OFFICER = "agency_officer"


class UnitKind(StrEnum):
    """What a unit is to this store."""

    ONE_STOP = "one_stop"
    AGENCY = "agency"
    EXTERNAL = "external"


class Level(StrEnum):
    """Level of government; district is kept for history (abolished 1/7/2025)."""

    MINISTRY = "ministry"
    PROVINCE = "province"
    DISTRICT = "district"
    COMMUNE = "commune"


class TimeUnit(StrEnum):
    """Unit of a procedure's legal time."""

    WORKING_DAY = "working_day"
    WORKING_HOUR = "working_hour"
    CALENDAR_DAY = "calendar_day"
    MONTH = "month"
    SAME_DAY = "same_day"
    NONE = "none"


class DueTimeRule(StrEnum):
    """Time of day at which a period of days ends."""

    SAME_TIME = "same_time"
    END_OF_DAY = "end_of_day"


class DayKind(StrEnum):
    """How a calendar day departs from the ordinary week."""

    OFF = "off"
    WORKED = "work"


class Channel(StrEnum):
    """How a dossier came in (national codes 1, 2, 3)."""

    COUNTER = "counter"
    ONLINE = "online"
    POST = "post"


class ReturnBy(StrEnum):
    """How the citizen wants the result."""

    COUNTER = "counter"
    POST = "post"


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


class DossierStatus(StrEnum):
    """Where the work on a dossier is; who holds the paper is custody, not status."""

    RECEIVED = "received"
    NOT_ACCEPTED = "not_accepted"
    PROCESSING = "processing"
    AWAITING_SUPPLEMENT = "awaiting_supplement"
    AWAITING_PAYMENT = "awaiting_payment"
    AWAITING_OPINION = "awaiting_opinion"
    AWAITING_CHECK = "awaiting_check"
    WITHDRAWN = "withdrawn"
    STOPPED = "stopped"
    RESOLVED = "resolved"
    RETURNED = "returned"


class Outcome(StrEnum):
    """What the agency decided."""

    GRANTED = "granted"
    REFUSED = "refused"


class Action(StrEnum):
    """What a person can do to a dossier; `services/lifecycle.py` says when."""

    REGISTER = "register"
    NOT_ACCEPT = "not_accept"
    CORRECT = "correct"
    HANDOFF = "handoff"
    ACCEPT = "accept"
    DECLINE = "decline"
    RECALL = "recall"
    ASK_SUPPLEMENT = "ask_supplement"
    SUPPLEMENT_IN = "supplement_in"
    ASK_PAYMENT = "ask_payment"
    PAYMENT_IN = "payment_in"
    ASK_OPINION = "ask_opinion"
    OPINION_IN = "opinion_in"
    ASK_CHECK = "ask_check"
    CHECK_IN = "check_in"
    END_PHASE = "end_phase"
    EXTEND = "extend"
    RESCHEDULE = "reschedule"
    RESOLVE = "resolve"
    FINISH = "finish"
    RETURN = "return"
    WITHDRAW = "withdraw"
    STOP = "stop"
    GIVE_BACK = "give_back"


class HandoffItemState(StrEnum):
    """One dossier's place on a handoff slip."""

    SENT = "sent"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    RECALLED = "recalled"


class FormKind(StrEnum):
    """A printed document with a number in its own book."""

    RECEIPT = "receipt"
    HANDOFF_SLIP = "handoff_slip"
    RETURN_RECEIPT = "return_receipt"
    SUPPLEMENT_REQUEST = "supplement_request"
    REFUSAL = "refusal"
    APOLOGY = "apology"
    STOP_NOTICE = "stop_notice"
    CONTROL_SLIP = "control_slip"
    GUIDE_SLIP = "guide_slip"
    FEE_RECEIPT = "fee_receipt"
    WITHDRAWAL_NOTE = "withdrawal_note"
    POST_LABEL = "post_label"
    DAY_CLOSING = "day_closing"
    PETITION_RECEIPT = "petition"
    PETITION_ANSWER = "petition_answer"
    RATING_SLIP = "rating_slip"


class PaymentKind(StrEnum):
    """When money is taken: an advance on intake, or what is left (national codes 1 and 4).

    One made void is neither, and of no amount.
    """

    ADVANCE = "advance"
    FINAL = "final"
    VOIDED = "voided"


class PostDirection(StrEnum):
    """Whether the post brings a dossier or takes a result away."""

    IN = "in"
    OUT = "out"


class ReasonKind(StrEnum):
    """What a ready-made sentence of the office is a reason for."""

    SUPPLEMENT = "supplement"
    REFUSAL = "refusal"
    APOLOGY = "apology"
    STOP = "stop"
    WITHDRAWAL = "withdrawal"
    EXEMPTION = "exemption"
    RATING_GOOD = "rating_good"
    RATING_POOR = "rating_poor"


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


class WorkKind(StrEnum):
    """Why a dossier, a petition or an entry of a register is on a work list, worst first."""

    LATE = "late"
    STEP_LATE = "step_late"
    PETITION_LATE = "petition_late"
    DUE_TODAY = "due_today"
    PETITION_TODAY = "petition_today"
    NEAR_DUE = "near_due"
    PETITION_NEAR = "petition_near"
    SUPPLEMENT_OVER = "supplement_over"
    HANDOVER_DUE = "handover_due"
    NOT_ACCEPTED_YET = "not_accepted_yet"
    ENTRY_LATE = "entry_late"
    WAITING_COLLECTION = "waiting_collection"
    PAPERS_TO_GIVE_BACK = "papers_to_give_back"
    ENTRY_DUE = "entry_due"


class AttachmentKind(StrEnum):
    """What a kept file shows."""

    PAPER = "paper"
    RESULT = "result"
    SIGNED_SLIP = "signed_slip"


class BundleKind(StrEnum):
    """What a signed file between two stores says."""

    HANDOVER = "handover"
    ANSWER = "answer"
    RESULT = "result"
    PERIOD = "period"


class BundleDirection(StrEnum):
    """Whether a bundle was made here or taken in here."""

    OUT = "out"
    IN = "in"


class GuardedAct(StrEnum):
    """An act that asks for a password again: the person's own, or a second person's."""

    REOPEN_DAY = "reopen_day"
    REOPEN_PERIOD = "reopen_period"
    VOID_FORM = "void_form"
    RESTORE = "restore"
    RENEW_KEY = "renew_key"
    ENCRYPT_STORE = "encrypt_store"
    DECRYPT_STORE = "decrypt_store"
    CHANGE_STORE_KEY = "change_store_key"
    CHANGE_ROLES = "change_roles"
    ERASE = "erase"
    EXPORT_UNMASKED = "export_unmasked"
    PRINT_RECOVERY = "print_recovery"


class PublishedEffect(StrEnum):
    """What a decision does to one procedure."""

    NEW = "new"
    AMENDED = "amended"
    ABOLISHED = "abolished"


class Liaison(StrEnum):
    """How several units carry a procedure out together (liên thông)."""

    NONE = "none"
    SAME_LEVEL = "same_level"
    ACROSS_LEVELS = "across_levels"


class PrintState(StrEnum):
    """One copy in the print outbox."""

    QUEUED = "queued"
    SENT = "sent"
    FAILED = "failed"
    CANCELLED = "cancelled"


class FormSet(StrEnum):
    """Which circular's forms a dossier gets, by the day of its receipt."""

    TT01_2018 = "tt01_2018"
    TT03_2025 = "tt03_2025"


class Timeliness(StrEnum):
    """How an ended or open dossier stands against its due instant."""

    EARLY = "early"
    ON_TIME = "on_time"
    LATE = "late"
    IN_TIME = "in_time"
    OVERDUE = "overdue"


class Verdict(StrEnum):
    """What a scanned receipt is."""

    GENUINE = "genuine"
    VOID = "void"
    UNKNOWN = "unknown"
    FORGED = "forged"


class PeriodKind(StrEnum):
    """How long a report's period is; a custom one has any days."""

    QUARTER = "quarter"
    HALF = "half"
    NINE_MONTHS = "nine_months"
    YEAR = "year"
    CUSTOM = "custom"


class LateReason(StrEnum):
    """Why a dossier is late, as the national reports ask (form II.06c)."""

    LAW = "law"
    ORGANISATION = "organisation"
    FUNDING = "funding"
    FACILITIES = "facilities"
    COORDINATION = "coordination"
    OTHER = "other"


class GroupBy(StrEnum):
    """What a summary is split by."""

    AGENCY = "agency"
    PROCEDURE = "procedure"
    FIELD = "field"
    OFFICER = "officer"


class RegisterKind(StrEnum):
    """A plain register the office keeps beside its dossiers."""

    INSPECTIONS = "inspections"
    FINDINGS = "findings"
    ONE_STOP_UNITS = "one_stop_units"
    REGULATIONS = "regulations"
    ACTIVITIES = "activities"
