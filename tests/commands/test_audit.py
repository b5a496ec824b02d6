"""The log audited at the command line: whole, touched, or behind what was seen of it."""

import shutil
import sqlite3
from io import StringIO
from pathlib import Path

import pytest

from app.commands.audit import progress_line
from app.commands.switches import SECOND_PASSWORD_VARIABLE
from app.paths import STORE_NAME
from tests.commands.conftest import Console
from verifier.__main__ import main as verify


def touch(console: Console, *statements: str) -> None:
    line = sqlite3.connect(console.data / STORE_NAME)
    for name in ("update", "delete", "replace"):
        line.execute(f"DROP TRIGGER IF EXISTS log_entries_no_{name}")
    for statement in statements:
        assert line.execute(statement).rowcount
    line.commit()
    line.close()


def test_whole_log(console: Console) -> None:
    console.register()
    said = console.ask("audit")
    assert (said["ok"], said["first_bad_row"], said["problems"]) == (True, None, [])
    assert said["chains"][0]["office"] == "000.00.15.H53"
    assert (said["forms"], said["closings"], said["anchors"]) == (1, 0, 1)
    words = console.run("audit").out
    assert words.startswith(f"Đã kiểm {said['chains'][0]['entries']} dòng nhật ký, 1 giấy")
    assert words.endswith("Nhật ký nguyên vẹn.\n")


def test_only_what_is_new_after_a_whole_audit(console: Console) -> None:
    console.register()
    assert "kiểm toán toàn bộ" in console.run("audit", "--incremental").refusal()
    whole = console.ask("audit")
    assert "incremental" not in whole
    console.register(owner_name="Lê Thị Mới")
    said = console.ask("audit", "--incremental")
    assert (said["ok"], said["incremental"], said["forms"]) == (True, True, 1)
    assert said["chains"][0]["entries"] > whole["chains"][0]["entries"]
    assert console.run("audit", "--incremental").out.endswith("Phần mới nguyên vẹn.\n")
    console.register(owner_name="Ngô Văn Ba")
    touch(console, "UPDATE dossiers SET owner_name = 'Khác' WHERE id = 3")
    answer = console.run("audit", "--incremental", "--json")
    assert answer.status == 1
    assert "bị sửa" in answer.document()["problems"][0]
    assert console.run("audit", "--json").status == 1
    assert "kiểm toán toàn bộ" in console.run("audit", "--incremental").refusal()


@pytest.mark.parametrize(
    "words", [("--anchor", "1" * 100), ("--restoration", "2" * 100), ("--export", "nơi-cất")]
)
def test_what_takes_a_whole_audit_is_refused_beside_a_part(
    console: Console, words: tuple[str, str]
) -> None:
    assert "--incremental" in console.run("audit", "--incremental", *words).refusal(2)


