"""Two offices exchange dossiers at the command line alone."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.commands.conftest import Console, run_words

HERE, THERE = "000.00.15.H53", "000.00.08.H53"
DESK, ADMIN = "tiepnhan1", "quantri"


@pytest.fixture
def there(console: Console, tmp_path: Path) -> Console:
    data = tmp_path / "there"
    said = run_words(
        *("init", "--demo", "--unit-code", THERE, "--unit-name", "Sở thử", "--admin", ADMIN),
        *("--data", data, "--json"),
    ).document()
    passwords = {officer["login"]: officer["password"] for officer in said["officers"]}
    return replace(console, data=data, passwords=passwords)


def _trust(one: Console, other: Console, card: Path) -> Any:
    said = other.ask("bundle", "key", "--out", card)
    words = ("bundle", "trust", card, "--fingerprint", said["fingerprint"])
    return one.ask(*words, officer=ADMIN)


def test_a_dossier_goes_and_its_result_comes_back_by_files(
    console: Console, there: Console, tmp_path: Path
) -> None:
    assert _trust(console, there, tmp_path / "a.txt")["code"] == THERE
    assert _trust(there, console, tmp_path / "b.txt")["code"] == HERE
    code, declined = console.register(), console.register(owner_name="Lê Thị Hai")
    for each in (code, declined):
        console.ask("act", each, "handoff", "--to", THERE, officer=DESK)
    out, reply = tmp_path / "out.motcua", tmp_path / "reply.motcua"
    made = console.ask("bundle", "export", "--to", THERE, "--out", out, officer=DESK)
    assert (made["codes"], made["left"]) == ([code, declined], 0)
    taken = there.ask(
        *("bundle", "import", out, "--reply", reply, "--decline", f"{declined}=Thiếu bản chính"),
        officer=DESK,
    )
    assert [line["accepted"] for line in taken["dossiers"]] == [True, False]
    console.ask("bundle", "import", reply, officer=DESK)
    assert console.ask("show", code)["holder"] == "Sở thử"
    assert console.ask("show", declined)["holder"] != "Sở thử"
    again = there.run("bundle", "import", out, "--reply", tmp_path / "same", officer=DESK)
    assert "không có gì thay đổi" in again.out
    assert (tmp_path / "same").read_bytes() == reply.read_bytes()

    there.ask("act", code, "handoff", "--to", there.agencies[0], officer=DESK)
    there.ask("act", code, "accept", officer=DESK)
    there.ask("act", code, "resolve", "--outcome", "granted", "--document", "9/QĐ", officer=DESK)
    there.ask("bundle", "export-results", "--to", HERE, "--out", out, officer=DESK)
    console.ask("bundle", "import", out, "--reply", reply, officer=DESK)
    assert console.ask("show", code)["outcome"] == "granted"
    there.ask("bundle", "import", reply, officer=DESK)
    assert there.ask("show", code)["status"] == "returned"
    for office in (console, there):
        assert office.run("check").status == 0


def test_what_cannot_be_done_is_said(console: Console, there: Console, tmp_path: Path) -> None:
    card = tmp_path / "card.txt"
    said = there.run("bundle", "key", "--out", card).out
    wrong = ("bundle", "trust", card, "--fingerprint", "11111 22222")
    assert "không khớp" in console.run(*wrong, officer=ADMIN).refusal()
    assert (
        "không có quyền"
        in console.run(*wrong[:-1], said.rpartition(":")[2], officer=DESK).refusal()
    )
    export = ("bundle", "export", "--to", THERE, "--out", tmp_path / "x")
    assert "chưa có khóa" in console.run(*export, officer=DESK).refusal()
    _trust(console, there, card)
    assert "Không có hồ sơ nào" in console.run(*export, officer=DESK).refusal()
    assert "cần --out" in console.run("bundle", "key").refusal()
    assert "cần tên tệp" in console.run("bundle", "import", officer=DESK).refusal()
    bad = ("bundle", "import", card, "--decline", "thiếu")
    assert "MÃ=LÝ_DO" in console.run(*bad, officer=DESK).refusal()
    assert "Gói bị cụt hoặc hỏng" in console.run("bundle", "import", card, officer=DESK).refusal()
    assert "--officer" in console.run("bundle", "import", card).refusal()
    assert console.run("bundle", "sell").status == 2


def test_one_confirmed_office_key_is_enough_for_its_stations(
    console: Console, there: Console, tmp_path: Path
) -> None:
    card = tmp_path / "card.txt"
    said = console.ask("bundle", "key", "--out", card)
    words = ("bundle", "trust", card, "--fingerprint", said["office_fingerprint"])
    told = there.run(*words, officer=ADMIN)
    assert told.out.startswith("Đã tin khóa đơn vị của ")
    assert there.ask(*words, officer=ADMIN)["is_office"] is True
    _trust(console, there, card)
    code = console.register()
    console.ask("act", code, "handoff", "--to", THERE, officer=DESK)
    out = tmp_path / "out.motcua"
    console.ask("bundle", "export", "--to", THERE, "--out", out, officer=DESK)
    taken = there.ask("bundle", "import", out, officer=DESK)
    assert [line["accepted"] for line in taken["dossiers"]] == [True]
