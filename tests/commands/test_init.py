"""A new store, or one line that says why not."""

from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from app.commands.switches import PASSWORD_VARIABLE
from app.models.office import Unit
from app.models.store import create_sqlite, open_sqlite
from app.paths import STORE_NAME
from app.vocabulary.office import UnitKind
from tests.commands.conftest import Answer, Console, run_words
from tests.services.forms.test_numbering import PROVINCE_FIRST, PROVINCE_LAST

_PASSWORD = "gấu trắng uống trà đá"


def _init(data: Path, *more: object, code: str = "38.98.H29") -> Answer:
    return run_words(
        *("init", "--unit-code", code, "--unit-name", "Xã An Thử", "--admin", "quanly"),
        *("--data", data, *more),
    )


@pytest.fixture(autouse=True)
def password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(PASSWORD_VARIABLE, _PASSWORD)


def test_new_store_is_made_and_the_administrator_can_work(tmp_path: Path) -> None:
    answer = _init(tmp_path / "data")
    assert (answer.status, answer.err) == (0, "")
    assert answer.out.startswith("Đã tạo kho dữ liệu tại")
    shown = run_words("check", "--data", tmp_path / "data", "--officer", "quanly", "--json")
    assert shown.document() == {"ok": True, "problems": [], "notes": []}


def test_json_says_what_was_made(tmp_path: Path) -> None:
    assert _init(tmp_path / "data", "--json").document() == {
        "unit": {"code": "38.98.H29", "name": "Xã An Thử"},
        "admin": "quanly",
    }


@pytest.mark.parametrize("code", [*PROVINCE_FIRST, *PROVINCE_LAST, "h15.50.05.13"])
def test_office_is_founded_under_a_code_of_either_shape(tmp_path: Path, code: str) -> None:
    answer = _init(tmp_path / "data", "--demo", "--json", code=code)
    assert (answer.status, answer.err) == (0, "")
    database = open_sqlite(tmp_path / "data" / STORE_NAME)
    with closing(database), database.read() as session:
        office = select(Unit.code).where(Unit.kind == UnitKind.ONE_STOP)
        assert session.execute(office).scalars().all() == [code.upper()]


def test_refused_code_is_told_both_shapes(tmp_path: Path) -> None:
    refusal = _init(tmp_path / "data", code="H15").refusal()
    assert refusal == ("Lỗi: Mã phải có dạng như H15.50.05.13 hoặc 000.00.15.H53; hãy nhập lại.")


def test_second_store_in_one_folder_is_refused_and_the_first_stays(tmp_path: Path) -> None:
    _init(tmp_path / "data")
    before = (tmp_path / "data" / STORE_NAME).read_bytes()
    assert "Đã có kho dữ liệu" in _init(tmp_path / "data").refusal()
    assert (tmp_path / "data" / STORE_NAME).read_bytes() == before


@pytest.mark.parametrize("more", [(), ("--demo",)])
def test_refused_facts_leave_no_store_behind(tmp_path: Path, more: tuple[str, ...]) -> None:
    refusal = _init(tmp_path / "data", *more, code="H53").refusal()
    assert "Mã" in refusal
    assert _init(tmp_path / "data", *more).status == 0


def test_weak_password_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(PASSWORD_VARIABLE, "123456")
    assert "12 ký tự" in _init(tmp_path / "data").refusal()
    assert not (tmp_path / "data" / STORE_NAME).exists()


def test_missing_password_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(PASSWORD_VARIABLE)
    assert PASSWORD_VARIABLE in _init(tmp_path / "data").refusal()


def test_file_in_the_way_is_said(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file", encoding="utf-8")
    assert "Hãy chọn thư mục khác" in _init(tmp_path / "data").refusal()


def test_demo_gives_accounts_of_every_role_with_fresh_passwords(
    demo: tuple[Path, Any], console: Console
) -> None:
    _data, said = demo
    assert {role for officer in said["officers"] for role in officer["roles"]} == {
        "officer",
        "supervisor",
        "administrator",
        "agency_officer",
    }
    assert len({officer["password"] for officer in said["officers"]}) == len(said["officers"])
    assert all(set(agency) == {"code", "name"} for agency in said["agencies"])
    for login in console.passwords:
        assert console.run("check", officer=login).status == 0


def test_demo_with_another_administrator_name(tmp_path: Path) -> None:
    answer = _init(tmp_path / "data", "--demo", "--json")
    assert answer.document()["officers"][0]["login"] == "quanly"


def test_demo_prints_each_account_once(tmp_path: Path) -> None:
    answer = _init(tmp_path / "data", "--demo")
    assert answer.status == 0
    assert answer.out.count("tiepnhan1") == 1


def test_every_verb_says_when_there_is_no_store(tmp_path: Path) -> None:
    due = ("due", "--procedure", "1", "--received", "2026-11-23 09:00")
    for words in (("check",), ("show", "x"), due):
        answer = run_words(*words, "--data", tmp_path / "none")
        assert "Hãy tạo kho mới" in answer.refusal()
    assert not (tmp_path / "none").exists()


def test_store_without_an_office_is_said(tmp_path: Path) -> None:
    create_sqlite(tmp_path / "data" / STORE_NAME).close()
    assert "chưa có đơn vị" in run_words("check", "--data", tmp_path / "data").refusal()
    open_sqlite(tmp_path / "data" / STORE_NAME).close()


@pytest.mark.parametrize("url", ["motcua.db", "mysql://a@b/c"])
def test_database_of_another_kind_is_refused(tmp_path: Path, url: str) -> None:
    assert "postgresql://" in _init(tmp_path / "data", "--database", url).refusal()
