"""The nested shape: cases from channels, and faults of published sets that are told, not hidden."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from app.services.catalogue.importing import checked_content, read_catalogue
from app.services.catalogue.records import FileContent, ProcedureDraft
from app.vocabulary.catalogue import TimeUnit
from app.vocabulary.dossiers import Channel
from app.vocabulary.office import Level
from tests.services.catalogue.files import a_channel, a_json, a_published


def _read(folder: Path, *procedures: object) -> FileContent:
    return read_catalogue(a_json(folder, list(procedures)))


def _one(folder: Path, **changed: Any) -> ProcedureDraft:
    (entry,) = _read(folder, a_published(**changed)).entries
    return entry.draft


def test_channels_alike_are_one_case(tmp_path: Path) -> None:
    draft = _one(tmp_path)
    (case,) = draft.cases
    assert (case.name, case.value, case.unit) == ("Thông thường", Decimal(3), TimeUnit.WORKING_DAY)
    assert case.channels == (Channel.COUNTER, Channel.ONLINE)
    assert draft.level is Level.COMMUNE


def test_channels_that_differ_are_cases_named_by_channel(tmp_path: Path) -> None:
    channels = [
        a_channel("Trực tiếp", 30),
        a_channel("Trực tuyến", 20),
        a_channel("Dịch vụ bưu chính", 30),
    ]
    cases = _one(tmp_path, channels=channels).cases
    assert [(case.name, case.value) for case in cases] == [
        ("Tại quầy, Bưu chính", Decimal(30)),
        ("Trực tuyến", Decimal(20)),
    ]


def test_one_channel_with_two_times_is_named_by_time(tmp_path: Path) -> None:
    channels = [a_channel("Trực tiếp", 15), a_channel("Trực tiếp", 3)]
    names = [case.name for case in _one(tmp_path, channels=channels).cases]
    assert names == ["Tại quầy: 15 ngày làm việc", "Tại quầy: 3 ngày làm việc"]


def test_one_channel_with_two_fees_is_named_by_fee(tmp_path: Path) -> None:
    channels = [a_channel("Trực tiếp", fee=10_000), a_channel("Trực tiếp", fee=50_000)]
    names = [case.name for case in _one(tmp_path, channels=channels).cases]
    assert names == [
        "Tại quầy: 3 ngày làm việc, phí 10.000 ₫",
        "Tại quầy: 3 ngày làm việc, phí 50.000 ₫",
    ]


@pytest.mark.parametrize(
    ("unit", "value", "expected"),
    [
        ("working_day", 2.5, (Decimal("2.5"), TimeUnit.WORKING_DAY)),
        ("calendar_day", 30, (Decimal(30), TimeUnit.CALENDAR_DAY)),
        ("working_hour", 8, (Decimal(8), TimeUnit.WORKING_HOUR)),
        ("Giờ làm việc", 8, (Decimal(8), TimeUnit.WORKING_HOUR)),
        ("clock_hour", 24, (Decimal(24), TimeUnit.CLOCK_HOUR)),
        ("month", 2, (Decimal(2), TimeUnit.MONTH)),
        ("same_day", None, (Decimal(0), TimeUnit.SAME_DAY)),
        (None, None, (Decimal(0), TimeUnit.NONE)),
    ],
)
def test_units_are_read(
    tmp_path: Path, unit: str | None, value: float | None, expected: tuple[Decimal, TimeUnit]
) -> None:
    content = _read(tmp_path, a_published(channels=[a_channel("Trực tiếp", value, unit)]))
    (case,) = content.entries[0].draft.cases
    assert (case.value, case.unit) == expected
    assert content.notices == ()


@pytest.mark.parametrize(
    ("changed", "field", "sentence"),
    [
        ({"channels": [a_channel("Trực tiếp", 5, "unspecified")]}, "cases", "“5” không ghi đơn vị"),
        ({"channels": [a_channel("Trực tiếp", 5, None)]}, "cases", "không ghi đơn vị"),
        ({"channels": []}, "cases", "Không có kênh"),
        ({"channels": [a_channel("Trực tiếp", fee=150)]}, "fee_vnd", "Phí 150 đồng"),
        (
            {"documents": [{"name": "Giấy", "originals": 20261, "copies": 1}]},
            "papers",
            "Số bản 20261",
        ),
        ({"name": "Tên\u200e có dấu"}, "name", "ký tự ẩn"),
        ({"agency": "x" * 400}, "agency", "ghi không rõ"),
    ],
)
def test_fault_is_cured_and_noticed(
    tmp_path: Path, changed: dict[str, Any], field: str, sentence: str
) -> None:
    content = _read(tmp_path, a_published(**changed))
    (notice,) = content.notices
    assert (notice.row, notice.code, notice.field) == (1, "1.004837", field)
    assert sentence in notice.message
    assert checked_content(content).refused == ()


def test_several_fees_are_noticed_and_the_least_taken(tmp_path: Path) -> None:
    channel = a_channel("Trực tiếp") | {"fees_vnd": [50_000, 20_000, 50_000]}
    content = _read(tmp_path, a_published(channels=[channel]))
    assert content.entries[0].draft.cases[0].fee_vnd == 20_000
    assert "20000, 50000" in content.notices[0].message


def test_papers_named_twice_are_one(tmp_path: Path) -> None:
    papers = [
        {"name": "Giấy", "originals": 1, "copies": 0},
        {"name": "Giấy", "originals": 0, "copies": 2},
        {"name": "Ghi chú", "originals": 0, "copies": 0},
    ]
    first, second = _one(tmp_path, documents=papers).papers
    assert (first.original, first.plain, first.is_required) == (1, 2, True)
    assert (second.total, second.is_required) == (0, False)


@pytest.mark.parametrize(
    ("agency", "authority", "expected"),
    [
        ("Sở Tài chính các tỉnh, thành phố", "", "Sở Tài chính các tỉnh, thành phố"),
        ("Cục quản lý xuất nhập cảnh, Công an tỉnh", "", "Công an tỉnh"),
        ("Cục quản lý xuất nhập cảnh", "", "Cục quản lý xuất nhập cảnh"),
        ("", "Công an cấp Xã", "Công an cấp Xã"),
        ("Ủy ban Nhân dân xã, phường, thị trấn.", "", "Ủy ban Nhân dân xã, phường, thị trấn"),
        ("", "", ""),
    ],
)
def test_deciding_agency_is_one_name(
    tmp_path: Path, agency: str, authority: str, expected: str
) -> None:
    assert _one(tmp_path, agency=agency, authority=authority).agency_name == expected


@pytest.mark.parametrize(
    ("levels", "expected"),
    [
        (["Cấp bộ", "Cấp tỉnh", "Cấp xã"], Level.COMMUNE),
        (["Cấp bộ", "Cấp tỉnh"], Level.PROVINCE),
        (["Cấp bộ"], Level.MINISTRY),
    ],
)
def test_level_is_the_lowest_listed(tmp_path: Path, levels: list[str], expected: Level) -> None:
    assert _one(tmp_path, levels=levels).level is expected


@pytest.mark.parametrize(
    ("procedure", "field", "sentence"),
    [
        (a_published(code="1.2", levels=["Cơ quan khác"]), "level", "Không có cấp"),
        (a_published(code="1.2", channels=[a_channel("Chim câu")]), "channels", "Chim câu"),
        (a_published(code="1.2", channels=[a_channel("Trực tiếp", 1, "tuần")]), "unit", "tuần"),
        (
            a_published(code="1.2", channels=[a_channel("Trực tiếp", 0)]),
            "cases.0.value",
            "lớn hơn 0",
        ),
        (a_published(code="1.2", channels=[a_channel("Trực tiếp", 1e9)]), "cases.0.value", "1000"),
        (a_published(code="1.2", channels="x"), "file", "channels"),
        (a_published(code=5), "file", "code"),
        ("x", "file", "sai cấu trúc"),
        (a_published(), "code", "Trùng mã thủ tục với mục 1"),
    ],
)
def test_bad_procedure_is_refused_by_its_place(
    tmp_path: Path, procedure: object, field: str, sentence: str
) -> None:
    checked = checked_content(_read(tmp_path, a_published(), procedure))
    (refusal,) = checked.refused
    assert (refusal.row, refusal.field) == (2, field)
    assert sentence in refusal.reason
    assert len(checked.entries) == 1
