"""Keys at the command line: two people, and every verb goes on with the changed store."""

from pathlib import Path

import pytest

from app.commands.switches import SECOND_PASSWORD_VARIABLE
from app.models.store_key import key_id_of
from app.paths import STORE_NAME
from tests.commands.conftest import Answer, Console


@pytest.fixture(autouse=True)
def second(console: Console, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(SECOND_PASSWORD_VARIABLE, console.passwords["phutrach"])


def _key(console: Console, *words: object) -> Answer:
    answer = console.run("key", *words, "--second", "phutrach", officer="quantri")
    assert answer.status == 0, answer.err
    return answer


def test_the_store_is_encrypted_changed_and_decrypted_and_every_verb_works(
    console: Console,
) -> None:
    code = console.register()
    ids = []
    for what in ("encrypt", "renew", "decrypt"):
        assert _key(console, what).out.startswith("Đã ")
        ids.append(key_id_of(console.data / STORE_NAME))
        later = console.register(owner_name="Trần Văn Sau")
        assert console.ask("show", later)["code"] == later
        assert console.ask("show", code)["code"] == code
        assert console.ask("check") == {"ok": True, "problems": [], "notes": []}
        for words in (("audit",), ("backup", console.data.parent / f"{what}.motcua-backup")):
            answer = console.run(*words)
            assert answer.status == 0, (words, answer.out, answer.err)
    assert ids[0]
    assert ids[1]
    assert ids[0] != ids[1]
    assert ids[2] == ""


def test_what_is_kept_how_is_told(console: Console) -> None:
    assert console.ask("key", "state", officer="quantri")["encrypted"] is False
    _key(console, "encrypt")
    said = console.ask("key", "state", officer="quantri")
    assert said == {
        "shared": False,
        "encrypted": True,
        "key": key_id_of(console.data / STORE_NAME),
        "keystore": False,
        "sheet_at": None,
    }
    told = console.run("key", "state", officer="quantri").out
    assert "đã mã hóa" in told
    assert "Phiếu khôi phục: chưa in." in told


def test_nobody_changes_a_key_alone(console: Console) -> None:
    before = (console.data / STORE_NAME).read_bytes()[:16]
    assert "--second" in console.run("key", "encrypt", officer="quantri").refusal()
    refusal = console.run("key", "encrypt", "--second", "phutrach", officer="tiepnhan1").refusal()
    assert refusal
    assert (console.data / STORE_NAME).read_bytes()[:16] == before


def test_the_signing_key_is_renewed_and_old_receipts_are_genuine(
    console: Console, tmp_path: Path
) -> None:
    path = tmp_path / "một.csv"
    path.write_text("procedure,owner_name\n2.000815,Nguyễn Thị Ánh\n", encoding="utf-8")
    words = ("import-dossiers", path, "--receipts", tmp_path / "giấy")
    payload = console.ask(*words, officer="tiepnhan1")["qr"]
    for number in (1, 2):
        answer = _key(console, "signing", "--reason", "Máy cũ")
        assert f"số {number}" in answer.out
    assert console.ask("verify", payload)["verdict"] == "genuine"
    alone = console.run("key", "signing", "--second", "phutrach", officer="quantri")
    assert "lý do" in alone.refusal()
