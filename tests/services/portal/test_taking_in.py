"""An online dossier of the portal's file becomes this office's, once, under the portal's code."""

import json
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, text

from app.errors import InvalidInputError
from app.services.forms.issuing import signed_form_problems
from app.services.ledger.checking import StoreCheck
from app.services.portal.online import MOST_DOSSIERS
from app.services.portal.records import OnlineLine, OnlineStanding, OnlineTaken, portal_time
from app.services.portal.taking_in import PortalIntake
from app.services.tables import MOST_BYTES
from app.vocabulary.dossiers import Channel, DossierStatus
from tests.services.desk_builders import Counter

CODE = "000.00.00.H53-261120-0042"
OWN = "000.00.15.H53-261123"


def _online(**said: object) -> dict[str, object]:
    return {
        "MaHoSo": CODE,
        "MaTTHC": "1.000001",
        "ChuHoSo": "Trần Văn Bình",
        "LoaiDoiTuong": 0,
        "MaDoiTuong": "072185001234",
        "SoDienThoai": "0912345678",
        "TrichYeuHoSo": "Đăng ký thử",
        "NgayTiepNhan": "20261120081500",
        "TrangThaiHoSo": 1,
        "HinhThuc": 2,
        "TaiLieuNop": [
            {"MaThanhPhanHoSo": "01", "TenTaiLieu": "Tờ khai", "LoaiTaiLieu": 2, "SoLuong": 1},
            {"MaThanhPhanHoSo": "02", "TenTaiLieu": "Căn cước", "LoaiTaiLieu": 1, "SoLuong": 2},
            {"MaThanhPhanHoSo": "02", "TenTaiLieu": "Căn cước", "LoaiTaiLieu": 0, "SoLuong": 1},
        ],
        "TepDinhKemId": "của một hệ thống khác",
    } | said


def _file(*dossiers: object, is_bare: bool = False) -> bytes:
    return json.dumps(dossiers if is_bare else {"DongBoHoSoMC": dossiers}).encode()


def online_file(code: str) -> bytes:
    """Return a file of the portal with one new dossier of this code."""
    return _file(_online(MaHoSo=code))


def _portal(counter: Counter) -> PortalIntake:
    tx = counter.tx
    return PortalIntake(tx, counter.intake, counter.refusing)


def _look(counter: Counter, *dossiers: object) -> tuple[OnlineLine, ...]:
    return _portal(counter).preview(counter.officer, _file(*dossiers))


def _take(counter: Counter, *dossiers: object, **more: Any) -> tuple[OnlineTaken, ...]:
    return _portal(counter).take_in(counter.officer, _file(*dossiers), **more)


def _problems(counter: Counter) -> list[str]:
    return StoreCheck(counter.database, (signed_form_problems,)).problems()


def _change(counter: Counter, statement: str) -> None:
    def run(connection: Connection) -> None:
        connection.execute(text(statement))

    with counter.database.write() as session:
        run(session.connection())


@pytest.mark.parametrize("is_bare", [False, True])
def test_a_new_dossier_is_received_now_under_its_own_code(
    counter: Counter, *, is_bare: bool
) -> None:
    content = b"\xef\xbb\xbf" + _file(_online(), is_bare=is_bare)
    (line,) = _portal(counter).preview(counter.officer, content)
    assert (line.standing, line.detail, line.paper_count) == (OnlineStanding.NEW, "", 4)
    (taken,) = _portal(counter).take_in(counter.officer, content)
    assert taken.registered is not None
    assert taken.registered.receipt.code == taken.registered.code == CODE
    view = counter.tracking.one(counter.officer, CODE)
    assert (view.channel, view.row.status) == (Channel.ONLINE, DossierStatus.RECEIVED)
    assert (view.row.received_at, view.owner.name) == (counter.time.now, "Trần Văn Bình")
    assert [(p.name, p.original, p.plain, p.electronic) for p in view.papers] == [
        ("Tờ khai", 0, 0, 1),
        ("Căn cước", 1, 2, 0),
    ]
    assert view.note == "Nộp trên Cổng lúc 20/11/2026 08:15"
    assert view.row.due_at is not None
    assert [row.code for row in counter.search.find(counter.officer, CODE).rows] == [CODE]
    assert _problems(counter) == []


def test_the_same_file_again_changes_nothing(counter: Counter) -> None:
    _take(counter, _online())
    counter.time.advance(timedelta(hours=1))
    (line,) = _look(counter, _online())
    (again,) = _take(counter, _online())
    assert again == OnlineTaken(line=line)
    assert line.standing is OnlineStanding.KNOWN
    assert "23/11/2026 09:00" in line.detail
    found = counter.search.find(counter.officer, "Trần Văn Bình").rows
    assert [row.code for row in found] == [CODE]


