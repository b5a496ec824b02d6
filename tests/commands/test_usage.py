"""Wrong usage is one Vietnamese sentence and 2; help has no English; a closed pipe is silent."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from app.__main__ import FORMER_NAMES, VERBS, main, verb_first
from app.commands.parser import complaint
from tests.commands.conftest import Console, run_words

_ENGLISH = re.compile(
    r"\b(usage|errors?|required|arguments?|invalid|choose|choice|expected|show|optional|positional"
    r"|options|default|exit|help message|unrecognized|file|code|login|name|unit|when)\b(?!-)",
    re.IGNORECASE,
)
_ROOT = Path(__file__).resolve().parents[2]


def _without_words_of_the_language(text: str) -> str:
    """Take out what a person types as it is: verbs, switches and stored codes."""
    return re.sub(r"--[a-z-]+|\{[^}]*\}|motcua [a-z-]+|MOTCUA_\w+|\b[a-z]+_[a-z_]+\b", "", text)


def _verbs_here() -> list[str]:
    folder = _ROOT / "app" / "commands"
    return [verb for verb in VERBS if (folder / f"{verb.replace('-', '_')}.py").exists()]


@pytest.mark.parametrize("verb", _verbs_here())
def test_help_of_each_verb_is_vietnamese(verb: str) -> None:
    answer = run_words(verb, "--help")
    assert (answer.status, answer.err) == (0, "")
    assert answer.out.startswith(f"Cách dùng: motcua {verb}")
    for switch in ("--data", "--database", "--json", "--officer"):
        assert switch in answer.out
    left = _without_words_of_the_language(answer.out).replace(f" {verb}", "")
    assert _ENGLISH.findall(left) == []


@pytest.mark.parametrize(("former", "verb"), FORMER_NAMES.items())
def test_a_former_name_of_a_verb_is_still_understood(former: str, verb: str) -> None:
    assert former not in VERBS
    assert run_words("--json", former, "--help").out.startswith(f"Cách dùng: motcua {verb}")


def test_help_of_the_program_names_every_verb() -> None:
    answer = run_words("--help")
    assert answer.status == 0
    for verb in VERBS:
        assert verb in answer.out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("bay",), "Không hiểu “bay”."),
        (("--bay",), "Không hiểu “--bay”."),
        (("show",), "Thiếu MÃ."),
        (("show", "a", "b"), "Không hiểu “b”."),
        (("show", "a", "--nhanh"), "Không hiểu “--nhanh”."),
        (("show", "a", "--dat", "x"), "Không hiểu “--dat x”."),
        (("due", "--procedure"), "--procedure cần kèm giá trị."),
        (("due",), "Thiếu --procedure, --received."),
        (("act", "a", "bay"), "VIỆC không nhận “bay”; hãy dùng một trong: handoff,"),
        (("act", "a", "stop", "--paid", "ba"), "--paid phải là số nguyên, không nhận “ba”."),
        (("act", "a", "resolve", "--outcome", "x"), "--outcome không nhận “x”;"),
        (("show", "a", "--json=1"), "--json không kèm giá trị “1”."),
        (("summary", "--from", "2026-11-23"), "Thiếu --to."),
    ],
)
def test_wrong_usage_is_one_sentence_and_2(words: tuple[str, ...], said: str) -> None:
    answer = run_words(*words)
    assert (answer.status, answer.raw) == (2, b"")
    assert answer.err.startswith(f"Lỗi: {said}")
    assert answer.err.count("\n") == 1
    assert "--help" in answer.err
    assert _ENGLISH.findall(_without_words_of_the_language(answer.err)) == []


def test_complaint_that_is_not_known_shows_no_english() -> None:
    assert complaint("something argparse will say one day") == "Câu lệnh chưa đúng."
    assert (
        complaint("argument --a: not allowed with argument --b") == "Không dùng --a cùng với --b."
    )
    assert complaint("one of the arguments --a --b is required") == "Thiếu một trong: --a --b."
    assert complaint("argument --a: invalid Path value: 'x'") == "--a không nhận “x”."


def test_version_is_told() -> None:
    answer = run_words("--version")
    assert answer.status == 0
    assert answer.out.startswith("Một Cửa ")


def test_machine_without_a_screen_is_pointed_to_the_demo(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(sys, "platform", "linux")
    answer = run_words()
    assert answer.status == 1
    assert "demo --out" in answer.err


def test_stopping_by_key_is_silent(monkeypatch: pytest.MonkeyPatch, console: Console) -> None:
    def stop(*_words: object, **_more: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("app.commands.check.desk_of", stop)
    answer = console.run("check")
    assert (answer.status, answer.err) == (1, "Đã dừng theo yêu cầu.\n")


def test_reader_that_has_left_is_no_error(console: Console) -> None:
    """`motcua check … | head -0` must not end in a traceback."""
    reading, writing = os.pipe()
    os.close(reading)
    try:
        left = subprocess.run(
            [sys.executable, "-m", "app", "check", "--data", console.data],
            stdout=writing,
            stderr=subprocess.PIPE,
            cwd=_ROOT,
            check=False,
        )
    finally:
        os.close(writing)
    assert (left.returncode, left.stderr) == (1, b"")


def test_changing_verbs_name_their_officer(console: Console) -> None:
    for words in (
        ("act", "x", "stop", "--note", "y"),
        ("import-dossiers", "x.csv"),
        ("import-catalogue", "x.csv"),
    ):
        assert "--officer" in console.run(*words).refusal()


def test_wrong_password_is_one_line(console: Console, monkeypatch: pytest.MonkeyPatch) -> None:
    console = Console(console.data, {"tiepnhan1": "sai mật khẩu này"}, console.time)
    assert "chưa đúng" in console.run("check", officer="tiepnhan1").refusal()


def test_status_is_what_main_returns() -> None:
    assert main(["show"]) == 2


@pytest.mark.parametrize(
    ("given", "read_as"),
    [
        (["--data", "D", "show", "C"], ["show", "--data", "D", "C"]),
        (["--data=D", "--json", "show", "C"], ["show", "--data=D", "--json", "C"]),
        (["--officer", "show", "check"], ["check", "--officer", "show"]),
        (["show", "--data", "D", "C"], ["show", "--data", "D", "C"]),
        (["--data", "D"], ["--data", "D"]),
        (["--data"], ["--data"]),
        (["--data", "D", "bay"], ["--data", "D", "bay"]),
        ([], []),
    ],
)
def test_a_verb_may_stand_behind_the_shared_switches(given: list[str], read_as: list[str]) -> None:
    assert verb_first(given) == read_as


def test_both_orders_are_answered_alike(console: Console) -> None:
    answers = [
        run_words(*words)
        for words in (("check", "--data", console.data), ("--data", console.data, "check"))
    ]
    assert [answer.status for answer in answers] == [0, 0]
    assert answers[0].out == answers[1].out
