import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.errors import PrinterError
from app.paths import portable_name
from app.printing.forms.receipt import receipt_pdf
from app.printing.printers import (
    CupsPrinter,
    FolderPrinter,
    ImagePrinter,
    available_queues,
)
from app.printing.raster import PageImage
from app.vocabulary.forms import Media
from tests.printing.forms import a_receipt

_PDF = b"%PDF-1.3 made up"


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return an empty folder that is all there is on PATH, beside the shell's own tools."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    return folder


def _install(folder: Path, name: str, script: str) -> None:
    path = folder / name
    path.write_text(f"#!/bin/sh\nPATH=/usr/bin:/bin\n{script}\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)


pytestmark = pytest.mark.skipif(os.name != "posix", reason="CUPS and its stand-ins need a shell")


def test_cups_gets_the_pdf_with_queue_paper_and_title(programs: Path, tmp_path: Path) -> None:
    log = tmp_path / "log"
    _install(programs, "lp", f'printf "%s\\n" "$@" >{log}; cat >{log}.pdf')
    CupsPrinter("Quay 3").send(_PDF, "Giấy; $(tiếp) nhận", "A5")
    arguments = log.read_text().splitlines()
    assert arguments[:2] == ["-d", "Quay 3"]
    assert "media=A5" in arguments
    assert arguments[-2:] == ["-t", "Giấy; $(tiếp) nhận"]
    assert Path(f"{log}.pdf").read_bytes() == _PDF


def test_refusing_queue_is_named_with_what_to_do(programs: Path) -> None:
    _install(programs, "lp", "echo 'lp: unknown destination' >&2; exit 1")
    with pytest.raises(PrinterError, match=r"“Quầy 3”.*in lại"):
        CupsPrinter("Quầy 3").send(_PDF, "Giấy", "A5")


def test_silent_queue_is_given_up(programs: Path) -> None:
    _install(programs, "lp", "exec sleep 20")
    with pytest.raises(PrinterError, match="không trả lời"):
        CupsPrinter("q", timeout_seconds=0.3).send(_PDF, "Giấy", "A5")


def test_machine_without_cups_is_told_to_save_files(programs: Path) -> None:
    with pytest.raises(PrinterError, match="CUPS"):
        CupsPrinter("q").send(_PDF, "Giấy", "A5")
    assert available_queues() == ()


def test_program_that_cannot_start_is_a_clear_error(programs: Path) -> None:
    (programs / "lp").write_bytes(b"\x7fELF broken")
    (programs / "lp").chmod(0o755)
    with pytest.raises(PrinterError, match="Không chạy được"):
        CupsPrinter("q").send(_PDF, "Giấy", "A5")


def test_queues_are_listed_in_order(programs: Path) -> None:
    _install(programs, "lpstat", '[ "$1" = "-e" ] && printf "Tang2\\nQuay3\\n"')
    assert available_queues() == ("Quay3", "Tang2")


def test_folder_keeps_every_document(tmp_path: Path) -> None:
    printer = FolderPrinter(tmp_path / "out")
    for content in (b"one", b"two", b"three"):
        printer.send(content, "Giấy tiếp nhận 0001/2019", "A5")
    files = {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()}
    assert files == {
        "Giấy tiếp nhận 0001-2019.pdf": b"one",
        "Giấy tiếp nhận 0001-2019 (2).pdf": b"two",
        "Giấy tiếp nhận 0001-2019 (3).pdf": b"three",
    }


def test_folder_that_cannot_be_written_is_a_clear_error(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file")
    with pytest.raises(PrinterError, match="quyền ghi"):
        FolderPrinter(tmp_path / "out").send(_PDF, "Giấy", "A5")


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("../../etc/passwd", "-..-etc-passwd"),
        ('a:b*c?"<>|\\\n', "a-b-c-------"),
        ("", "giay"),
        (" . ", "giay"),
        ("x" * 300, "x" * 100),
    ],
)
def test_titles_become_safe_file_names(title: str, expected: str) -> None:
    assert portable_name(title) == expected


def test_painter_gets_a_picture_of_each_page() -> None:
    painted: list[tuple[list[PageImage], str, Media]] = []

    def paint(pages: Iterator[PageImage], title: str, media: Media) -> None:
        painted.append((list(pages), title, media))

    ImagePrinter(paint, dpi=100).send(receipt_pdf(a_receipt()), "Giấy", "A5")
    ((pages, title, media),) = painted
    assert (title, media) == ("Giấy", "A5")
    assert [(page.width, page.height) for page in pages] == [(583, 827), (583, 827)]