def test_what_is_told_to_the_portal_is_no_new_dossier_when_it_comes_back(counter: Counter) -> None:
    code = counter.code()
    today = counter.time.now.date()
    told = counter.portal.of_period(counter.admin, today, today).dossiers[0]
    (line,) = _look(counter, {"MaHoSo": told.MaHoSo, "MaTTHC": told.MaTTHC} | _wire(told.ChuHoSo))
    assert (line.code, line.standing) == (code, OnlineStanding.NOT_NEW)
    assert line.detail == "Không phải hồ sơ mới: Cổng ghi 2 – Được tiếp nhận."


def _wire(owner: str) -> dict[str, object]:
    return {"ChuHoSo": owner, "TrangThaiHoSo": 2}


def test_numbers_as_words_and_empty_fields_are_read_as_they_are_meant(counter: Counter) -> None:
    said = _online(LoaiDoiTuong="0", TrangThaiHoSo="1", Email=None, TaiLieuNop=None, GhiChu=None)
    (taken,) = _take(counter, said | {"MaTTHC": "1.000001.000.00.00.H53"})
    assert taken.registered is not None
    assert taken.line.procedure_code == "1.000001"


@pytest.mark.parametrize(
    ("said", "field", "words"),
    [
        ({"MaTTHC": "9.999999"}, "MaTTHC", "Danh mục không có thủ tục 9.999999"),
        ({"SoDienThoai": "12"}, "phone", "điện thoại"),
        ({"MaDoiTuong": "1"}, "owner_id", ""),
        ({"Email": "không phải thư"}, "email", "email"),
        ({"NgayTiepNhan": "2026-11-20"}, "NgayTiepNhan", "yyyyMMddHHmmss"),
        ({"NgayTiepNhan": "20261320081500"}, "NgayTiepNhan", "yyyyMMddHHmmss"),
        ({"NgayTiepNhan": "20991120081500"}, "NgayTiepNhan", "tương lai"),
        ({"NgayHenTra": "1"}, "NgayHenTra", "yyyyMMddHHmmss"),
        ({"MaHoSo": "0042"}, "MaHoSo", "không đúng dạng"),
        ({"ChuHoSo": "x" * 301}, "ChuHoSo", "quá dài"),
        ({"ChuHoSo": "A\u202eB"}, "owner_name", "ký tự ẩn"),
        ({"ChuHoSo": 7}, "ChuHoSo", "không đúng kiểu"),
        ({"LoaiDoiTuong": 5}, "LoaiDoiTuong", "ngoài danh mục"),
        ({"TrangThaiHoSo": 11}, "TrangThaiHoSo", "ngoài danh mục"),
        (
            {"TaiLieuNop": [{"TenTaiLieu": "Tờ khai", "LoaiTaiLieu": 9}]},
            "TaiLieuNop[0].LoaiTaiLieu",
            "ngoài danh mục",
        ),
        ({"TaiLieuNop": [{}]}, "TaiLieuNop[0].TenTaiLieu", "Thiếu TaiLieuNop"),
        ({"DanhSachLePhi": [{"Gia": -1}]}, "DanhSachLePhi[0].Gia", "không đúng kiểu"),
    ],
)
def test_a_wrong_line_is_refused_by_its_number_and_the_rest_go_on(
    counter: Counter, said: dict[str, object], field: str, words: str
) -> None:
    good = _online(MaHoSo="000.00.00.H53-261120-0043")
    wrong, right = _take(counter, _online(**said), good)
    assert (wrong.line.row, wrong.line.field) == (1, field)
    assert wrong.line.standing is OnlineStanding.WRONG
    assert words in wrong.line.detail
    assert wrong.registered is None
    assert right.registered is not None
    assert _look(counter, _online(**said))[0] == wrong.line
    assert _problems(counter) == []


def test_lines_that_are_nothing_like_a_dossier_are_named_by_number(counter: Counter) -> None:
    lines = _look(counter, 7, {"MaHoSo": CODE}, [], _online(), _online())
    assert [line.standing for line in lines] == [OnlineStanding.WRONG] * 3 + [
        OnlineStanding.NEW,
        OnlineStanding.WRONG,
    ]
    assert lines[1].code == CODE
    assert "Thiếu" in lines[1].detail
    assert lines[4].detail == f"Mã {CODE} đã có ở dòng 4 của tệp. Hãy giữ một dòng."


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"[]",
        b"{}",
        b'{"DongBoHoSoMC": {}}',
        b"\xff\xfe{",
        b"[" * 100_000,
        b'{"DongBoHoSoMC": ' + b"[" * 100_000,
        b'["\\ud800"',
        b" " * (MOST_BYTES + 1),
        _file(*({} for _ in range(MOST_DOSSIERS + 1))),
    ],
)
def test_a_file_that_is_none_of_the_portals_is_refused_whole(
    counter: Counter, content: bytes
) -> None:
    with pytest.raises(InvalidInputError) as refused:
        _portal(counter).preview(counter.officer, content)
    assert refused.value.field == "file"
    assert refused.value.message.endswith(".")


