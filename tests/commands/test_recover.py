"""An encrypted store opens with its machine's key, or with the digits of the recovery sheet."""

import shutil
from pathlib import Path

import pytest

from app.bootstrap.keys import KEYS_FOLDER, secrets_of
from app.commands.switches import PASSWORD_VARIABLE, SHEET_VARIABLE
from app.models.store_key import key_id_of
from app.paths import STORE_NAME
from app.services.safekeeping.paper import paper_digits
from app.services.safekeeping.secret import OfficeSecret
from app.text import short_id
from tests.commands.conftest import Answer, run_words


@pytest.fixture(autouse=True)
def password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(PASSWORD_VARIABLE, "gấu trắng uống trà đá")


def _init(data: Path, *more: object) -> Answer:
    return run_words(
        *("init", "--unit-code", "38.98.H29", "--unit-name", "Xã An Thử", "--admin", "quanly"),
        *("--data", data, "--encrypt", *more),
    )


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """The data folder of an encrypted store."""
    answer = _init(tmp_path / "data")
    assert answer.status == 0
    assert "phiếu khôi phục" in answer.out
    return tmp_path / "data"


@pytest.fixture
def digits(data: Path) -> str:
    """What the office's recovery sheet says; the machine's own key is gone."""
    secret = secrets_of(data).current()
    assert secret is not None
    shutil.rmtree(data / KEYS_FOLDER)
    return " ".join(paper_digits(secret))


def test_every_verb_works_on_an_encrypted_store(data: Path) -> None:
    assert key_id_of(data / STORE_NAME)
    assert b"quanly" not in (data / STORE_NAME).read_bytes()
    shown = run_words("check", "--data", data, "--officer", "quanly", "--json")
    assert shown.document() == {"ok": True, "problems": [], "notes": []}


def test_demo_store_may_be_encrypted_too(tmp_path: Path) -> None:
    assert _init(tmp_path / "data", "--demo").status == 0
    assert key_id_of(tmp_path / "data" / STORE_NAME)


def test_a_server_store_is_encrypted_by_its_server(tmp_path: Path) -> None:
    answer = _init(tmp_path / "data", "--database", "postgresql://a@b/c")
    assert "máy chủ" in answer.refusal()
    assert not (tmp_path / "data").exists()


def test_digits_of_the_sheet_open_the_store_again(
    data: Path, digits: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    key_id = key_id_of(data / STORE_NAME)
    refusal = run_words("check", "--data", data).refusal()
    assert "phiếu khôi phục" in refusal
    assert short_id(key_id) in refusal
    monkeypatch.setenv(SHEET_VARIABLE, digits)
    assert run_words("recover", "--data", data, "--json").document() == {"key": key_id}
    assert run_words("check", "--data", data).status == 0


def test_a_group_copied_wrongly_is_named_and_nothing_is_kept(
    data: Path, digits: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    groups = digits.split()
    groups[4] = f"{(int(groups[4]) + 1) % 10**8:08d}"
    monkeypatch.setenv(SHEET_VARIABLE, " ".join(groups))
    refusal = run_words("recover", "--data", data).refusal()
    assert "Nhóm số 5" in refusal
    assert groups[4] not in refusal
    assert not (data / KEYS_FOLDER).exists()


def test_the_sheet_of_another_store_is_told(
    data: Path, digits: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert digits
    stranger = OfficeSecret.of(bytes(32))
    monkeypatch.setenv(SHEET_VARIABLE, "".join(paper_digits(stranger)))
    refusal = run_words("recover", "--data", data).refusal()
    assert short_id(stranger.secret_id) in refusal
    assert short_id(key_id_of(data / STORE_NAME)) in refusal
    assert not (data / KEYS_FOLDER).exists()


def test_without_digits_nothing_is_asked_of_a_pipe(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(SHEET_VARIABLE, raising=False)
    assert SHEET_VARIABLE in run_words("recover", "--data", data).refusal()
