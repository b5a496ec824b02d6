"""Files a person names: checked by where they lie and what they replace, and written whole."""

import errno
import os
import sqlite3
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Final
from zipfile import ZipFile

import pytest

from app.errors import InvalidInputError, StoreError
from app.outputs import GuardedPlaces, OutputKind, OutputPlace, Outputs
from app.paths import KEYS_NAME, STORE_NAME
from tests.unguarded import UNGUARDED

_IS_POSIX: Final = pytest.mark.skipif(os.name != "posix", reason="links and modes of POSIX")


def _zip(name: str) -> bytes:
    made = BytesIO()
    with ZipFile(made, "w") as archive:
        archive.writestr(name, "")
    return made.getvalue()


def _sqlite(folder: Path, *tables: str) -> bytes:
    path = folder / "tạm.db"
    line = sqlite3.connect(path)
    for table in tables:
        line.execute(f"CREATE TABLE {table} (id INTEGER)")
    line.commit()
    line.close()
    content = path.read_bytes()
    path.unlink()
    return content


_FILES: Final[dict[str, tuple[OutputKind | None, Callable[[Path], bytes]]]] = {
    "a.xlsx": (OutputKind.XLSX, lambda _: _zip("xl/workbook.xml")),
    "a.docx": (OutputKind.DOCX, lambda _: _zip("word/document.xml")),
    "a.pdf": (OutputKind.PDF, lambda _: b"%PDF-1.4 a"),
    "a.csv": (OutputKind.CSV, lambda _: "\ufeffTừ ngày,Số\r\n".encode()),
    "a.json": (OutputKind.JSON, lambda _: b' {"a": 1}'),
    "a.motcua": (OutputKind.BUNDLE, lambda _: _zip("manifest")),
    "the.txt": (OutputKind.KEY_CARD, lambda _: "THẺ KHÓA BÀN GIAO\nĐơn vị: …".encode()),
    "moc.txt": (OutputKind.ANCHORS, lambda _: "# Mốc kiểm toán của xã".encode()),
    "nhat-ky.db": (OutputKind.LOG_EXTRACT, lambda at: _sqlite(at, "log_entries", "units")),
    "kho.db": (None, lambda at: _sqlite(at, "log_entries", "dossiers")),
    "khóa mã hóa.db": (None, lambda _: b"SQLite format 3\0 but broken" + bytes(200)),
    "id.key": (None, lambda _: b"a1b2c3\n"),
    "ghi chú.txt": (None, lambda _: "ghi chú".encode()),
    "settings.toml": (None, lambda _: b'station = "1"\n'),
    "giả.xlsx": (None, lambda _: b"PK\x03\x04 no archive"),
    "giả.csv": (None, lambda _: b"\x00\x01\x02 binary"),
    "trống": (None, lambda _: b""),
    "một.motcua-backup": (None, lambda _: b"MOTCUA" + bytes(50)),
}


@pytest.mark.parametrize("name", _FILES)
def test_existing_file_is_replaced_by_its_own_kind_alone(tmp_path: Path, name: str) -> None:
    own, make = _FILES[name]
    path = tmp_path / name
    path.write_bytes(make(tmp_path))
    if own is not None:
        assert UNGUARDED.place(path, own).path == path.resolve()
    for kind in set(OutputKind) - {own}:
        with pytest.raises(InvalidInputError, match="Hãy đặt tên") as refused:
            UNGUARDED.place(path, kind)
        assert refused.value.field == "out"


@pytest.mark.parametrize("kind", OutputKind)
def test_new_file_goes_where_nothing_is_guarded(tmp_path: Path, kind: OutputKind) -> None:
    path = tmp_path / "mới"
    assert UNGUARDED.place(path, kind).path == path.resolve()


@_IS_POSIX
def test_file_with_people_s_facts_is_its_owner_s_alone(tmp_path: Path) -> None:
    old_mask = os.umask(0o022)
    try:
        for is_personal, mode in ((True, 0o600), (False, 0o644)):
            path = tmp_path / f"{mode:o}.csv"
            path.write_text("cũ", "utf-8")
            path.chmod(0o666)
            place = UNGUARDED.place(path, OutputKind.CSV, is_personal=is_personal)
            place.write(b"a")
            assert path.stat().st_mode & 0o777 == mode
            place.fill(lambda draft: draft.write_bytes(b"b"))
            assert (path.read_bytes(), path.stat().st_mode & 0o777) == (b"b", mode)
    finally:
        os.umask(old_mask)


