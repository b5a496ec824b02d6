"""Reads the portal's file of dossiers (DongBoHoSoMC): each line checked by itself, field by field.

Fields that this program has no use for are let pass: systems add their own.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Final, Literal

import msgspec
from msgspec import Meta

from app.errors import InvalidInputError
from app.services.forms.numbering import DOSSIER_CODE_EXAMPLES, is_dossier_code
from app.services.portal.records import CHANNELS, PERSON_KINDS, instant_of
from app.services.tables import MOST_BYTES, refuse
from app.text import clean
from app.vocabulary.dossiers import Channel
from app.vocabulary.people import PersonKind

MOST_DOSSIERS: Final = 2000
ONLINE: Final = CHANNELS[Channel.ONLINE]
PEOPLE: Final = {
    PERSON_KINDS[kind]: kind
    for kind in (PersonKind.CITIZEN, PersonKind.ENTERPRISE, PersonKind.HOUSEHOLD_BUSINESS)
}
_BOM: Final = b"\xef\xbb\xbf"
_PLACE: Final = re.compile(r" - at `\$\.?(?P<place>[^`]*)`")
_MISSING: Final = re.compile(r"missing required field `(?P<name>[^`]+)`")

_Line = Annotated[str, Meta(max_length=300)]
_Words = Annotated[str, Meta(max_length=2000)]
_Short = Annotated[str, Meta(max_length=64)]
_Named = Annotated[str, Meta(min_length=1, max_length=2000)]
_Dong = Annotated[int, Meta(ge=0, le=10_000_000_000)]


class OnlinePaper(
    msgspec.Struct,
    frozen=True,
    rename={
        "ordinal": "MaThanhPhanHoSo",
        "name": "TenTaiLieu",
        "kind": "LoaiTaiLieu",
        "count": "SoLuong",
    },
):
    """TaiLieuNop: one paper filed; nothing said of its kind, it is electronic."""

    name: _Named
    ordinal: _Short | None = None
    kind: Literal[0, 1, 2] = 2
    count: Annotated[int, Meta(ge=1, le=999)] = 1


class OnlineFee(
    msgspec.Struct,
    frozen=True,
    rename={
        "name": "TenPhiLePhi",
        "code": "MaPhiLePhi",
        "taken": "HinhThucThu",
        "amount_vnd": "Gia",
        "kind": "LoaiPhiLePhi",
    },
):
    """DanhSachLePhi: read to be checked; the fee is the catalogue's."""

    name: _Line | None = None
    code: _Short | None = None
    taken: Literal[1, 2, 4] | None = None
    amount_vnd: _Dong | None = None
    kind: Annotated[int, Meta(ge=0, le=99)] | None = None


class OnlineDossier(
    msgspec.Struct,
    frozen=True,
    kw_only=True,
    rename={
        "code": "MaHoSo",
        "procedure_code": "MaTTHC",
        "procedure_name": "TenTTHC",
        "field_code": "MaLinhVuc",
        "field_name": "TenLinhVuc",
        "receipt_number": "SoBienNhan",
        "owner_name": "ChuHoSo",
        "owner_kind": "LoaiDoiTuong",
        "owner_id": "MaDoiTuong",
        "email": "Email",
        "fax": "Fax",
        "phone": "SoDienThoai",
        "request": "TrichYeuHoSo",
        "filed_at": "NgayTiepNhan",
        "due_at": "NgayHenTra",
        "status": "TrangThaiHoSo",
        "returned_at": "NgayTra",
        "collector": "ThongTinTra",
        "channel": "HinhThuc",
        "ended_at": "NgayKetThucXuLy",
        "agency": "DonViXuLy",
        "note": "GhiChu",
        "papers": "TaiLieuNop",
        "fees": "DanhSachLePhi",
    },
):
    """One dossier as the portal tells it; times are yyyyMMddHHmmss of the office."""

    code: _Short
    procedure_code: Annotated[str, Meta(min_length=1, max_length=64)]
    owner_name: Annotated[str, Meta(min_length=1, max_length=300)]
    status: Annotated[int, Meta(ge=1, le=10)]
    procedure_name: _Words | None = None
    field_code: _Short | None = None
    field_name: _Line | None = None
    receipt_number: _Short | None = None
    owner_kind: Literal[0, 1, 2] = 0
    owner_id: Annotated[str, Meta(max_length=32)] | None = None
    email: Annotated[str, Meta(max_length=200)] | None = None
    fax: _Short | None = None
    phone: Annotated[str, Meta(max_length=32)] | None = None
    request: _Words | None = None
    filed_at: str | None = None
    due_at: str | None = None
    returned_at: str | None = None
    collector: _Line | None = None
    channel: Literal[1, 2, 3] = 2
    ended_at: str | None = None
    agency: _Line | None = None
    note: _Words | None = None
    papers: Annotated[tuple[OnlinePaper, ...], Meta(max_length=300)] | None = None
    fees: Annotated[tuple[OnlineFee, ...], Meta(max_length=100)] | None = None


