"""`motcua retention`: rule, preview, and the run by two people."""

import os
from datetime import timedelta
from unittest.mock import patch

from app.commands.switches import SECOND_PASSWORD_VARIABLE
from tests.commands.conftest import Answer, Console

_RULE = ("retention", "--years", 10, "--ground", "Quyết định 12/QĐ-UBND")


def _returned(console: Console) -> str:
    code = console.register(owner_id="072185001234", phone="0912345678")
    for words in (("resolve", "--outcome", "granted"), ("return",)):
        answer = console.run("act", code, *words, officer="tiepnhan1")
        assert answer.status == 0, answer.err
    console.time.advance(timedelta(days=3700))
    return code


def _with_second(console: Console, *words: object) -> Answer:
    with patch.dict(os.environ, {SECOND_PASSWORD_VARIABLE: console.passwords["phutrach"]}):
        return console.run(*words, "--second", "phutrach", officer="quantri")


def test_the_preview_says_how_much_and_from_when(console: Console) -> None:
    _returned(console)
    console.run(*_RULE, officer="quantri")
    said = console.ask("retention", "--preview", officer="quantri")
    assert (said["years"], said["ground"]) == (10, "Quyết định 12/QĐ-UBND")
    assert (said["oldest"], said["newest"]) == ("2026-11-23", "2026-11-23")
    assert said["erasable"]["dossiers"] == 1
    assert "1 hồ sơ" in console.run("retention", officer="quantri").out


def test_two_people_erase_and_the_store_stays_whole(console: Console) -> None:
    code = _returned(console)
    console.run(*_RULE, officer="quantri")
    assert "--second" in console.run("retention", "--run", officer="quantri").refusal()
    answer = _with_second(console, "retention", "--run", "--json")
    assert answer.status == 0, answer.err
    said = answer.document()
    assert (said["by"], said["second"]) == ("quantri", "phutrach")
    assert said["erased"]["dossiers"] == 1
    assert "072185001234" not in (console.data / "motcua.db").read_bytes().decode("utf-8", "ignore")
    for verb in ("check", "audit"):
        assert console.run(verb).status == 0
    assert console.ask("show", code)["status"] == "returned"
    assert "Không có" in _with_second(console, "retention", "--run").refusal()
    assert console.ask("retention", "--sweep", officer="quantri") == {"files_removed": 0}


def test_it_is_the_administrator_s_and_wants_a_ground(console: Console) -> None:
    _returned(console)
    assert "--officer" in console.run("retention").refusal()
    assert "quyền" in console.run("retention", officer="tiepnhan1").refusal()
    assert "căn cứ" in _with_second(console, "retention", "--run").refusal()
    no_ground = console.run("retention", "--years", 10, officer="quantri")
    assert "căn cứ" in no_ground.refusal()
