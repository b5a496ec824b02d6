"""`motcua rate`: slips from digits or paper, what was told, wrong entries, figures."""

from pathlib import Path

import pytest
from PIL import Image
from sqlalchemy import select, update

from app.models.forms import IssuedForm
from app.models.office import Unit
from app.models.store import open_sqlite
from app.paths import STORE_NAME
from app.printing.outbox import render
from app.printing.raster import page_image
from app.services.forms.issuing import read_snapshot
from app.services.forms.records import RatingSlipData
from app.vocabulary.forms import FormKind
from app.vocabulary.office import UnitKind
from tests.commands.conftest import Console

DAY = ("--from", "2026-11-23", "--to", "2026-11-23")


@pytest.fixture
def slip(console: Console) -> RatingSlipData:
    """Register a dossier at an office that gives slips, and return its slip."""
    database = open_sqlite(console.data / STORE_NAME)
    with database.write() as session:
        session.execute(
            update(Unit).where(Unit.kind == UnitKind.ONE_STOP).values(gives_rating_slips=True)
        )
    console.register()
    with database.read() as session:
        row = session.scalars(
            select(IssuedForm).where(IssuedForm.kind == FormKind.RATING_SLIP)
        ).one()
        data = read_snapshot(row.kind, row.snapshot)
    database.close()
    assert isinstance(data, RatingSlipData)
    return data


def test_a_slip_is_entered_from_its_digits_once(console: Console, slip: RatingSlipData) -> None:
    words = ("rate", slip.qr_payload, "--face", "happy", "--time", "as_promised")
    said = console.ask(*words, "--reason", "giai quyet nhanh, dung hen", officer="tiepnhan1")
    assert (said["code"], said["source"], said["was_known"]) == (slip.code, "slip", False)
    again = console.run(*words, officer="tiepnhan1").refusal()
    assert f"Phiếu đánh giá số {slip.number} đã nhập lúc 23/11/2026" in again
    made = console.ask("rate", *DAY, officer="phutrach")
    assert made["faces"] == {"happy": 1, "neutral": 0, "unhappy": 0, "unsaid": 0}
    assert (made["slips_given"], made["slips_answered"]) == (1, 1)
    assert made["by_reason"][0]["count"] == 1
    told = console.run("rate", *DAY, officer="phutrach").out
    assert "Phiếu thu về: 1/1 (100 %)" in told


def test_a_slip_is_entered_from_its_picture(
    console: Console, slip: RatingSlipData, tmp_path: Path
) -> None:
    page = page_image(render(slip, 1), 0, 200)
    picture = tmp_path / "phiếu.png"
    Image.frombytes("RGB", (page.width, page.height), page.rgb).save(picture)
    said = console.ask("rate", picture, "--face", "neutral", officer="tiepnhan1")
    assert said["code"] == slip.code


def test_an_altered_slip_is_refused(console: Console, slip: RatingSlipData) -> None:
    last = "1" if slip.qr_payload[-1] == "0" else "0"
    words = ("rate", slip.qr_payload[:-1] + last, "--face", "happy")
    assert "Chữ ký trong mã QR không đúng" in console.run(*words, officer="tiepnhan1").refusal()


def test_what_was_told_is_of_a_dossier_and_a_wrong_entry_is_ended(console: Console) -> None:
    code = console.register()
    words = ("rate", code.lower(), "--source", "phone", "--face", "unhappy")
    rated = console.ask(*words, officer="tiepnhan1")
    assert (rated["code"], rated["source"]) == (code, "phone")
    ended = ("rate", "--end", rated["rating"], "--note", "Ghi nhầm hồ sơ")
    said = console.run(*ended, officer="tiepnhan1")
    assert said.out == f"Đã bỏ lượt đánh giá số {rated['rating']}.\n"
    assert console.ask("rate", *DAY, officer="phutrach")["faces"]["unhappy"] == 0


def test_nobody_s_answers_are_no_nought(console: Console) -> None:
    told = console.run("rate", *DAY, officer="phutrach").out
    assert "Tỷ lệ hài lòng: chưa có dữ liệu" in told
    assert "Phiếu thu về: 0/0 (chưa có dữ liệu)" in told


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "Cần mã QR của phiếu đánh giá"),
        (("--from", "2026-11-23"), "Ngày “” phải ghi dạng"),
        (("1", "--reason", "Không có"), "Lý do “Không có” không có trong danh sách"),
    ],
)
def test_what_is_missing_is_said(console: Console, words: tuple[str, ...], said: str) -> None:
    assert said in console.run("rate", *words, officer="tiepnhan1").refusal()