def test_long_text_cut_within_a_character_is_text(tmp_path: Path) -> None:
    for shift in range(4):
        path = tmp_path / f"{shift}.csv"
        path.write_text("a" * shift + "ế" * 4096, "utf-8")
        UNGUARDED.place(path, OutputKind.CSV)


@_IS_POSIX
def test_link_to_a_file_of_the_kind_stays_a_link(tmp_path: Path) -> None:
    real = tmp_path / "thật.csv"
    real.write_text("a,b", "utf-8")
    link = tmp_path / "nối.csv"
    link.symlink_to(real)
    UNGUARDED.place(link, OutputKind.CSV).write(b"c,d")
    assert link.is_symlink()
    assert real.read_bytes() == b"c,d"


@_IS_POSIX
@pytest.mark.parametrize("name", ["vòng.csv", "vòng.csv/a.csv"])
def test_link_that_goes_round_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / "vòng.csv").symlink_to(tmp_path / "lại.csv")
    (tmp_path / "lại.csv").symlink_to(tmp_path / "vòng.csv")
    with pytest.raises(InvalidInputError, match="Không dùng được đường dẫn"):
        UNGUARDED.place(tmp_path / name, OutputKind.CSV)
    with pytest.raises(InvalidInputError, match="Không dùng được đường dẫn"):
        UNGUARDED.folder(tmp_path / name)


@_IS_POSIX
def test_second_name_is_never_parted_from_the_first(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("a,b", "utf-8")
    (tmp_path / "b.csv").hardlink_to(tmp_path / "a.csv")
    with pytest.raises(InvalidInputError, match="liên kết cứng"):
        UNGUARDED.place(tmp_path / "b.csv", OutputKind.CSV)


@pytest.mark.parametrize("path", ["a\0b", "\0"])
def test_what_is_no_path_is_refused(path: str) -> None:
    with pytest.raises(InvalidInputError):
        UNGUARDED.place(Path(path), OutputKind.CSV)


def test_guarded_folder_need_not_be_there_and_its_like_is_free(tmp_path: Path) -> None:
    outputs = Outputs(lambda: GuardedPlaces((tmp_path / "kho",), (tmp_path / "sao lưu",)))
    for name in ("kho/a.csv", "kho/b/c.csv", "sao lưu/a.csv", "x/../kho/a.csv", "kho"):
        with pytest.raises(InvalidInputError, match="Hãy chọn thư mục khác"):
            outputs.place(tmp_path / name, OutputKind.CSV)
        with pytest.raises(InvalidInputError, match="Hãy chọn thư mục khác"):
            outputs.folder(tmp_path / name)
    for name in ("kho2/a.csv", "a.csv", "sao lưu.csv"):
        assert outputs.place(tmp_path / name, OutputKind.CSV).path == (tmp_path / name).resolve()
        assert outputs.folder((tmp_path / name).parent).is_absolute()


def test_backup_goes_right_into_a_backup_folder_and_no_deeper(tmp_path: Path) -> None:
    outputs = Outputs(lambda: GuardedPlaces((tmp_path,), (tmp_path / "sao lưu",)))
    outputs.place(tmp_path / "sao lưu" / "mới", OutputKind.BACKUP)
    for name in ("mới", "sao lưu/a/mới", "keys/mới"):
        with pytest.raises(InvalidInputError):
            outputs.place(tmp_path / name, OutputKind.BACKUP)


def test_folder_of_another_store_is_guarded_and_that_of_an_extract_is_not(tmp_path: Path) -> None:
    (tmp_path / STORE_NAME).write_bytes(b"")
    UNGUARDED.place(tmp_path / "a.csv", OutputKind.CSV)
    (tmp_path / KEYS_NAME).mkdir()
    with pytest.raises(InvalidInputError):
        UNGUARDED.place(tmp_path / "a.csv", OutputKind.CSV)


def test_failed_filling_leaves_the_old_file_and_no_draft(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"old")

    def fail(draft: Path) -> None:
        draft.write_bytes(b"half")
        raise OSError(errno.ENOSPC, "full")

    with pytest.raises(StoreError, match="Ổ đĩa đã đầy"):
        OutputPlace(path).fill(fail)
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]
