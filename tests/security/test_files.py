"""Checklist rows 12-14: files are weighed, known by their content, and kept under our names."""

import random
import tracemalloc
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from time import perf_counter

import pytest

from app.errors import InvalidInputError
from app.services import tables
from app.services.files import kinds
from app.services.files.attachments import file_name
from app.services.files.kinds import media_type_of
from app.services.files.records import JPEG, PDF, PNG
from app.services.tables import read_workbook
from tests.seals import a_file_folder
from tests.services.catalogue.files import a_raw_xlsx
from tests.services.files.contents import a_pdf, a_picture, a_png_of, a_text_bomb

_SECONDS = 1.0
_MEGABYTES = 200


def _bomb(folder: Path) -> bytes:
    """A sheet that unpacks to 64 MB from some 60 kB."""
    return a_raw_xlsx(folder, "<row><c><v>1</v></c></row>" * 2_400_000).read_bytes()


def _weighed(act: Callable[[], object]) -> tuple[bool, float, float]:
    """Return whether `act` was refused, in how many seconds, and at how many megabytes at most."""
    tracemalloc.start()
    begun = perf_counter()
    try:
        act()
    except InvalidInputError:
        refused = True
    else:
        refused = False
    seconds = perf_counter() - begun
    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return refused, seconds, most / 1e6


def test_row_12_bombs_are_refused_before_they_unfold(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bomb = _bomb(tmp_path)
    assert len(bomb) < 400_000
    refused, seconds, megabytes = _weighed(lambda: read_workbook(bomb))
    assert refused
    assert seconds < _SECONDS
    assert megabytes < _MEGABYTES
    monkeypatch.setattr(tables, "MOST_RATIO", 10**6)
    monkeypatch.setattr(tables, "MOST_UNPACKED", 10**12)
    _refused, _seconds, megabytes = _weighed(lambda: read_workbook(bomb))
    assert megabytes > 30, "without the scales it unfolds"


def test_row_12_the_limits_are_those_of_the_checklist(tmp_path: Path) -> None:
    assert tables.MOST_BYTES <= 10 * 1024 * 1024
    assert tables.MOST_UNPACKED <= 50 * 1024 * 1024
    assert tables.MOST_RATIO <= 100
    many = tmp_path / "many.xlsx"
    with zipfile.ZipFile(many, "w") as archive:
        for number in range(2_000):
            archive.writestr(f"xl/worksheets/sheet{number}.xml", "<a/>")
    with pytest.raises(InvalidInputError):
        read_workbook(many.read_bytes())


_POLYGLOTS = {
    "a program": b"MZ\x90\0" + bytes(200),
    "a page of the web": b"<html><script>alert(1)</script></html>",
    "a PDF behind a program": b"MZ" + a_pdf(),
    "an archive that says PDF": b"%PDF-1.7\n" + BytesIO(b"PK\x03\x04").read() + bytes(100),
    "a PNG head and nothing": b"\x89PNG\r\n\x1a\n",
    "a PDF that was cut": a_pdf()[:-200],
    "a hundred megapixels in a kilobyte": a_png_of(10_000, 10_000, rows=bytes(1000)),
    "a text bomb": a_text_bomb(),
    "a vector picture": b"<svg xmlns='http://www.w3.org/2000/svg' onload='x()'/>",
}


@pytest.mark.parametrize("content", _POLYGLOTS.values(), ids=_POLYGLOTS.keys())
def test_row_13_files_are_known_by_their_content(content: bytes) -> None:
    refused, seconds, megabytes = _weighed(lambda: media_type_of(content))
    assert refused
    assert seconds < 2 * _SECONDS
    assert megabytes < _MEGABYTES


def test_row_13_is_seen_to_fail(monkeypatch: pytest.MonkeyPatch) -> None:
    assert media_type_of(a_pdf()) == PDF
    assert media_type_of(a_picture("PNG")) == PNG
    assert media_type_of(a_picture("JPEG")) == JPEG
    monkeypatch.setattr(kinds, "_check_pdf", lambda _content: None)
    assert media_type_of(_POLYGLOTS["a PDF that was cut"]) == PDF
    monkeypatch.setattr(kinds, "_check_picture", lambda _content, _kind: None)
    assert media_type_of(_POLYGLOTS["a hundred megapixels in a kilobyte"]) == PNG


def _hostile_names() -> list[str]:
    chance = random.Random(7)  # noqa: S311 - made-up names
    pieces = [
        *("..", "/", "\\", "C:", "CON", "NUL", "aux.pdf", ":ads", "\0", "\n", "\u202e", "a" * 300),
        *("~", "$HOME", "%TEMP%", "|", "*", "?", '"', "<", ">", " ", ".", "đơn", ".pdf", ".exe"),
    ]
    return ["".join(chance.choices(pieces, k=chance.randint(1, 6))) for _name in range(500)]


def _leaves(name: str, folder: Path) -> bool:
    """Say whether a name, put behind a folder, leads out of it or is no plain name."""
    if name != Path(name).name or name in {"", ".", ".."} or len(name) > 200:
        return True
    if any(char in name for char in '/\\:*?"<>|') or not name.isprintable():
        return True
    return not (folder / name).resolve().is_relative_to(folder.resolve())


def test_row_14_no_name_leaves_the_folder(tmp_path: Path) -> None:
    names = _hostile_names()
    for media_type in (PDF, PNG, JPEG):
        assert [name for name in names if _leaves(file_name(name, media_type), tmp_path)] == []
    assert [name for name in names if _leaves(name, tmp_path)], "as they came, they do"


def test_row_14_contents_lie_under_their_hash(tmp_path: Path) -> None:
    folder = a_file_folder(tmp_path / "files")
    sha256 = folder.put(a_pdf())
    (kept,) = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert kept == tmp_path / "files" / sha256[:2] / f"{sha256}.sealed"
    for hostile in ("../../etc/passwd", "/etc/passwd", "..", "", "g" * 64):
        with pytest.raises(ValueError, match=r".*"):
            folder.read(hostile)
