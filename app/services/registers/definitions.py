"""The registers there are: what each of them keeps is said here and nowhere else."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from app.models.registers import (
    Activity,
    Inspection,
    InspectionFinding,
    OneStopUnit,
    RegisterVersion,
    Regulation,
)
from app.services.fields import Field, FieldKind, field_in
from app.vocabulary.office import Level
from app.vocabulary.reports import ActivityKind, RegisterKind
from app.wording import captions, nouns


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """One register.

    `noun` is what an entry is, `called` the field that calls it, `day` the date it is filed under.
    `due` is the day or month by which something is done and `done` the day it was, `followed_up`
    the words about it. `since` and `until` bound what is true only from a day to a day.
    `once` names the fields that are no two entries' alike: within a year of `day` with
    `once_a_year`, within the same days where `since` and `until` are. `of` is the register that
    the entries in field `of_field` are of.
    """

    kind: RegisterKind
    table: type[RegisterVersion]
    noun: str
    called: str
    day: str
    fields: tuple[Field, ...]
    once: tuple[str, ...]
    once_a_year: bool = False
    due: str = ""
    done: str = ""
    followed_up: str = ""
    since: str = ""
    until: str = ""
    of: RegisterKind | None = None
    of_field: str = ""

    def field(self, name: str) -> Field:
        """Return the field `name`. Raises KeyError for a name that is none."""
        return field_in(self.fields, name)


_LONG: Final = 2000
_NOTE: Final = Field(
    name="note", title=captions.NOTE, is_required=False, longest=_LONG, lines=2, is_listed=False
)

INSPECTIONS: Final = Register(
    kind=RegisterKind.INSPECTIONS,
    table=Inspection,
    noun="đợt kiểm tra",
    called="subject",
    day="planned_month",
    due="planned_month",
    done="held_on",
    followed_up="note",
    once=("subject", "inspected", "planned_month"),
    fields=(
        Field(name="subject", title="Nội dung kiểm tra", longest=_LONG, lines=2),
        Field(name="inspected", title="Đơn vị được kiểm tra"),
        Field(
            name="planned_month",
            title="Tháng dự kiến",
            brief="Dự kiến",
            kind=FieldKind.MONTH,
            hint="tháng/năm, ví dụ 09/2026",
        ),
        Field(
            name="decision_no",
            title=captions.DECISION_NUMBER,
            brief=captions.DECISION,
            is_required=False,
            longest=100,
            hint="để trống khi kế hoạch chưa ban hành",
        ),
        Field(
            name="decided_on",
            title="Ngày quyết định",
            brief="Ngày QĐ",
            kind=FieldKind.DATE,
            is_required=False,
        ),
        Field(
            name="held_on",
            title="Ngày đã kiểm tra",
            brief="Đã kiểm tra",
            kind=FieldKind.DATE,
            is_required=False,
            is_past=True,
        ),
        _NOTE,
    ),
)
FINDINGS: Final = Register(
    kind=RegisterKind.FINDINGS,
    table=InspectionFinding,
    noun="tồn tại",
    called="finding",
    day="found_on",
    due="mend_by",
    done="mended_on",
    followed_up="followed_up",
    once=("finding", "inspection"),
    of=RegisterKind.INSPECTIONS,
    of_field="inspection",
    fields=(
        Field(
            name="inspection",
            title="Số thứ tự đợt kiểm tra",
            brief="Đợt số",
            kind=FieldKind.ENTRY,
        ),
        Field(name="finding", title="Tồn tại, hạn chế", longest=_LONG, lines=2),
        Field(name="found_on", title="Ngày phát hiện", kind=FieldKind.DATE, is_past=True),
        Field(name="mend_by", title="Hạn khắc phục", kind=FieldKind.DATE, not_before="found_on"),
        Field(name="followed_up", title="Theo dõi", is_required=False, longest=_LONG, lines=2),
        Field(
            name="mended_on",
            title="Ngày khắc phục xong",
            brief="Xong ngày",
            kind=FieldKind.DATE,
            is_required=False,
            is_past=True,
            not_before="found_on",
        ),
    ),
)
ONE_STOP_UNITS: Final = Register(
    kind=RegisterKind.ONE_STOP_UNITS,
    table=OneStopUnit,
    noun="bộ phận Một cửa",
    called="name",
    day="valid_from",
    since="valid_from",
    until="valid_to",
    once=("name", "level"),
    fields=(
        Field(name="name", title="Tên bộ phận Một cửa"),
        Field(
            name="level",
            title=captions.LEVEL,
            kind=FieldKind.CHOICE,
            choices=(Level.PROVINCE, Level.DISTRICT, Level.COMMUNE),
        ),
        Field(name="valid_from", title=captions.FROM_DAY, kind=FieldKind.DATE),
        Field(
            name="valid_to",
            title="Đến hết ngày",
            kind=FieldKind.DATE,
            is_required=False,
            not_before="valid_from",
            hint="để trống khi còn hoạt động",
        ),
        Field(name="cameras", title="Camera", kind=FieldKind.NUMBER, most=1000),
        Field(
            name="queue_machines",
            title="Máy xếp hàng",
            brief="Xếp hàng",
            kind=FieldKind.NUMBER,
            most=1000,
        ),
        Field(name="kiosks", title="Kiosk", kind=FieldKind.NUMBER, most=1000),
        Field(name="scanners", title="Máy quét", kind=FieldKind.NUMBER, most=1000),
        Field(
            name="touch_screens",
            title="Màn hình tra cứu",
            brief="Tra cứu",
            kind=FieldKind.NUMBER,
            most=1000,
        ),
        _NOTE,
    ),
)
REGULATIONS: Final = Register(
    kind=RegisterKind.REGULATIONS,
    table=Regulation,
    noun="văn bản",
    called="document_no",
    day="issued_on",
    until="ended_on",
    once=("document_no", "issuer"),
    once_a_year=True,
    fields=(
        Field(
            name="document_no", title=captions.DOCUMENT_SIGN, longest=100, hint="ví dụ 800/QĐ-UBND"
        ),
        Field(name="issued_on", title="Ngày ban hành", kind=FieldKind.DATE, is_past=True),
        Field(name="issuer", title=captions.ISSUER),
        Field(name="subject", title="Trích yếu", longest=_LONG, lines=2),
        Field(
            name="is_legal",
            title=captions.LEGAL_DOCUMENTS,
            brief="VBQPPL",
            kind=FieldKind.YES_NO,
        ),
        Field(
            name="ended_on",
            title="Ngày hết hiệu lực",
            brief="Hết hiệu lực",
            kind=FieldKind.DATE,
            is_required=False,
            not_before="issued_on",
        ),
        Field(
            name="procedures",
            title="Số TTHC quy định",
            brief="Số TTHC",
            kind=FieldKind.NUMBER,
            most=10_000,
            hint="0 khi văn bản không quy định thủ tục",
        ),
        _NOTE,
    ),
)
ACTIVITIES: Final = Register(
    kind=RegisterKind.ACTIVITIES,
    table=Activity,
    noun=nouns.ACTIVITIES,
    called="subject",
    day="held_on",
    once=("subject", "held_on", "form", "place"),
    fields=(
        Field(name="held_on", title=captions.DAY, kind=FieldKind.DATE, is_past=True),
        Field(name="kind", title=captions.KIND, kind=FieldKind.CHOICE, choices=tuple(ActivityKind)),
        Field(
            name="form",
            title=captions.MANNER,
            longest=200,
            hint="ví dụ hội nghị, phát thanh, tờ rơi",
        ),
        Field(name="subject", title=captions.CONTENT, longest=_LONG, lines=2),
        Field(name="place", title=captions.PLACE, is_required=False),
        Field(
            name="participants", title="Số người tham dự", brief="Số người", kind=FieldKind.NUMBER
        ),
        _NOTE,
    ),
)

REGISTERS: Final[Mapping[RegisterKind, Register]] = {
    one.kind: one for one in (INSPECTIONS, FINDINGS, ONE_STOP_UNITS, REGULATIONS, ACTIVITIES)
}
