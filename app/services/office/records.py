"""What an office, its hours and its calendar look like from outside."""

from dataclasses import dataclass
from typing import Final

from app.services.deadlines.calendar import DayException
from app.services.fields import Field, FieldKind
from app.vocabulary.catalogue import DueTimeRule, LatenessRule, OffHoursRule
from app.vocabulary.office import DayKind, Level
from app.vocabulary.people import Role
from app.wording import prompts, sentences


@dataclass(frozen=True, slots=True, kw_only=True)
class NewOffice:
    """The one-stop office a store is created for; `code` heads every dossier code for good."""

    code: str
    name: str
    parent_name: str = ""
    level: Level = Level.COMMUNE
    head_name: str = ""
    address: str = ""
    place: str = ""
    hotline: str = ""
    is_demo: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeEdit:
    """What may be changed of an office later on; the code may not.

    `off_hours` and `lateness` hold for dossiers received from then on. `footer` are lines at the
    foot of forms. `supplement_days` calendar days after a supplement was asked for and never came,
    closing the dossier is proposed. `gives_rating_slips`: one is printed with each receipt,
    supplement request and refusal.
    """

    name: str
    parent_name: str = ""
    level: Level = Level.COMMUNE
    head_name: str = ""
    address: str = ""
    place: str = ""
    hotline: str = ""
    lookup_url: str = ""
    due_time: DueTimeRule = DueTimeRule.SAME_TIME
    off_hours: OffHoursRule = OffHoursRule.DAY_OF_RECEIPT
    lateness: LatenessRule = LatenessRule.BY_UNIT
    footer: str = ""
    supplement_days: int = 30
    gives_rating_slips: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeFacts:
    """An office as it stands."""

    office_id: int
    code: str
    is_demo: bool
    edit: OfficeEdit


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyLine:
    """One agency that decides dossiers of this office."""

    unit_id: int
    code: str
    name: str


REASON: Final = (
    Field(
        name="text",
        title=prompts.CONTENT,
        lines=4,
        longest=1000,
        hint="Một câu đầy đủ, in trên giấy gửi công dân; {giấy tờ} thành các mục cần bổ sung",
        missing="Chưa nhập nội dung mẫu; hãy viết thành câu đầy đủ.",
    ),
    Field(
        name="ground",
        title=prompts.GROUND,
        longest=1000,
        is_required=False,
        hint="Điều, khoản, văn bản; để trống nếu tùy hồ sơ",
    ),
)


CALENDAR_DAY: Final = (
    Field(
        name="day",
        title="&Ngày",
        kind=FieldKind.DATE,
        missing=sentences.NO_DAY,
        is_fixed=True,
    ),
    Field(
        name="kind",
        title=prompts.KIND,
        kind=FieldKind.CHOICE,
        choices=tuple(DayKind),
        default=next(iter(DayKind)),
    ),
    Field(
        name="reason",
        title="Lý &do",
        longest=200,
        width=0,
        hint="Tết Nguyên đán, nghỉ bù, hoán đổi…",
        missing="Chưa nhập lý do; hãy ghi tên ngày lễ hoặc lý do.",
    ),
    Field(
        name="decision",
        title="&Văn bản",
        longest=100,
        width=0,
        is_required=False,
        hint="Số văn bản quyết định, nếu có",
    ),
)


@dataclass(frozen=True, slots=True)
class ReasonLine:
    """A ready-made sentence and the legal ground that goes with it, empty where none does."""

    reason_id: int
    text: str
    ground: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarYearView:
    """One year's days that depart from the ordinary week, in order."""

    year: int
    is_confirmed: bool
    decision: str
    days: tuple[DayException, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarChange:
    """What a change of calendar or hours touches.

    `open_count` open dossiers are due on or after the first day changed. Their printed due dates
    stay as they are: moving one is an act of its own, with a paper for the citizen.
    """

    open_count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoOfficer:
    """An account of the demo office with its fresh password."""

    login: str
    roles: tuple[Role, ...]
    password: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoAgency:
    """An agency of the demo office."""

    code: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoMade:
    """What the demo office was given; the passwords are shown once and kept nowhere."""

    officers: tuple[DemoOfficer, ...]
    agencies: tuple[DemoAgency, ...]
