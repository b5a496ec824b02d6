from collections.abc import Iterator
from pathlib import Path

import fontpkg_be_vietnam_pro
import pytest
import reportlab

from app.printing import fonts
from app.printing.fonts import (
    VIETNAMESE_LETTERS,
    FontFace,
    find_fonts,
    font_folders,
    ready_fonts,
    text_width,
)
from app.printing.forms.receipt import receipt_pdf
from app.printing.raster import page_count
from tests.printing.forms import a_receipt

_PACKAGED = Path(fontpkg_be_vietnam_pro.ROOT, "files")
_TIMES = ("times.ttf", "timesbd.ttf", "timesi.ttf", "timesbi.ttf")
_TINOS = ("Tinos-Regular.ttf", "Tinos-Bold.ttf", "Tinos-Italic.ttf", "Tinos-BoldItalic.ttf")


def _install(folder: Path, names: tuple[str, ...], source: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name in names:
        (folder / name).write_bytes(source.read_bytes())


def _folder_of(face: FontFace, folders: tuple[Path, ...]) -> Path:
    return Path(str(find_fonts(folders)[face].face.filename)).parent


def test_alphabet_is_whole() -> None:
    assert len(VIETNAMESE_LETTERS) == 2 * (12 * 6 + 1)
    assert {"ặ", "Ữ", "đ", "Đ", "ỵ"} <= set(VIETNAMESE_LETTERS)


def test_machine_without_fonts_gets_the_packaged_ones(tmp_path: Path) -> None:
    assert _folder_of(FontFace.REGULAR, (tmp_path, tmp_path / "missing")) == _PACKAGED


def test_times_comes_before_its_stand_ins(tmp_path: Path) -> None:
    _install(tmp_path / "tinos", _TINOS, _PACKAGED / "BeVietnamPro-Regular.ttf")
    assert _folder_of(FontFace.BOLD, (tmp_path,)) == tmp_path / "tinos"
    _install(tmp_path / "windows", _TIMES, _PACKAGED / "BeVietnamPro-Regular.ttf")
    assert _folder_of(FontFace.BOLD, (tmp_path,)) == tmp_path / "windows"


def test_file_names_in_capitals_are_found(tmp_path: Path) -> None:
    capitals = tuple(name.upper() for name in _TIMES)
    _install(tmp_path, capitals, _PACKAGED / "BeVietnamPro-Regular.ttf")
    assert _folder_of(FontFace.ITALIC, (tmp_path,)) == tmp_path


def test_family_without_vietnamese_is_passed_over(tmp_path: Path) -> None:
    bare = Path(reportlab.__file__).parent / "fonts" / "Vera.ttf"
    _install(tmp_path, _TIMES, bare)
    assert _folder_of(FontFace.REGULAR, (tmp_path,)) == _PACKAGED


@pytest.mark.parametrize("content", [b"", b"not a font at all", b"\0\1\0\0" + b"\xff" * 40])
def test_damaged_family_is_passed_over(tmp_path: Path, content: bytes) -> None:
    broken = tmp_path / "broken"
    broken.write_bytes(content)
    _install(tmp_path / "fonts", _TIMES, broken)
    assert _folder_of(FontFace.REGULAR, (tmp_path,)) == _PACKAGED


def test_incomplete_family_is_passed_over(tmp_path: Path) -> None:
    _install(tmp_path, _TIMES[:3], _PACKAGED / "BeVietnamPro-Regular.ttf")
    assert _folder_of(FontFace.REGULAR, (tmp_path,)) == _PACKAGED


def test_fonts_are_looked_for_in_the_home_folder_too(tmp_path: Path) -> None:
    assert tmp_path / ".fonts" in font_folders({"HOME": str(tmp_path)})
    assert font_folders({})


def test_faces_are_registered_once() -> None:
    assert ready_fonts() is ready_fonts()
    assert text_width("Mã hồ sơ", FontFace.BOLD, 20) == pytest.approx(
        2 * text_width("Mã hồ sơ", FontFace.BOLD, 10)
    )


@pytest.fixture
def packaged_fonts(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Print as a machine does that has no fonts of its own."""
    _forget()
    monkeypatch.setattr(fonts, "font_folders", lambda: ())
    yield
    _forget()


def _forget() -> None:
    for font in fonts.ready_fonts().values():
        font.unregister()
    fonts.ready_fonts.cache_clear()
    fonts.type_scale.cache_clear()


@pytest.mark.usefixtures("packaged_fonts")
def test_wider_family_takes_no_more_room_than_times() -> None:
    pdf = receipt_pdf(a_receipt())
    assert fonts.type_scale() < 0.9
    assert b"BeVietnamPro" in pdf
    assert page_count(pdf) == 2


def test_family_of_the_same_widths_keeps_its_sizes() -> None:
    family = str(ready_fonts()[FontFace.REGULAR].face.filename).lower()
    if not any(name in family for name in ("times", "liberationserif", "tinos")):
        pytest.skip("no family with the widths of Times is installed")
    assert fonts.type_scale() == pytest.approx(1.0, abs=0.001)
