"""`--unmasked`: everything is taken out for a reason and a password, and the log says so."""

from pathlib import Path

import pytest

from app.models.database import Database, sqlite_engine
from tests.commands.conftest import Console
from tests.security.people.people import text_of
from tests.services.store_builders import logged_acts

_DAYS = ("--from", "2026-11-23", "--to", "2026-11-23")
_WHY = ("--unmasked", "--reason", "Nộp lưu trữ huyện")


@pytest.mark.parametrize(("verb", "kind"), [("register", "xlsx"), ("portal", "json")])
def test_the_file_is_masked_unless_a_reason_is_given(
    console: Console, tmp_path: Path, verb: str, kind: str
) -> None:
    console.register(phone="0912345678", address="17 ngõ Hoa Mai, xã An Thử, tỉnh Tây Ninh")
    out = tmp_path / f"ra.{kind}"
    words = (verb, *_DAYS, "--format", kind, "--out", out)
    answer = console.run(*words)
    assert "--unmasked" in answer.err
    assert "0912345678" not in text_of(out.read_bytes())
    assert console.run(*words, *_WHY, officer="phutrach").status == 0
    assert "0912345678" in text_of(out.read_bytes())
    assert console.run("check").status == 0


def test_what_is_missing_is_said_and_nothing_is_written(console: Console, tmp_path: Path) -> None:
    out = tmp_path / "so.xlsx"
    words = ("register", *_DAYS, "--out", out)
    assert "--officer" in console.run(*words, *_WHY).refusal()
    portal = ("portal", *_DAYS, "--format", "json", "--out", out)
    assert "lý do" in console.run(*portal, "--unmasked", officer="phutrach").refusal()
    both = (*words, *_WHY, "--masked")
    assert "Chỉ chọn một" in console.run(*both, officer="phutrach").refusal()
    assert "--unmasked" in console.run(*words, "--reason", "Nộp lưu trữ").refusal()
    assert "quyền" in console.run(*words, *_WHY, officer="tiepnhan1").refusal()
    assert not out.exists()


def test_the_register_book_of_who_may_see_it_is_in_full_and_logged(
    console: Console, tmp_path: Path
) -> None:
    console.register(phone="0912345678", address="17 ngõ Hoa Mai, xã An Thử, tỉnh Tây Ninh")
    out = tmp_path / "so.xlsx"
    words = ("register", *_DAYS, "--out", out)
    assert "--unmasked" in console.run(*words, "--masked", officer="phutrach").err
    assert "0912345678" not in text_of(out.read_bytes())
    answer = console.run(*words, officer="phutrach")
    assert (answer.status, answer.err) == (0, "")
    assert "0912345678" in text_of(out.read_bytes())
    assert "17 ngõ Hoa Mai" in text_of(out.read_bytes())
    database = Database(sqlite_engine(console.data / "motcua.db"))
    assert logged_acts(database).count("exported_unmasked") == 1
    database.close()
