"""Enumerations of petitions (phản ánh, kiến nghị), with stable ASCII codes: never what is shown."""

from enum import StrEnum


class PetitionChannel(StrEnum):
    """How a petition came in (NĐ 20/2008, NĐ 92/2017)."""

    WRITTEN = "written"
    PHONE = "phone"
    OPINION_SLIP = "opinion_slip"
    ONLINE = "online"
    IN_PERSON = "in_person"
    POST = "post"


class PetitionKind(StrEnum):
    """Whether somebody tells of a wrong or proposes something better."""

    FEEDBACK = "feedback"
    PROPOSAL = "proposal"


class PetitionAbout(StrEnum):
    """What a petition is about, as its sender sees it."""

    RULE = "rule"
    CONDUCT = "conduct"


class PetitionClass(StrEnum):
    """What it proved to be when it was studied: classes a to d of NĐ 20/2008 Đ9."""

    NOT_RECEIVED = "not_received"
    CONDUCT = "conduct"
    OWN_RULE = "own_rule"
    OTHER_RULE = "other_rule"


class PetitionStatus(StrEnum):
    """Where the work on a petition is."""

    RECEIVED = "received"
    AWAITING_INFORMATION = "awaiting_information"
    TO_FORWARD = "to_forward"
    FORWARDED = "forwarded"
    IN_STUDY = "in_study"
    STUDIED = "studied"
    DECIDED = "decided"
    ANSWERED = "answered"
    PUBLISHED = "published"
    REFUSED = "refused"
    PASSED_ON = "passed_on"
    WITHDRAWN = "withdrawn"
    CLOSED = "closed"


class PetitionAct(StrEnum):
    """What a person can do to a petition; `services/petitions/lifecycle.py` says when."""

    RECEIVE = "receive"
    CLASSIFY = "classify"
    ASK_INFORMATION = "ask_information"
    INFORMATION_IN = "information_in"
    FORWARD = "forward"
    STUDY = "study"
    DECIDE = "decide"
    FIND = "find"
    ANSWER = "answer"
    PUBLISH = "publish"
    WITHDRAW = "withdraw"
    CLOSE = "close"


class Criterion(StrEnum):
    """By what a rule is judged (NĐ 20/2008 Đ14)."""

    NECESSITY = "necessity"
    LEGALITY = "legality"
    SIMPLICITY = "simplicity"
    FEASIBILITY = "feasibility"
    CONSISTENCY = "consistency"
    TREATIES = "treaties"


class PetitionOutcome(StrEnum):
    """What was decided on a petition about a rule (NĐ 20/2008 Đ15)."""

    AMEND = "amend"
    PROPOSE = "propose"
    ISSUE = "issue"
    NO_GROUND = "no_ground"
    EXPLAIN = "explain"


class Finding(StrEnum):
    """What a complaint about conduct proved to be; one found false counts against nobody."""

    TRUE = "true"
    FALSE = "false"


class PublishedBy(StrEnum):
    """How the answer was made public (NĐ 20/2008 Đ19)."""

    SYSTEM = "system"
    SITE = "site"
    MEDIA = "media"
    LETTER = "letter"


class PetitionDuty(StrEnum):
    """What has to be done by an instant of its own."""

    REFUSE = "refuse"
    ASK = "ask"
    FORWARD = "forward"
    ANSWER = "answer"
    PUBLISH = "publish"
