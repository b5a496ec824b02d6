"""The machine's clock at the command line: seen, refused, accepted by two people, told."""

from datetime import timedelta

import pytest

from app.commands.switches import SECOND_PASSWORD_VARIABLE
from tests.commands.conftest import Console

_REASON = "Pin CMOS hỏng, giờ máy nay đã đúng"


def test_a_clock_that_is_right_needs_nothing(console: Console) -> None:
    console.register()
    assert console.ask("clock", officer="tiepnhan1") == {"ok": True}
    answer = console.run("clock", "--accept", "--reason", _REASON, officer="tiepnhan1")
    assert "không cần" in answer.refusal()


def test_a_clock_set_back_is_told_and_accepted_by_two_people(
    console: Console, monkeypatch: pytest.MonkeyPatch
) -> None:
    console.register()
    console.time.advance(timedelta(days=-2))
    seen = console.run("clock", "--json", officer="tiepnhan1")
    assert (seen.status, seen.document()["ok"]) == (1, False)
    assert "hai người" in console.run("clock", officer="tiepnhan1").out
    accepting = ("clock", "--accept", "--reason", _REASON)
    assert "--second" in console.run(*accepting, officer="tiepnhan1").refusal()
    monkeypatch.setenv(SECOND_PASSWORD_VARIABLE, console.passwords["phutrach"])
    assert console.run(*accepting, "--second", "phutrach", officer="tiepnhan1").status == 0
    console.register(owner_name="Trần Văn Bình")
    document = console.ask("check")
    assert document["problems"] == []
    assert any("lùi 2 ngày" in one for one in document["notes"])
    assert any("chấp nhận giờ máy" in one for one in document["notes"])
    assert console.ask("audit")["notes"] == document["notes"]
    assert "lùi 2 ngày" in console.run("check").out
