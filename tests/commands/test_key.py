"""Keys at the command line: two people, and every verb goes on with the changed store."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from app.bootstrap.stores import open_services
from app.clock import Clock
from app.commands.switches import SECOND_PASSWORD_VARIABLE
from app.models.store_key import key_id_of
from app.paths import STORE_NAME
from tests.commands.conftest import Answer, Console
from tests.services.exchange_builders import another_station


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


def test_the_office_s_key_is_replaced_by_two_people_and_said(console: Console) -> None:
    before = console.ask("bundle", "key", "--out", console.data.parent / "the.txt")
    alone = console.run("key", "office", "--reason", "Máy mất", officer="quantri")
    assert "--second" in alone.refusal()
    refused = console.run("key", "office", "--second", "phutrach", officer="quantri")
    assert "lý do" in refused.refusal()
    answer = _key(console, "office", "--reason", "Máy mất")
    assert answer.out.startswith("Đã thay khóa đơn vị.")
    after = console.ask("bundle", "key", "--out", console.data.parent / "the.txt")
    assert after["office_fingerprint"] in answer.out
    assert after["office_fingerprint"] != before["office_fingerprint"]
    assert after["fingerprint"] == before["fingerprint"]
    assert console.ask("check") == {"ok": True, "problems": [], "notes": []}
    assert console.ask("audit")["notes"] == []


def test_an_office_of_before_makes_its_key_without_a_second_person(console: Console) -> None:
    with closing(sqlite3.connect(console.data / STORE_NAME)) as line:
        line.execute("DELETE FROM station_certificates")
        line.execute("DELETE FROM office_keys")
        line.commit()
    assert (
        console.ask("bundle", "key", "--out", console.data.parent / "the.txt")["office_fingerprint"]
        is None
    )
    assert console.run("key", "office", officer="tiepnhan1").refusal()
    said = console.ask("key", "office", officer="quantri")
    assert said["office_key"] == 2, "what is kept under a name is never written over"
    card = console.ask("bundle", "key", "--out", console.data.parent / "the.txt")
    assert card["office_fingerprint"] == said["fingerprint"]


def test_another_station_is_certified_by_its_number(console: Console) -> None:
    desk = open_services(console.data, clock=Clock(console.time))
    other = another_station(desk, console.data.parent / "máy 2")
    desk.close()
    (note,) = console.ask("audit")["notes"]
    assert note == f"Khóa ký số {other.key_id} (Máy 2) chưa được khóa đơn vị chứng nhận."
    assert "số của khóa ký" in console.run("key", "certify", officer="quantri").refusal()
    assert console.run("key", "certify", other.key_id, officer="tiepnhan1").refusal()
    answer = console.run("key", "certify", other.key_id, officer="quantri")
    assert answer.out.startswith(f"Đã chứng nhận khóa ký số {other.key_id}, dấu vân tay ")
    assert console.ask("audit")["notes"] == []
    assert (
        "đã có chứng nhận"
        in console.run("key", "certify", other.key_id, officer="quantri").refusal()
    )
    unknown = console.run("key", "certify", 77, officer="quantri")
    assert "không có khóa ký số 77" in unknown.refusal()
