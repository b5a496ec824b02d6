"""The work list on the command line."""

from datetime import timedelta

from tests.commands.conftest import Console


def _late_and_unsent(console: Console) -> tuple[str, str]:
    late = console.register()
    console.time.advance(timedelta(days=21))
    fresh = console.register(owner_name="Trần Văn Bình")
    console.time.advance(timedelta(hours=9))
    return late, fresh


def test_the_list_says_why_where_and_what_comes_next(console: Console) -> None:
    late, fresh = _late_and_unsent(console)
    said = console.ask("work", officer="phutrach")
    assert (said["total"], said["urgent"]) == (2, 2)
    first, second = said["items"]
    assert (first["code"], first["kind"], first["action"]) == (late, "late", "extend")
    assert first["text"].startswith("Quá hạn 21 ngày")
    assert second["code"] == fresh
    assert sum(said["counts"].values()) == 2
    assert "Nguyễn" not in str(said)


def test_without_an_officer_the_whole_office_is_shown(console: Console) -> None:
    _late_and_unsent(console)
    assert console.ask("work") == console.ask("work", officer="phutrach")


def test_the_words_are_those_of_the_window(console: Console) -> None:
    late, _fresh = _late_and_unsent(console)
    first, line, more = console.run("work", "--limit", 1).out.splitlines()
    assert first.startswith("2 việc, 2 gấp: Quá hạn ")
    assert line.startswith(f"{late}  Quá hạn 21 ngày")
    assert line.endswith("→ Hẹn lại ngày trả")
    assert "Còn 1 việc" in more


def test_nothing_is_said_in_a_sentence(console: Console) -> None:
    assert console.run("work").out == "Không có việc nào đang chờ.\n"
    assert console.ask("work") == {"total": 0, "urgent": 0, "counts": {}, "items": []}


def test_a_limit_below_nothing_is_refused(console: Console) -> None:
    assert "--limit" in console.run("work", "--limit", -1).refusal()
