"""What a bundle says of its dossiers: exact shapes, so that nothing else is ever taken in."""

import hashlib
from collections.abc import Iterator
from datetime import UTC, datetime, time
from decimal import Decimal
from typing import Annotated, Final, TypeVar
from unicodedata import is_normalized
from uuid import UUID

import msgspec
from msgspec import Meta

from app.errors import InvalidInputError
from app.services.deadlines.limits import TimeLimit
from app.services.exchange.envelope import BundleError, BundleHeader
from app.services.forms.numbering import DOSSIER_CODE_PATTERN
from app.text import clean
from app.vocabulary.catalogue import TimeUnit
from app.vocabulary.dossiers import AttachmentKind, Channel, HandoffItemState, Outcome, ReturnBy
from app.vocabulary.exchange import BundleKind
from app.vocabulary.office import Level
from app.vocabulary.people import PersonKind, Sex

MAX_DOSSIERS: Final = 2000
_FIRST_YEAR, _LAST_YEAR = 2000, 2200

_Name = Annotated[str, Meta(min_length=1, max_length=300)]
_Line = Annotated[str, Meta(max_length=300)]
_Words = Annotated[str, Meta(max_length=4000)]
_Short = Annotated[str, Meta(max_length=32)]
_Slip = Annotated[str, Meta(min_length=1, max_length=64)]
_Code = Annotated[str, Meta(pattern=rf"^{DOSSIER_CODE_PATTERN}\Z", max_length=64)]
_Sha256 = Annotated[str, Meta(pattern=r"^[0-9a-f]{64}$")]
_At = Annotated[datetime, Meta(tz=True)]
_Count = Annotated[int, Meta(ge=0, le=100_000)]
_Year = Annotated[int, Meta(ge=_FIRST_YEAR, le=_LAST_YEAR)]