def test_the_offices_own_numbers_pass_over_a_code_that_came_from_the_portal(
    counter: Counter,
) -> None:
    _take(counter, _online(MaHoSo=f"{OWN}-0002"), _online(MaHoSo=f"{OWN}-0003"))
    assert [counter.code() for _ in range(2)] == [f"{OWN}-0001", f"{OWN}-0004"]
    assert _problems(counter) == []
    _take(counter, _online(MaHoSo=f"{OWN}-0009"))
    assert _problems(counter) == []


@pytest.mark.parametrize("last", [9, 99, 999, 9999])
def test_codes_of_every_length_are_passed_over(counter: Counter, last: int) -> None:
    assert counter.code() == f"{OWN}-0001"
    _take(counter, _online(MaHoSo=f"{OWN}-{last:04d}"), _online(MaHoSo=f"{OWN}-{last + 1:04d}"))
    _change(counter, f"UPDATE number_series SET last = {last - 1} WHERE book = 'dossier'")  # noqa: S608
    assert counter.code() == f"{OWN}-{last + 2:04d}"


def test_a_number_passed_over_hides_no_hole(counter: Counter) -> None:
    _take(counter, _online(MaHoSo=f"{OWN}-0002"))
    assert [counter.code() for _ in range(2)] == [f"{OWN}-0001", f"{OWN}-0003"]
    _change(counter, "UPDATE number_series SET last = 4 WHERE book = 'dossier'")
    assert "Số hồ sơ ngày 2026-11-23 bị hở, trùng hoặc mất." in _problems(counter)
    _change(counter, "UPDATE number_series SET last = 3 WHERE book = 'dossier'")
    _change(counter, "UPDATE dossiers SET code = 'X-261123-0002' WHERE day_number > 8000000")
    assert "Số hồ sơ ngày 2026-11-23 bị hở, trùng hoặc mất." in _problems(counter)


def test_a_code_that_the_office_gave_already_is_refused_by_name(counter: Counter) -> None:
    code = counter.code("Nguyễn Thị Ánh")
    (taken,) = _take(counter, _online(MaHoSo=code.lower()))
    assert taken.line.standing is OnlineStanding.WRONG
    assert f"Mã {code} đã là hồ sơ của Nguyễn Thị Ánh" in taken.line.detail
    assert counter.tracking.one(counter.officer, code).owner.name == "Nguyễn Thị Ánh"
    assert counter.code() == f"{OWN}-0002"
    assert _problems(counter) == []


def test_a_dossier_is_refused_with_a_reason_under_its_own_code(counter: Counter) -> None:
    other = "000.00.00.H53-261120-0043"
    refused, received = _take(
        counter, _online(), _online(MaHoSo=other), refused={CODE: ("Sai thẩm quyền",)}
    )
    assert received.registered is not None
    assert refused.not_accepted is not None
    assert refused.not_accepted.notice.reasons == ("Sai thẩm quyền",)
    view = counter.tracking.one(counter.officer, CODE)
    assert (view.row.status, view.national_status) == (DossierStatus.NOT_ACCEPTED, 3)
    (again,) = _take(counter, _online())
    assert again.line.standing is OnlineStanding.KNOWN
    assert "Không tiếp nhận" in again.line.detail
    assert _problems(counter) == []


def test_a_refusal_without_a_reason_or_of_no_dossier_is_not_done(counter: Counter) -> None:
    (taken,) = _take(counter, _online(), refused={CODE: (" ",)})
    assert (taken.line.field, taken.not_accepted) == ("reasons", None)
    with pytest.raises(InvalidInputError, match="không có hồ sơ"):
        _take(counter, _online(), refused={"000.00.00.H53-261120-0001": ("Sai",)})
    assert _look(counter, _online())[0].standing is OnlineStanding.NEW


def test_a_filing_time_reads_back_as_it_is_told(counter: Counter) -> None:
    (line,) = _look(counter, _online(NgayTiepNhan=portal_time(counter.time.now)))
    assert line.filed_at == counter.time.now
