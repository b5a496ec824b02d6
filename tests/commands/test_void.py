"""`motcua void`: two people, a reason, and what to give back."""

import pytest

from app.commands.switches import SECOND_PASSWORD_VARIABLE
from tests.commands.conftest import Console
from tests.commands.test_cash import take


def test_payment_is_voided_by_two_and_owed_again(
    console: Console, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = take(console, 2_000)
    number = "1/PT"
    alone = console.run("void", code, number, "--reason", "Ghi nhầm", officer="tiepnhan1")
    assert "--second" in alone.refusal()
    monkeypatch.setenv(SECOND_PASSWORD_VARIABLE, console.passwords["phutrach"])
    words = ("void", code.lower(), number.lower(), "--reason", "Ghi nhầm", "--second", "phutrach")
    said = console.run(*words, officer="tiepnhan1")
    assert said.status == 0, said.err
    assert said.out == "Đã hủy phiếu thu 1/PT: hãy trả lại 2.000 ₫.\n"
    assert "đã hủy rồi" in console.run(*words, officer="tiepnhan1").refusal()
    day = console.ask("cash", "--day", "2026-11-23", officer="phutrach")
    assert (day["total_vnd"], day["payments"][0]["amount_vnd"]) == (0, 0)
