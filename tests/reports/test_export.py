import errno
import io
import json
import os
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from app.errors import StoreError
from app.outputs import OutputPlace
from app.reports.export import export_summary
from app.reports.formats import ExportFormat, file_name
from app.vocabulary.reports import GroupBy
from tests.reports.summaries import some_summary


@pytest.mark.parametrize(
    ("fmt", "start"),
    [
        (ExportFormat.XLSX, b"PK\x03\x04"),
        (ExportFormat.PDF, b"%PDF-"),
        (ExportFormat.CSV, b"\xef\xbb\xbfT\xe1\xbb\xab ng\xc3\xa0y,"),
        (ExportFormat.REGISTER_CSV, b"\xef\xbb\xbfTT,"),
        (ExportFormat.JSON, b"{"),
    ],
)
def test_each_format_is_written_whole_and_alone(
    tmp_path: Path, fmt: ExportFormat, start: bytes
) -> None:
    path = tmp_path / "tệp đích"
    path.write_bytes(b"old")
    export_summary(some_summary(), fmt, OutputPlace(path))
    assert path.read_bytes().startswith(start)
    assert list(tmp_path.iterdir()) == [path]


def test_the_split_asked_for_is_in_the_file(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    export_summary(some_summary(), ExportFormat.JSON, OutputPlace(path), GroupBy.OFFICER)
    assert json.loads(path.read_bytes())["by"] == "officer"
    book = tmp_path / "a.xlsx"
    export_summary(some_summary(), ExportFormat.XLSX, OutputPlace(book), GroupBy.OFFICER)
    names = openpyxl.load_workbook(io.BytesIO(book.read_bytes())).sheetnames
    assert "Theo cán bộ" in names
    assert "Theo cơ quan" not in names


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"Không có thư mục “.*vang”"):
        export_summary(some_summary(), ExportFormat.JSON, OutputPlace(tmp_path / "vang" / "a.json"))


def test_a_folder_in_the_files_place_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.json").mkdir()
    with pytest.raises(StoreError, match="là một thư mục"):
        export_summary(some_summary(), ExportFormat.JSON, OutputPlace(tmp_path / "a.json"))
    assert [entry.name for entry in tmp_path.iterdir()] == ["a.json"]


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "Ổ đĩa đã đầy"),
        (errno.EACCES, "đang mở trong chương trình khác"),
        (errno.EROFS, "thư mục không cho ghi"),
        (errno.EIO, "Chưa ghi được “a.json”"),
    ],
)
@pytest.mark.parametrize("failing", ["fsync", "open"])
def test_a_failing_disk_is_explained_and_the_old_file_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, words: str, failing: str
) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(b"old")

    def fail(*args: object) -> int:
        raise OSError(number, os.strerror(number))

    with monkeypatch.context() as broken:  # pytest deletes folders by these calls too
        broken.setattr(f"app.paths.os.{failing}", fail)
        with pytest.raises(StoreError, match=words):
            export_summary(some_summary(), ExportFormat.JSON, OutputPlace(path))
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_an_open_target_on_windows_is_explained(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"old")

    def replace_open(self: Path, target: Path) -> Path:
        raise PermissionError(errno.EACCES, "in use")

    monkeypatch.setattr(Path, "replace", replace_open)
    with pytest.raises(StoreError, match="Hãy đóng tệp đó hoặc chọn thư mục khác"):
        export_summary(some_summary(), ExportFormat.XLSX, OutputPlace(path))
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_file_names_say_what_and_when() -> None:
    summary = some_summary()
    assert file_name(summary, ExportFormat.XLSX) == "tong-hop-2026-11-23.xlsx"
    assert file_name(summary, ExportFormat.REGISTER_CSV) == "so-ngay-2026-11-23.csv"
    longer = replace(summary, first_day=summary.first_day.replace(day=1))
    assert file_name(longer, ExportFormat.PDF) == "tong-hop-2026-11-01-den-2026-11-23.pdf"
