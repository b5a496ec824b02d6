"""`motcua backup` and `motcua restore` as a person types them."""

import os
import shutil
from pathlib import Path
from unittest.mock import patch

import pytest

from app.commands.switches import SECOND_PASSWORD_VARIABLE, SHEET_VARIABLE
from app.paths import STORE_NAME
from app.printing.scan_reader import read_codes
from app.services.safekeeping.keystore import FileKeys
from app.services.safekeeping.paper import paper_digits
from app.services.safekeeping.secret import Secrets
from app.text import short_id
from tests.commands.conftest import Answer, Console
from verifier.__main__ import main as verify


@pytest.fixture
def backup(console: Console, tmp_path: Path) -> Path:
    path = tmp_path / "usb" / "kho.motcua-backup"
    path.parent.mkdir()
    console.register()
    said = console.ask("backup", path)
    assert (said["path"], said["dossiers"], said["problem"]) == (str(path), 1, "")
    return path


def restore(
    console: Console,
    backup: Path,
    *words: object,
    first: str = "quantri",
    second: str = "phutrach",
) -> Answer:
    secret = console.passwords[second] if second else ""
    more = ("--second", second) if second else ()
    with patch.dict(os.environ, {SECOND_PASSWORD_VARIABLE: secret}):
        return console.run("restore", backup, *more, *words, officer=first)


def test_without_a_name_it_goes_into_the_folder_of_the_settings(console: Console) -> None:
    (console.data / "settings.toml").write_text(
        'backup_folder = "sao luu"\nbackup_second_folder = "thu hai"\n', encoding="utf-8"
    )
    answer = console.run("backup")
    assert answer.status == 0, answer.err
    assert "nguyên vẹn" in answer.out
    for folder in ("sao luu", "thu hai"):
        assert len(list((console.data / folder).glob("*.motcua-backup"))) == 1


def test_a_dry_run_says_the_seconds_and_changes_nothing(console: Console, backup: Path) -> None:
    before = sorted(console.data.rglob("*"))
    said = console.ask("restore", backup, "--dry-run")
    assert (said["ok"], said["dossiers"], said["files_missing"]) == (True, 1, 0)
    assert said["seconds"] > 0
    assert sorted(console.data.rglob("*")) == before
    assert "nguyên vẹn" in console.run("restore", backup, "--dry-run").out


def test_two_people_put_it_back_and_no_number_comes_twice(console: Console, backup: Path) -> None:
    lost = console.register(owner_name="Sau Sao Lưu")
    answer = restore(console, backup, "--json")
    assert answer.status == 0, answer.err
    said = answer.document()
    assert (said["dossiers"], said["lost"]["numbers"] > 0) == (1, True)
    assert Path(said["kept_aside"]).exists()
    assert console.register(owner_name="Sau Khôi Phục") > lost
    assert console.run("check").status == 0
    assert "Không tìm thấy" in console.run("show", lost).refusal()


def test_the_sheet_of_a_restoration_is_written_and_excuses_what_was_lost(
    console: Console, backup: Path, tmp_path: Path
) -> None:
    console.register(owner_name="Sau Sao Lưu")
    (tmp_path / "kit").mkdir()
    (tmp_path / "phiếu").mkdir()
    assert console.run("audit", "--export", tmp_path / "kit").status == 0
    (anchors,) = (tmp_path / "kit").glob("moc-*.txt")
    answer = restore(console, backup, "--out", tmp_path / "phiếu")
    assert answer.status == 0, answer.err
    (sheet,) = (tmp_path / "phiếu").glob("*.pdf")
    assert str(sheet) in answer.err
    (digits,) = read_codes(sheet)
    told = console.run("audit")
    assert told.status == 3
    assert "hãy đối chiếu phiếu khôi phục kho" in told.out
    assert console.run("audit", "--anchor", anchors).status == 1
    excused = console.run("audit", "--anchor", anchors, "--restoration", digits, "--json")
    assert excused.status == 3
    assert excused.document()["restorations"][0]["has_sheet"] is True
    (key,) = (tmp_path / "kit").glob("khoa-cong-khai-*.json")
    words = [str(console.data / STORE_NAME), "--public-key", str(key), "--anchor", str(anchors)]
    assert verify(words) == 1
    assert verify([*words, "--restoration", digits]) == 3


def test_a_sheet_that_cannot_be_written_undoes_no_restoration(
    console: Console, backup: Path, tmp_path: Path
) -> None:
    answer = restore(console, backup, "--out", tmp_path / "không có")
    assert answer.status == 0
    assert "Đã khôi phục nhưng chưa ghi được phiếu" in answer.err
    assert "Đã khôi phục 1 hồ sơ" in answer.out


def test_one_person_alone_is_refused(console: Console, backup: Path) -> None:
    assert "--second" in restore(console, backup, second="").refusal()
    assert "--officer" in console.run("restore", backup).refusal()
    assert "không có quyền" in restore(console, backup, first="tiepnhan1").refusal()
    assert list(console.data.glob("kho-cu-*")) == []


def test_on_a_new_machine_the_sheet_and_two_accounts_of_the_backup_suffice(
    console: Console, backup: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "máy mới" / "state"))
    secret = Secrets(console.data / "keys", FileKeys(console.data / "keys")).current()
    assert secret is not None
    new = Console(tmp_path / "máy mới" / "data", console.passwords, console.time)
    assert short_id(secret.secret_id) in restore(new, backup).refusal()
    with patch.dict(os.environ, {SHEET_VARIABLE: " ".join(paper_digits(secret))}):
        assert "hai người" in restore(new, backup, second="").refusal()
        answer = restore(new, backup)
    assert answer.status == 0, answer.err
    assert "bỏ cách" in answer.out
    assert new.run("check").status == 0
    assert new.register(owner_name="Ở Máy Mới").endswith("-1002")
    assert new.ask("backup")["secret_id"] == secret.secret_id


def test_to_names_another_data_folder(console: Console, backup: Path, tmp_path: Path) -> None:
    shutil.copytree(console.data / "keys", tmp_path / "khác" / "keys")
    answer = restore(console, backup, "--to", tmp_path / "khác", "--newest")
    assert answer.status == 0, answer.err
    assert (tmp_path / "khác" / "motcua.db").exists()
    assert list(console.data.glob("kho-cu-*")) == []


def test_what_is_no_backup_is_refused_in_one_line(console: Console, tmp_path: Path) -> None:
    bad = tmp_path / "x.motcua-backup"
    bad.write_text("không phải", encoding="utf-8")
    assert "không phải bản sao lưu" in console.run("restore", bad, "--dry-run").refusal()
    assert "Không có tệp" in console.run("restore", tmp_path / "y", "--dry-run").refusal()
