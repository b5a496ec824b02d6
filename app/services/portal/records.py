"""The portal's records, field by field; the names on the wire are the portal's own.

Sources: the field and code lists that systems connected to the National Public Service Portal
publish as its rules (DongBoHoSoMC, CapNhatTienDoHoSoMC); times are yyyyMMddHHmmss of the office.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Final

from app.clock import OFFICE_ZONE, to_local
from app.services.dossiers.records import NotAccepted, Registered
from app.vocabulary.dossiers import Channel, PaymentKind
from app.vocabulary.people import PersonKind


@dataclass(frozen=True, slots=True, kw_only=True)
class PortalPaper:
    """TaiLieuNop: one paper handed in; `kind` 0 original, 1 copy, 2 electronic."""

    MaThanhPhanHoSo: str
    TenTaiLieu: str
    LoaiTaiLieu: int
    SoLuong: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PortalFee:
    """DanhSachLePhi: money taken; HinhThucThu 1 on intake, 2 on supplement, 4 on return."""

    TenPhiLePhi: str
    MaPhiLePhi: str
    HinhThucThu: int
    Gia: int
    LoaiPhiLePhi: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PortalSupplement:
    """DanhSachHoSoBoSung: one request and what came of it; TrangThaiBoSung 1 done, 0 waiting."""

    NguoiYeuCauBoSung: str
    NoiDungBoSung: str
    NgayBoSung: str
    NguoiTiepNhanBoSung: str
    NgayTiepNhanBoSung: str
    TrangThaiBoSung: int
    NgayHenTraTruoc: str
    NgayHenTraMoi: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PortalResult:
    """DanhSachGiayToKetQua: what was handed out."""

    TenGiayTo: str
    MaGiayToKetQua: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PortalDossier:
    """DongBoHoSoMC: one dossier as it stands."""

    MaHoSo: str
    MaTTHC: str
    TenTTHC: str
    MaLinhVuc: str
    TenLinhVuc: str
    SoBienNhan: str
    ChuHoSo: str
    LoaiDoiTuong: int
    MaDoiTuong: str
    Email: str
    Fax: str
    SoDienThoai: str
    TrichYeuHoSo: str
    NgayTiepNhan: str
    NgayHenTra: str
    TrangThaiHoSo: int
    NgayTra: str
    ThongTinTra: str
    HinhThuc: int
    NgayKetThucXuLy: str
    DonViXuLy: str
    GhiChu: str
    TaiLieuNop: tuple[PortalPaper, ...]
    DanhSachLePhi: tuple[PortalFee, ...]
    DanhSachTepDinhKemKhac: tuple[str, ...]
    DanhSachHoSoBoSung: tuple[PortalSupplement, ...]
    DanhSachGiayToKetQua: tuple[PortalResult, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PortalProgress:
    """CapNhatTienDoHoSoMC: one step of the work on a dossier."""

    MaHoSo: str
    NguoiXuLy: str
    ChucDanh: str
    ThoiDiemXuLy: str
    PhongBanXuLy: str
    NoiDungXuLy: str
    TrangThai: int
    NgayBatDau: str
    NgayKetThucTheoQuyDinh: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PortalSet:
    """Everything the portal is owed of a period: what was received or changed in it."""

    unit_code: str
    unit_name: str
    first_day: date
    last_day: date
    dossiers: tuple[PortalDossier, ...]
    progress: tuple[PortalProgress, ...]


class OnlineStanding(StrEnum):
    """How a dossier of a file stands here: to be taken in, here already, or not to be taken in."""

    NEW = "new"
    KNOWN = "known"
    NOT_NEW = "not_new"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True, kw_only=True)
class OnlineLine:
    """One dossier of a file, as the taking in would find it; `row` is its place, from 1.

    `detail` says why it would not be taken in; `field` is what is wrong with it, in the portal's
    name or the intake's.
    """

    row: int
    code: str
    owner_name: str
    procedure_code: str
    procedure_name: str
    case_name: str
    paper_count: int
    filed_at: datetime | None
    standing: OnlineStanding
    detail: str
    field: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OnlineTaken:
    """What became of one dossier of a file: it was taken in, refused, or stayed as `line` says."""

    line: OnlineLine
    registered: Registered | None = None
    not_accepted: NotAccepted | None = None


# The portal's code lists, and ours against them.

CHANNELS: Final[Mapping[Channel, int]] = {
    Channel.COUNTER: 1,
    Channel.ONLINE: 2,
    Channel.POST: 3,
}
PERSON_KINDS: Final[Mapping[PersonKind, int]] = {
    PersonKind.CITIZEN: 0,
    PersonKind.ENTERPRISE: 1,
    PersonKind.HOUSEHOLD_BUSINESS: 2,
    PersonKind.ORGANISATION: 1,  # the portal has no other kind for organisations
}
FEE_TAKEN: Final[Mapping[PaymentKind, int]] = {PaymentKind.ADVANCE: 1, PaymentKind.FINAL: 4}
FEE_CODE: Final = "PHI_LE_PHI"
"""Fees are taken as one sum, without the portal's own codes."""
NEWLY_FILED: Final = 1
STATUS_NAMES: Final[Mapping[int, str]] = {
    NEWLY_FILED: "Mới đăng ký",
    2: "Được tiếp nhận",
    3: "Không được tiếp nhận",
    4: "Đang xử lý",
    5: "Yêu cầu bổ sung giấy tờ",
    6: "Yêu cầu thực hiện nghĩa vụ tài chính",
    7: "Công dân yêu cầu rút hồ sơ",
    8: "Dừng xử lý",
    9: "Đã xử lý xong",
    10: "Đã trả kết quả",
}
ORIGINAL, COPY, ELECTRONIC = 0, 1, 2
_PATTERN: Final = "%Y%m%d%H%M%S"
_SHAPE: Final = re.compile(r"[0-9]{14}")
_FIRST_YEAR, _LAST_YEAR = 2000, 2200


def portal_time(instant: datetime | None) -> str:
    """Return the office's yyyyMMddHHmmss, empty for none."""
    return "" if instant is None else to_local(instant).strftime(_PATTERN)


def instant_of(text: str) -> datetime | None:
    """Return the instant of the office's yyyyMMddHHmmss, None for an empty text.

    Raises ValueError for anything else.
    """
    if not text:
        return None
    if not _SHAPE.fullmatch(text) or not _FIRST_YEAR <= int(text[:4]) < _LAST_YEAR:
        raise ValueError(text)
    local = datetime.strptime(text, _PATTERN).replace(tzinfo=OFFICE_ZONE)
    return local.astimezone(UTC)
