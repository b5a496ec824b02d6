import re
from dataclasses import dataclass
from datetime import date
from typing import Any

import msgspec
import pytest

from app.services.office.demo_files import demo_record, read_demo_file


@dataclass(frozen=True, slots=True, kw_only=True)
class _Paper:
    name: str
    day: date | None = None


class _File(msgspec.Struct):
    papers: tuple[_Paper, ...]
    by_name: dict[str, _Paper] = {}


def test_a_file_becomes_its_record() -> None:
    said: dict[str, Any] = {
        "papers": [{"name": "a", "day": date(2026, 1, 2)}],
        "by_name": {"b": {"name": "c"}},
    }
    wanted = _File((_Paper(name="a", day=date(2026, 1, 2)),), {"b": _Paper(name="c")})
    assert demo_record(said, _File) == wanted


@pytest.mark.parametrize(
    ("said", "path"),
    [
        ({"papers": [], "other": 1}, "$.other"),
        ({"papers": [{"name": "a"}, {"name": "b", "dya": "x"}]}, "$.papers[1].dya"),
        ({"papers": [], "by_name": {"b": {"name": "c", "more": {}}}}, "$.by_name.b.more"),
        ({"papers": [{"day": date(2026, 1, 2)}]}, "name"),
        ({"papers": [{"name": 1}]}, "$.papers[0].name"),
    ],
    ids=["unknown", "unknown in a list", "unknown in a table", "missing", "wrong"],
)
def test_what_does_not_fit_is_refused(said: dict[str, Any], path: str) -> None:
    with pytest.raises(msgspec.ValidationError, match=re.escape(path)):
        demo_record(said, _File)


def test_words_stand_for_their_names() -> None:
    said = {"words": {"unit": "Đơn vị"}, "papers": [{"name": "của {unit} và {other}"}]}
    assert demo_record(said, _File).papers == (_Paper(name="của Đơn vị và {other}"),)


def test_a_file_that_is_not_there_is_named() -> None:
    with pytest.raises(FileNotFoundError, match=r"demo/nothing\.toml"):
        read_demo_file("nothing", _File)