class _Document(msgspec.Struct):
    """The whole file where the list has its name."""

    dossiers: list[msgspec.Raw] = msgspec.field(name="DongBoHoSoMC")


class _CodeOnly(msgspec.Struct):
    """What a line that is otherwise wrong is called, as far as it says."""

    code: object = msgspec.field(name="MaHoSo", default="")


@dataclass(frozen=True, slots=True)
class OnlineRow:
    """One line of the file, from 1: a sound dossier, or what is wrong with it."""

    row: int
    code: str
    said: OnlineDossier | None
    problem: str = ""
    field: str = ""


def read_online(content: bytes) -> tuple[OnlineRow, ...]:
    """Return each dossier of the file with its problem, if it has one.

    Raises InvalidInputError (`file`) where the file as a whole is none of the portal's.
    """
    if len(content) > MOST_BYTES:
        raise refuse("Tệp lớn hơn 10 MB. Hãy xuất từ Cổng theo từng ngày rồi chọn lại.")
    text = content.removeprefix(_BOM)
    try:
        raws = (
            msgspec.json.decode(text, type=list[msgspec.Raw])
            if text.lstrip().startswith(b"[")
            else msgspec.json.decode(text, type=_Document).dossiers
        )
    except (msgspec.MsgspecError, UnicodeError, RecursionError) as fault:
        raise refuse(
            "Tệp không phải bộ dữ liệu DongBoHoSoMC của Cổng (JSON). Hãy xuất lại từ Cổng, "
            "hoặc chọn tệp khác."
        ) from fault
    if not raws:
        raise refuse("Tệp không có hồ sơ nào. Hãy chọn tệp khác.")
    if len(raws) > MOST_DOSSIERS:
        raise refuse(f"Tệp có hơn {MOST_DOSSIERS} hồ sơ. Hãy xuất từ Cổng theo từng ngày.")
    return tuple(_once(map(_row, range(1, len(raws) + 1), raws)))


def _once(rows: Iterator[OnlineRow]) -> Iterator[OnlineRow]:
    """Let a code stand once: what a second line says of it would be lost unseen."""
    first: dict[str, int] = {}
    for row in rows:
        before = first.setdefault(row.code, row.row) if row.said else row.row
        if before == row.row:
            yield row
            continue
        problem = f"Mã {row.code} đã có ở dòng {before} của tệp. Hãy giữ một dòng."
        yield OnlineRow(row.row, row.code, None, problem, "MaHoSo")


def _row(number: int, raw: msgspec.Raw) -> OnlineRow:
    try:
        said = msgspec.json.decode(raw, type=OnlineDossier, strict=False)
        return OnlineRow(number, _checked(said), said)
    except InvalidInputError as error:
        return OnlineRow(number, _code_of(raw), None, error.message, error.field)
    except (msgspec.MsgspecError, UnicodeError, RecursionError) as fault:
        field, problem = _complaint(str(fault))
        return OnlineRow(number, _code_of(raw), None, problem, field)


def _checked(said: OnlineDossier) -> str:
    """Return the code. Raises InvalidInputError naming the portal's field."""
    code = clean(said.code, "MaHoSo").upper()
    if not is_dossier_code(code):
        raise InvalidInputError(
            "MaHoSo", f"MaHoSo không đúng dạng như {DOSSIER_CODE_EXAMPLES}; hãy xuất lại từ Cổng."
        )
    for name, text in _times(said):
        try:
            instant_of(text or "")
        except ValueError:
            raise InvalidInputError(
                name, f"{name} phải ghi dạng yyyyMMddHHmmss; hãy xuất lại từ Cổng."
            ) from None
    return code


def _times(said: OnlineDossier) -> tuple[tuple[str, str | None], ...]:
    return (
        ("NgayTiepNhan", said.filed_at),
        ("NgayHenTra", said.due_at),
        ("NgayTra", said.returned_at),
        ("NgayKetThucXuLy", said.ended_at),
    )


def _code_of(raw: msgspec.Raw) -> str:
    """Return what a line calls itself, for a person to find it by; empty where it says nothing."""
    try:
        code = msgspec.json.decode(raw, type=_CodeOnly).code
        return clean(code, "MaHoSo", limit=64) if isinstance(code, str) else ""
    except (msgspec.MsgspecError, InvalidInputError, UnicodeError, RecursionError):
        return ""


def _complaint(said: str) -> tuple[str, str]:
    """Return the field that a decoder complains of, and a sentence."""
    found = _PLACE.search(said)
    place = found["place"] if found else ""
    missing = _MISSING.search(said)
    if missing:
        name = f"{place}.{missing['name']}" if place else missing["name"]
        return name, f"Thiếu {name}. Hãy xuất lại từ Cổng."
    if not place:
        return "", "Dòng này không phải một hồ sơ của Cổng. Hãy xuất lại từ Cổng."
    return place, (
        f"{place} không đúng kiểu, quá dài hoặc ngoài danh mục của Cổng. Hãy xuất lại từ Cổng."
    )
