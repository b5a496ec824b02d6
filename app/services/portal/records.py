"""The portal's records, field by field; the names on the wire are the portal's own.

Sources: the field and code lists that systems connected to the National Public Service Portal
publish as its rules (DongBoHoSoMC, CapNhatTienDoHoSoMC); times are yyyyMMddHHmmss of the office.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from app.services.dossiers.records import NotAccepted, Registered


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