class _Said(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A part of a bundle; an unknown field is another version's and refused."""


_S = TypeVar("_S", bound=_Said)


def copied(kind: type[_S], source: object) -> _S:
    """Return the `kind` that says what `source` has under the same names.

    Lengths and shapes are asked of a bundle where it is read, not of what this store has.
    """
    return kind(**{name: getattr(source, name) for name in kind.__struct_fields__})


class FileSaid(_Said, frozen=True):
    """A file of the bundle, which lies there under its hash; `paper_ordinal` from 1."""

    name: Annotated[str, Meta(min_length=1, max_length=200)]
    kind: AttachmentKind
    paper_ordinal: Annotated[int, Meta(ge=1, le=1000)] | None
    media_type: Annotated[str, Meta(min_length=1, max_length=60)]
    size: Annotated[int, Meta(ge=0, le=1 << 30)]
    sha256: _Sha256


class PaperSaid(_Said, frozen=True):
    """A paper that was handed in, and how many of each kind."""

    name: Annotated[str, Meta(min_length=1, max_length=4000)]
    original: _Count
    certified: _Count
    plain: _Count
    electronic: _Count
    is_extra: bool


class OwnerSaid(_Said, frozen=True):
    """Whose dossier it is."""

    name: _Name
    kind: PersonKind
    id_number: _Short
    birth: Annotated[str, Meta(max_length=10)]
    sex: Sex | None
    address: Annotated[str, Meta(max_length=500)]
    phone: _Short
    email: Annotated[str, Meta(max_length=200)]


class SubmitterSaid(_Said, frozen=True):
    """Who brought it for the owner."""

    name: _Name
    id_number: _Short
    phone: _Short


class TimeSaid(_Said, frozen=True):
    """A legal time, or the time of one step."""

    value: Decimal
    unit: TimeUnit


class ProcedureSaid(_Said, frozen=True):
    """The procedure and case as the sender's catalogue had them."""

    code: _Slip
    name: Annotated[str, Meta(min_length=1, max_length=4000)]
    field: Annotated[str, Meta(max_length=200)]
    level: Level
    case_name: _Name
    limit: TimeSaid
    late_cutoff: time


class CustodySaid(_Said, frozen=True):
    """One slip the paper went on before."""

    slip: _Slip
    from_name: _Name
    to_name: _Name
    sent_at: _At
    state: HandoffItemState
    closed_at: _At | None
    receiver_name: _Line


class DossierSaid(_Said, frozen=True):
    """One dossier on its way: all its receiver needs. Money in đồng."""

    code: _Code
    slip: _Slip
    slip_year: _Year
    sent_at: _At
    procedure: ProcedureSaid
    step: TimeSaid | None
    owner: OwnerSaid
    submitter: SubmitterSaid | None
    channel: Channel
    received_at: _At
    due_at: _At | None
    papers: Annotated[tuple[PaperSaid, ...], Meta(max_length=1000)]
    request: _Words
    set_count: Annotated[int, Meta(ge=1, le=1000)]
    return_by: ReturnBy
    return_address: Annotated[str, Meta(max_length=500)]
    fee_vnd: Annotated[int, Meta(ge=0, le=2_000_000_000)]
    exempt_ground: Annotated[str, Meta(max_length=500)]
    note: _Words
    custody: Annotated[tuple[CustodySaid, ...], Meta(max_length=500)]
    files: Annotated[tuple[FileSaid, ...], Meta(max_length=1000)]


class HandoverSaid(_Said, frozen=True):
    """All that is on the way to the receiver and not answered; the newest `serial` holds."""

    serial: Annotated[int, Meta(ge=1, le=1_000_000_000)]
    dossiers: Annotated[tuple[DossierSaid, ...], Meta(max_length=MAX_DOSSIERS)]


class AnswerLine(_Said, frozen=True):
    """What became of one dossier of the bundle that is answered; `reason` where it was refused."""

    code: _Code
    slip: _Slip
    slip_year: _Year
    is_accepted: bool
    at: _At
    by: Annotated[str, Meta(min_length=1, max_length=200)]
    reason: Annotated[str, Meta(max_length=2000)]


class AnswerSaid(_Said, frozen=True):
    """The answer to a handover or to results (`answered`)."""

    answered: BundleKind
    lines: Annotated[tuple[AnswerLine, ...], Meta(max_length=MAX_DOSSIERS)]


class ResultLine(_Said, frozen=True):
    """One result; who accepted the dossier and when goes with it, should that answer be lost."""

    code: _Code
    slip: _Slip
    slip_year: _Year
    accepted_at: _At
    accepted_by: Annotated[str, Meta(min_length=1, max_length=200)]
    outcome: Outcome
    document_number: Annotated[str, Meta(max_length=100)]
    note: Annotated[str, Meta(max_length=2000)]
    resolved_at: _At
    is_electronic: bool
    files: Annotated[tuple[FileSaid, ...], Meta(max_length=1000)]


class ResultSaid(_Said, frozen=True):
    """All results that the unit which sent the dossiers has not yet acknowledged."""

    serial: Annotated[int, Meta(ge=1, le=1_000_000_000)]
    lines: Annotated[tuple[ResultLine, ...], Meta(max_length=MAX_DOSSIERS)]


Content = HandoverSaid | AnswerSaid | ResultSaid
SHAPES: Final[dict[BundleKind, type[Content]]] = {
    BundleKind.HANDOVER: HandoverSaid,
    BundleKind.ANSWER: AnswerSaid,
    BundleKind.RESULT: ResultSaid,
}
C = TypeVar("C", HandoverSaid, AnswerSaid, ResultSaid)


def uid_of(header: BundleHeader, data: bytes) -> str:
    """Return the uid a bundle of this content has: equal content, equal uid, in every store."""
    named = "\n".join((header.kind, header.from_code, header.to_code, header.answers))
    digest = hashlib.sha256(named.encode() + b"\n" + data).digest()
    return str(UUID(bytes=digest[:16]))


def write_content(content: Content) -> bytes:
    """Return the content as the bytes that are signed: equal content, equal bytes."""
    return msgspec.json.encode(content)


def read_content(header: BundleHeader, data: bytes) -> Content:
    """Return what a bundle says, every value within its limits.

    Raises BundleError for anything that this program would not have written.
    """
    if header.uid != uid_of(header, data) or not _is_sane(header.made_at):
        raise BundleError(_ODD)
    try:
        content = msgspec.json.decode(data, type=SHAPES[header.kind])
        _check(msgspec.to_builtins(content, builtin_types=(datetime, Decimal, time)))
        _check_times(content)
    except (msgspec.MsgspecError, InvalidInputError, UnicodeError, RecursionError) as fault:
        raise BundleError(_ODD) from fault
    codes = [line.code for line in lines_of(content)]
    if not codes or len(codes) != len(set(codes)):
        raise BundleError(_ODD)
    return content


def lines_of(content: Content) -> tuple[DossierSaid, ...] | tuple[AnswerLine | ResultLine, ...]:
    """Return what is said of each dossier."""
    return content.dossiers if isinstance(content, HandoverSaid) else content.lines


def files_of(content: Content) -> tuple[FileSaid, ...]:
    """Return every file the content speaks of, in order."""
    if isinstance(content, AnswerSaid):
        return ()
    lines = content.dossiers if isinstance(content, HandoverSaid) else content.lines
    return tuple(file for line in lines for file in line.files)


def _check(value: object) -> None:
    """Let no hidden character, text not in NFC or time out of all bounds come in."""
    match value:
        case str():
            clean(value, "file", lines=True)
            if not is_normalized("NFC", value):
                raise InvalidInputError("file", _ODD)
        case datetime():
            if not _is_sane(value):
                raise InvalidInputError("file", _ODD)
        case dict():
            for each in value.values():
                _check(each)
        case list() | tuple():
            for each in value:
                _check(each)


def _check_times(content: Content) -> None:
    for limit in _limits(content):
        TimeLimit(limit.value, limit.unit)


def _limits(content: Content) -> Iterator[TimeSaid]:
    if isinstance(content, HandoverSaid):
        for dossier in content.dossiers:
            yield dossier.procedure.limit
            if dossier.step is not None:
                yield dossier.step


def _is_sane(at: datetime) -> bool:
    return at.tzinfo is not None and _FIRST_YEAR <= at.year < _LAST_YEAR


def utc(at: datetime) -> datetime:
    """Return an instant of a bundle in UTC."""
    return at.astimezone(UTC)


_ODD: Final = (
    "Nội dung gói không đọc được: gói do một chương trình khác hoặc bản khác lập. Hãy cập nhật "
    "chương trình ở cả hai nơi rồi xin nơi gửi xuất lại gói."
)