class Terminal(StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def test_how_far_it_is_stands_on_one_line_of_a_terminal() -> None:
    terminal, file = Terminal(), StringIO()
    for stream in (terminal, file):
        with progress_line(stream) as tick:
            for done in range(0, 4001, 10):
                tick(done, 4000)
    said = terminal.getvalue().split("\r")
    assert [said[1], said[51], said[101]] == [
        f"Đang kiểm nhật ký… {part}%" for part in (0, 50, 100)
    ]
    assert len(said) == 104, "said once a hundredth"
    assert (said[102].strip(), said[103]) == ("", "")
    assert file.getvalue() == ""


def test_touched_log_is_1_and_its_first_bad_row(console: Console) -> None:
    console.register()
    touch(console, "UPDATE log_entries SET facts = '{}' WHERE seq = 2")
    answer = console.run("audit", "--json")
    assert answer.status == 1
    document = answer.document()
    assert document["ok"] is False
    assert document["first_bad_row"] == {"office": "000.00.15.H53", "seq": 2}
    assert console.run("audit").out.endswith("Dòng hỏng đầu tiên: 2.\n")


def test_store_without_its_end_is_audited_and_not_refused(console: Console) -> None:
    console.register()
    touch(console, "DELETE FROM log_entries WHERE seq = (SELECT max(seq) FROM log_entries)")
    assert "thiếu 1 việc" in console.run("show", "0001").refusal()
    answer = console.run("audit", "--json")
    assert answer.status == 1
    document = answer.document()
    assert document["first_bad_row"]["seq"] == document["chains"][0]["entries"] + 1
    # Nothing is written into such a store: nobody signs in to audit it.
    assert "thiếu 1 việc" in console.run("audit", officer="quantri").refusal()


def test_audit_by_a_person_is_noted(console: Console) -> None:
    console.ask("audit", officer="quantri")
    assert console.ask("audit")["ok"]
    line = sqlite3.connect(console.data / STORE_NAME)
    (count,) = line.execute("SELECT count(*) FROM log_entries WHERE act = 'audited'").fetchone()
    line.close()
    assert count == 1


def test_who_may_not_audit(console: Console) -> None:
    assert console.run("audit", officer="tiepnhan1").refusal()


@pytest.mark.parametrize("anchor", ["123", "không-có.txt"])
def test_anchor_that_is_none_is_said(console: Console, anchor: str) -> None:
    assert "mốc" in console.run("audit", "--anchor", anchor).refusal(2).lower()


def test_paper_of_another_store_is_no_anchor_of_this_one(console: Console) -> None:
    answer = console.run("audit", "--anchor", "1" * 100, "--json")
    assert answer.status == 1
    assert "Không dùng được mốc" in answer.document()["problems"][0]


def test_kit_is_enough_for_the_verifier_elsewhere(console: Console, tmp_path: Path) -> None:
    console.register()
    kit = tmp_path / "ổ rời"
    kit.mkdir()
    assert console.ask("audit", "--export", kit)["ok"]
    keys, office, anchors = sorted(kit.iterdir())
    assert office.name == "khoa-don-vi-000.00.15.H53.json"
    store = tmp_path / "bản sao.db"
    shutil.copyfile(console.data / STORE_NAME, store)
    words = [str(store), "--public-key", str(keys), "--anchor", str(anchors)]
    assert verify(words) == 0
    assert console.ask("audit", "--public-key", keys, "--anchor", anchors)["ok"]
    assert verify([*words, "--office-key", str(office)]) == 0
    assert console.ask("audit", "--office-key", office)["ok"]


def test_the_office_key_s_digits_tell_which_stations_it_certifies(
    console: Console, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    digits = console.ask("bundle", "key", "--out", tmp_path / "the.txt")["office_fingerprint"]
    kit = tmp_path / "ổ rời"
    kit.mkdir()
    console.ask("audit", "--export", kit)
    keys = sorted(kit.iterdir())[0]
    store = tmp_path / "bản sao.db"
    shutil.copyfile(console.data / STORE_NAME, store)
    said = "đúng là khóa đơn vị số 1: đã chứng nhận khóa ký số 0."
    assert said in console.run("audit", "--office-key", digits).out
    words = [str(store), "--public-key", str(keys), "--office-key"]
    assert verify([*words, digits]) == 0
    assert said in capsys.readouterr().out
    other = "12345 " * 5
    assert console.run("audit", "--office-key", other).status == verify([*words, other]) == 1
    assert "không phải thẻ khóa" in console.run("audit", "--office-key", "123").refusal(2)
    assert verify([*words, "123"]) == 2
    sheet = ("--restoration", "1" * 99)
    assert "phiếu" in console.run("audit", *sheet).refusal(2).lower()
    assert verify([*words[:-1], *sheet]) == 2


def test_an_encrypted_store_is_verified_elsewhere_by_an_extract_of_its_log(
    console: Console, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    console.register()
    monkeypatch.setenv(SECOND_PASSWORD_VARIABLE, console.passwords["phutrach"])
    encrypted = console.run("key", "encrypt", "--second", "phutrach", officer="quantri")
    assert encrypted.status == 0
    kit, extract = tmp_path / "ổ rời", tmp_path / "nhật ký.db"
    kit.mkdir()
    refused = console.run("audit", "--extract", extract, officer="quantri").refusal()
    assert "--reason" in refused
    told = console.run(
        *("audit", "--extract", extract, "--export", kit, "--reason", "Thanh tra tỉnh"),
        officer="quantri",
    )
    assert (told.status, "dữ liệu cá nhân" in told.err) == (0, True)
    keys, _office, anchors = sorted(kit.iterdir())
    words = [str(extract), "--public-key", str(keys)]
    assert verify(words) == 0
    # What came after the extract, its own entry in the log first of all, is not in it.
    assert verify([*words, "--anchor", str(anchors)]) == 1
    line = sqlite3.connect(extract)
    line.execute("UPDATE log_entries SET facts = '{}' WHERE seq = 2")
    line.commit()
    line.close()
    assert verify(words) == 1


def test_anchors_of_a_touched_log_are_not_taken(console: Console, tmp_path: Path) -> None:
    console.register()
    touch(console, "UPDATE log_entries SET facts = '{}' WHERE seq = 2")
    assert console.run("audit", "--export", tmp_path / "ổ rời").status == 1
    assert not (tmp_path / "ổ rời").exists()
