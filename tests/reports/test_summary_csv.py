import csv
import io

import pytest

from app.reports.export import register_csv, summary_csv
from app.services.figures.catalogue import DOSSIER_FIGURES
from app.vocabulary.reports import GroupBy
from app.wording import states
from tests.reports.summaries import (
    HOSTILE_NAMES,
    LONG_NAME,
    empty_summary,
    hostile_summary,
    some_row,
    some_summary,
)

BOM = b"\xef\xbb\xbf"


def read(data: bytes) -> list[dict[str, str]]:
    assert data.startswith(BOM)
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_summary_has_one_line_a_group_and_figure() -> None:
    summary = some_summary()
    lines = read(summary_csv(summary, None))
    groups = [(by, group) for by, groups in summary.groups.items() for group in groups]
    assert len(lines) == len(DOSSIER_FIGURES) * (1 + len(groups))
    shown = {(line["Nhóm"], line["Tên"], line["Mã chỉ tiêu"]): line["Giá trị"] for line in lines}
    for measure in DOSSIER_FIGURES:
        expected = str(summary.total[measure.code])
        assert shown["Toàn đơn vị", summary.unit_name, measure.name] == expected
    for group in summary.groups[GroupBy.FIELD]:
        assert shown["Lĩnh vực", group.name, "ended.early"] == "3"
        assert shown["Lĩnh vực", group.name, "received.on_paper"] == "3"
    assert shown["Thủ tục", LONG_NAME, "fees_vnd"] == "50000"
    assert {line["Từ ngày"] for line in lines} == {"23/11/2026"}


def test_summary_can_hold_one_split() -> None:
    lines = read(summary_csv(some_summary(), GroupBy.OFFICER))
    assert {line["Nhóm"] for line in lines} == {"Toàn đơn vị", "Cán bộ"}


def test_procedure_code_keeps_its_last_zero() -> None:
    lines = read(summary_csv(some_summary(), GroupBy.PROCEDURE))
    assert lines[-1]["Mã"] == "'1.001720"


def test_register_round_trips() -> None:
    summary = some_summary(400)
    lines = read(register_csv(summary))
    assert [line["TT"] for line in lines] == [str(number) for number in range(1, 401)]
    for line, row in zip(lines, summary.received_rows, strict=True):
        assert line["Mã hồ sơ"] == row.code
        assert line["Chủ hồ sơ"] == row.owner_name
        assert line["Phí (đồng)"] == str(row.fees_vnd)
    assert lines[0]["Nhận lúc"] == "23/11/2026 07:31"
    assert lines[0]["Hẹn trả"] == "26/11/2026 07:32"
    assert lines[0]["Kết thúc lúc"] == ""
    assert lines[2]["Thời hạn"] == "Quá hạn"


def test_identity_number_stays_text() -> None:
    row = some_row(owner_id_masked="079185001234")
    (line,) = read(register_csv(some_summary(received_rows=(row,))))
    assert line["Số giấy tờ"] == "'079185001234"


def test_no_cell_of_hostile_text_can_run() -> None:
    summary = hostile_summary()
    lines = [*read(summary_csv(summary, None)), *read(register_csv(summary))]
    cells = [cell for line in lines for cell in line.values()]
    assert len(cells) > len(HOSTILE_NAMES) * 100
    assert not [cell for cell in cells if cell.strip().startswith(tuple("=+-@＝＋－＠\t\r"))]
    assert not [cell for cell in cells if any(ord(char) < 32 for char in cell)]


@pytest.mark.parametrize("is_demo", [True, False])
def test_demo_mark_stands_on_every_line_of_demo_data_alone(is_demo: bool) -> None:
    summary = some_summary(is_demo=is_demo)
    mark = states.DEMO_DATA if is_demo else ""
    assert {line["Ghi chú"] for line in read(summary_csv(summary, None))} == {mark}
    assert {line["Bộ dữ liệu"] for line in read(register_csv(summary))} == {mark}


def test_empty_day_has_the_total_and_an_empty_register() -> None:
    assert len(read(summary_csv(empty_summary(), None))) == len(DOSSIER_FIGURES)
    assert read(register_csv(empty_summary())) == []
