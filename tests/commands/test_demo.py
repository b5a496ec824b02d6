"""The verb demo before it plays: its folder, its screen, its answer."""

import json
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from app.__main__ import main
from app.bootstrap.demo.play import DemoLeft


def _left(out: Path, *problems: str, cut: tuple[str, ...] = ()) -> DemoLeft:
    return DemoLeft(
        out=out,
        store=out / "kho",
        receipts=(out / "giay-to" / "a.pdf",),
        slips=(out / "giay-to" / "b.pdf",),
        summaries=(out / "tong-hop" / "c.xlsx",),
        pictures=(out / "anh" / "d.png",),
        index=out / "index.html",
        made_up="mọi người ở đây đều được đặt ra.",
        problems=problems,
        cut=cut,
        officers=(),
    )


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[bool]:
    """Stand in for the play itself; keeps whether a gallery was asked for."""
    given: list[bool] = []

    def play_demo(out: Path, *, with_gallery: bool) -> DemoLeft:
        given.append(with_gallery)
        problems = ["Số hồ sơ ngày có khoảng trống."] if out.name == "hong" else []
        cut = ("tiep-nhan · 1280×720 · nút “Lưu” cần thêm chỗ",) if out.name == "cat" else ()
        return _left(out, *problems, cut=cut)

    stand_in = SimpleNamespace(play_demo=play_demo)
    monkeypatch.setitem(sys.modules, "app.bootstrap.demo.play", stand_in)
    return given


@pytest.mark.parametrize("kind", ["folder in use", "file"])
def test_a_folder_in_use_is_refused_and_left_as_it_is(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], kind: str
) -> None:
    out = tmp_path / "da-co"
    mine = out if kind == "file" else out / "cua-toi.txt"
    mine.parent.mkdir(exist_ok=True)
    mine.write_text("giữ nguyên", encoding="utf-8")
    assert main(["demo", "--out", str(out)]) == 1
    told = capsys.readouterr()
    assert told.out == ""
    assert ("không phải thư mục" if kind == "file" else "đã có nội dung") in told.err
    assert mine.read_text(encoding="utf-8") == "giữ nguyên"
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == [mine]


def test_json_is_one_document_of_what_lies_where(
    asked: list[bool], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "moi"
    assert main(["demo", "--out", str(out), "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {
        "out": str(out),
        "receipts": [str(out / "giay-to" / "a.pdf")],
        "slips": [str(out / "giay-to" / "b.pdf")],
        "summaries": [str(out / "tong-hop" / "c.xlsx")],
        "pictures": [str(out / "anh" / "d.png")],
        "cut": [],
        "ok": True,
    }
    assert asked == [False]


def test_a_store_with_problems_fails_and_says_them(
    asked: list[bool], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["demo", "--out", str(tmp_path / "hong"), "--gallery"]) == 1
    told = capsys.readouterr().out
    assert "Kho dữ liệu có vấn đề:\n  Số hồ sơ ngày có khoảng trống." in told
    assert "Chữ bị cắt" not in told
    assert "Lưu ý: mọi người ở đây đều được đặt ra." in told
    assert asked == [True]


def test_cut_words_fail_under_a_heading_of_their_own(
    asked: list[bool], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["demo", "--out", str(tmp_path / "cat"), "--gallery"]) == 1
    told = capsys.readouterr().out
    assert "Chữ bị cắt trên màn hình:\n  tiep-nhan · 1280×720" in told
    assert "Kho dữ liệu nguyên vẹn." in told
    assert asked == [True]


def test_showing_without_a_screen_is_refused(
    asked: list[bool],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(sys, "platform", "linux")
    assert main(["demo", "--out", str(tmp_path / "moi"), "--show"]) == 1
    assert "không có màn hình để xem" in capsys.readouterr().err
    assert asked == []


def test_the_window_without_a_screen_names_the_demo(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(sys, "platform", "linux")
    assert main([]) == 1
    told = capsys.readouterr()
    assert told.out == ""
    assert "không có màn hình" in told.err
    assert "python3 run.py demo --out" in told.err
