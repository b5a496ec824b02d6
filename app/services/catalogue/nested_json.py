"""JSON to procedures: the nested shape of published procedure sets, or flat rows as objects."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

import msgspec

from app.errors import InvalidInputError
from app.services.catalogue.agency_names import deciding_agency
from app.services.catalogue.cases import ChannelTime, named_cases
from app.services.catalogue.cells import BareHours, is_bare_hours
from app.services.catalogue.flat_rows import Cells, read_cells
from app.services.catalogue.records import (
    ALL_CHANNELS,
    CaseDraft,
    FileContent,
    ImportedProcedure,
    Notice,
    PaperDraft,
    PhaseDraft,
    ProcedureDraft,
    Refusal,
    StepDraft,
)
from app.services.catalogue.validation import MOST_COPIES
from app.services.tables import MOST_ROWS, refuse, too_many_rows
from app.text import fold
from app.vocabulary.catalogue import TimeUnit
from app.vocabulary.dossiers import Channel
from app.vocabulary.office import Level
from app.wording.labels import label

_UNITS = (
    {unit.value: unit for unit in TimeUnit}
    | {fold(label(unit)): unit for unit in TimeUnit}
    | {"day": TimeUnit.CALENDAR_DAY}
)
_UNSPECIFIED = "unspecified"
_CHANNELS = {
    "truc tiep": Channel.COUNTER,
    "truc tuyen": Channel.ONLINE,
    "dich vu buu chinh": Channel.POST,
} | {channel.value: channel for channel in Channel}
# The lowest local level listed is where a counter takes the dossier in.
_LEVELS = {"cap xa": Level.COMMUNE, "cap tinh": Level.PROVINCE, "cap bo": Level.MINISTRY}
_LEAST_FEE_VND = 1000
"""No fee is smaller; published sets hold "150" where 150,000 was meant."""
_RECENT = 40
_MARKS = re.compile("[\u200e\u200f\ufeff]")


class _Phase(msgspec.Struct):
    name: str
    value: float
    unit: str


class _Step(msgspec.Struct):
    agency: str
    value: float
    unit: str
    code: str = ""
    work: str = ""
    parallel: bool = False
    lead: bool = False


class _Channel(msgspec.Struct):
    channel: str
    value: float | None = None
    unit: str | None = None
    fees_vnd: list[int] | None = None
    advance_vnd: int = 0
    phases: list[_Phase] = []
    steps: list[_Step] = []


class _Paper(msgspec.Struct):
    name: str
    originals: int = 0
    copies: int = 0


class _Procedure(msgspec.Struct):
    code: str
    name: str
    field: str
    levels: list[str]
    decision: str = ""
    agency: str = ""
    authority: str = ""
    channels: list[_Channel] = []
    documents: list[_Paper] = []
    steps: list[_Step] = []


@dataclass(frozen=True, slots=True)
class _Reading:
    """Where the notices of one procedure go, and what its bare hours are taken for."""

    row: int
    code: str
    notices: list[Notice]
    hours: BareHours

    def note(self, field: str, message: str) -> None:
        """Say it once, though every channel repeats it."""
        notice = Notice(self.row, self.code, field, message)
        if notice not in self.notices[-_RECENT:]:
            self.notices.append(notice)


def read_json(content: bytes, hours: BareHours) -> FileContent:
    """Return the procedures of a JSON list. Raises InvalidInputError for anything else."""
    try:
        parts = msgspec.json.decode(content.removeprefix(b"\xef\xbb\xbf"), type=list[msgspec.Raw])
        first = msgspec.json.decode(parts[0]) if parts else None
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as error:
        raise refuse(
            "Tệp JSON sai cú pháp hoặc không phải là danh sách thủ tục. Hãy kiểm tra lại tệp."
        ) from error
    if len(parts) > MOST_ROWS:
        raise too_many_rows()
    if not isinstance(first, dict) or "code" not in first:
        raise refuse("Tệp JSON không có thủ tục nào: mỗi mục phải có “code”, “name”, “field”.")
    return _read_nested(parts, hours) if "levels" in first else _read_flat(parts, hours)


def _read_flat(parts: Sequence[msgspec.Raw], hours: BareHours) -> FileContent:
    rows: list[tuple[int, Cells]] = []
    refused: list[Refusal] = []
    for number, part in enumerate(parts, start=1):
        try:
            rows.append((number, _flattened(msgspec.json.decode(part, type=dict[str, object]))))
        except (msgspec.DecodeError, RecursionError, UnicodeDecodeError):
            refused.append(_misshapen(number, ""))
    content = read_cells(rows, hours)
    return replace(content, refused=(*refused, *content.refused))


def _flattened(row: dict[str, object]) -> Cells:
    papers = row.get("documents")
    if isinstance(papers, list):
        return row | {"documents": "\n".join(str(paper) for paper in papers)}
    return row


def _read_nested(parts: Sequence[msgspec.Raw], hours: BareHours) -> FileContent:
    entries: list[ImportedProcedure] = []
    refused: list[Refusal] = []
    notices: list[Notice] = []
    seen: dict[str, int] = {}
    for number, part in enumerate(parts, start=1):
        try:
            read = msgspec.json.decode(part, type=_Procedure)
        except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as error:
            refused.append(_misshapen(number, str(error)))
            continue
        code = read.code.strip()
        if code in seen:
            refused.append(_twin(number, code, seen[code]))
            continue
        seen[code] = number
        reading = _Reading(number, code, notices, hours)
        try:
            entries.append(ImportedProcedure((number,), _draft(read, reading)))
        except InvalidInputError as error:
            refused.append(Refusal(number, code, error.field, error.message))
        notices += hours.notices(number, code)
    return FileContent(
        tuple(entries), tuple(refused), tuple(notices), has_bare_hours=hours.were_read
    )


def _misshapen(number: int, detail: str) -> Refusal:
    path = re.search(r"`\$\.?([^`]*)`", detail)
    where = f" ở “{path[1]}”" if path and path[1] else ""
    return Refusal(
        number, "", "file", f"Mục này sai cấu trúc{where}. Hãy sửa cho đúng mẫu rồi nhập lại."
    )


def _twin(number: int, code: str, first: int) -> Refusal:
    return Refusal(
        number, code, "code", f"Trùng mã thủ tục với mục {first}. Hãy xóa một trong hai mục."
    )


def _draft(read: _Procedure, reading: _Reading) -> ProcedureDraft:
    return ProcedureDraft(
        code=read.code.strip(),
        name=_plain(read.name, "name", reading),
        field=_plain(read.field, "field", reading),
        level=_level(read.levels),
        decision=_plain(read.decision, "decision", reading),
        agency_name=_agency(read, reading),
        cases=_cases(read, reading),
        papers=_papers(read.documents, reading),
    )


def _plain(text: str, field: str, reading: _Reading) -> str:
    """Return `text` without the direction marks that copying from web pages leaves."""
    bare, count = _MARKS.subn("", text)
    if count:
        reading.note(field, "Đã bỏ ký tự ẩn trong nội dung; hãy đọc lại.")
    return bare


def _level(names: Sequence[str]) -> Level:
    folded = {fold(name) for name in names} | set(names)
    for word, level in _LEVELS.items():
        if word in folded or level.value in folded:
            return level
    raise InvalidInputError("level", "Không có cấp xã, cấp tỉnh hay cấp bộ. Hãy ghi rõ cấp.")


def _agency(read: _Procedure, reading: _Reading) -> str:
    agency = deciding_agency(read.agency) or deciding_agency(read.authority)
    if not agency and read.agency.strip():
        reading.note("agency", "Cơ quan giải quyết ghi không rõ, đang để trống; hãy chọn lại.")
    return agency


def _cases(read: _Procedure, reading: _Reading) -> tuple[CaseDraft, ...]:
    """Return the cases; a channel without steps of its own goes the way of the procedure."""
    route = _route(read.steps, reading)
    if not read.channels:
        reading.note("cases", "Không có kênh và thời hạn; đang để “không quy định thời hạn”.")
        return named_cases(
            [ChannelTime(Decimal(0), TimeUnit.NONE, 0, each, route=route) for each in ALL_CHANNELS]
        )
    return named_cases([_timed(channel, route, reading) for channel in read.channels])


def _timed(read: _Channel, route: tuple[StepDraft, ...], reading: _Reading) -> ChannelTime:
    channel = _CHANNELS.get(fold(read.channel))
    if channel is None:
        raise InvalidInputError(
            "channels", f"Không biết kênh “{read.channel[:40]}”. Hãy sửa kênh rồi nhập lại."
        )
    value, unit = _time(read, reading)
    return ChannelTime(
        value,
        unit,
        _fee(read.fees_vnd or [], reading),
        channel,
        read.advance_vnd,
        tuple(_phase(phase, reading) for phase in read.phases),
        _route(read.steps, reading) or route,
    )


def _route(read: Sequence[_Step], reading: _Reading) -> tuple[StepDraft, ...]:
    """Return the steps; where none is marked, the one with the most time leads."""
    steps = [_step(each, reading) for each in read]
    if steps and not any(step.is_lead for step in steps):
        longest = max(range(len(steps)), key=lambda at: (steps[at].value, -at))
        steps[longest] = replace(steps[longest], is_lead=True)
        reading.note(
            "route",
            f"Quy trình không ghi đơn vị chủ trì; đang lấy {steps[longest].unit_name}, "
            "hãy xem lại.",
        )
    return tuple(steps)


def _step(read: _Step, reading: _Reading) -> StepDraft:
    return StepDraft(
        unit_name=_plain(read.agency, "route", reading).strip(),
        value=Decimal(str(read.value)),
        unit=_unit(read.unit, "route", reading),
        unit_code=read.code.strip(),
        work=_plain(read.work, "route", reading),
        is_parallel=read.parallel,
        is_lead=read.lead,
    )


def _phase(read: _Phase, reading: _Reading) -> PhaseDraft:
    name = _plain(read.name, "phases", reading)
    return PhaseDraft(name, Decimal(str(read.value)), _unit(read.unit, "phases", reading))


def _unit(text: str, field: str, reading: _Reading) -> TimeUnit:
    if is_bare_hours(text):
        return reading.hours.unit()
    unit = _UNITS.get(fold(text.strip()))
    if unit is None:
        raise InvalidInputError(
            field, f"Không biết đơn vị thời gian “{text[:40]}”. Hãy sửa rồi nhập lại."
        )
    return unit


def _time(read: _Channel, reading: _Reading) -> tuple[Decimal, TimeUnit]:
    if read.unit is None and read.value is None:
        return Decimal(0), TimeUnit.NONE
    if read.unit is None or read.unit == _UNSPECIFIED:
        figure = f"{read.value:g}" if read.value is not None else ""
        reading.note(
            "cases",
            f"Thời hạn “{figure}” không ghi đơn vị; đang để “không quy định thời hạn”, "
            "hãy nhập lại.",
        )
        return Decimal(0), TimeUnit.NONE
    return Decimal(str(read.value or 0)), _unit(read.unit, "unit", reading)


def _fee(fees: Sequence[int], reading: _Reading) -> int:
    known = sorted(set(fees))
    if len(known) > 1:
        reading.note("fee_vnd", f"Có nhiều mức phí {known}; đang lấy mức thấp nhất, hãy xem lại.")
    fee = known[0] if known else 0
    if 0 < fee < _LEAST_FEE_VND:
        reading.note("fee_vnd", f"Phí {fee} đồng ghi sai đơn vị; đang để 0, hãy nhập lại.")
        return 0
    return fee


def _papers(read: Sequence[_Paper], reading: _Reading) -> tuple[PaperDraft, ...]:
    """Return papers once each: published sets repeat them for every case."""
    papers: dict[str, PaperDraft] = {}
    for paper in read:
        name = _plain(paper.name, "papers", reading).strip()
        original = _copies(paper.originals, reading)
        plain = _copies(paper.copies, reading)
        before = papers.get(name)
        if before is not None:
            original, plain = max(original, before.original), max(plain, before.plain)
        papers[name] = PaperDraft(
            name, original=original, plain=plain, is_required=original + plain > 0
        )
    return tuple(papers.values())


def _copies(count: int, reading: _Reading) -> int:
    """Return a count of copies; a year run together with a figure (20261) is not one."""
    if count <= MOST_COPIES:
        return count
    reading.note("papers", f"Số bản {count} không hợp lý; đang để 1, hãy xem lại.")
    return 1
