"""A backup is made while the counter works; only one that was restored and found whole counts."""

import os
from datetime import timedelta
from pathlib import Path
from threading import Event, Thread
from typing import Any

import pytest
from sqlalchemy import select

from app.errors import StoreError
from app.models.copying import opened_copy
from app.models.dossiers import Attachment
from app.services.backup import backup_folder, copies, making, packing
from app.services.backup.backups import Backups
from app.services.backup.file_mirror import FOLDER
from app.services.backup.records import BackupRefusedError, BackupStoppedError, Worry
from app.services.backup.sealed import SUFFIX
from tests.services.backup.builders import Machine, attach
from tests.services.desk_builders import Counter
from tests.services.store_builders import turn_back


def shelved(folder: Path) -> list[Path]:
    return sorted(folder.glob(f"*{SUFFIX}"))


def test_a_backup_counts_lies_in_its_folder_and_nobody_can_read_it(
    machine: Machine, counter: Counter, backups: Backups
) -> None:
    counter.code("Nguyễn Thị Bí Mật")
    made = backups.make()
    assert made.header.dossier_count == 1
    assert made.path in shelved(machine.shelf)
    content = made.path.read_bytes()
    for word in (b"SQLite format", "Bí Mật".encode(), b"072185001234"):
        assert word not in content
    if os.name == "posix":
        assert made.path.stat().st_mode & 0o777 == 0o600
    (row,) = backups.rows(counter.admin)
    assert (row.is_good, row.is_here, row.path) == (True, True, made.path)
    assert backups.state().worry is Worry.NONE
    assert list(machine.data.glob(".sao-luu-*")) == []


def test_registration_goes_on_while_a_backup_is_made(
    machine: Machine, counter: Counter, backups: Backups, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, goes_on = Event(), Event()

    def told(doing: str, _part: float) -> None:
        if doing == making.SEALING:
            begun.set()
            assert goes_on.wait(20)

    first = counter.code("Trước")
    thread = Thread(target=lambda: backups.make(progress=told))
    thread.start()
    assert begun.wait(20)
    during = counter.code("Trong lúc sao lưu")
    goes_on.set()
    thread.join(20)
    assert first != during
    assert backups.rows(counter.admin)[0].dossier_count == 1


@pytest.mark.parametrize("kind", ["seal", "count", "chain"])
def test_what_does_not_restore_does_not_count(
    machine: Machine,
    counter: Counter,
    backups: Backups,
    monkeypatch: pytest.MonkeyPatch,
    kind: str,
) -> None:
    counter.code()
    honest_pack, honest_copy = packing.pack, copies.take_copy
    if kind == "seal":

        def pack(draft: Path, *rest: object, **more: object) -> object:
            packed = honest_pack(draft, *rest, **more)  # type: ignore[arg-type]
            content = bytearray(draft.read_bytes())
            content[-40] ^= 4
            draft.write_bytes(content)
            return packed

        monkeypatch.setattr(making, "pack", pack)
    else:
        spoil = {
            "count": ["DELETE FROM dossier_documents WHERE ordinal = 1"],
            "chain": [
                "DROP TRIGGER log_entries_no_update",
                "UPDATE log_entries SET facts = '{}' WHERE seq = 2",
            ],
        }[kind]

        def take(database: object, folder: Path) -> Path:
            path = honest_copy(database, folder)  # type: ignore[arg-type]
            if kind == "chain":
                _run(path, spoil)
            return path

        monkeypatch.setattr(making, "take_copy", take)
        if kind == "count":
            honest_prove = copies.prove

            def prove(unpacked: packing.Unpacked, *rest: Any) -> None:
                _run(unpacked.store, spoil)
                honest_prove(unpacked, *rest)

            monkeypatch.setattr(making, "prove", prove)
    with pytest.raises(BackupRefusedError):
        backups.make()
    assert list(machine.shelf.iterdir()) == []
    (row,) = backups.rows(counter.admin)
    assert (row.is_good, bool(row.error)) == (False, True)
    assert backups.state().problem == row.error
    assert backups.state().last_good_at is None


def _run(path: Path, statements: list[str]) -> None:
    with opened_copy(path, None) as copy, copy.write() as session:
        for statement in statements:
            session.connection().exec_driver_sql(statement)


def test_a_proof_without_the_chain_would_let_a_rewritten_log_pass(
    counter: Counter, backups: Backups, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The planted fault of the harness: what the chain's walk alone finds."""
    honest = copies.take_copy

    def take(database: object, folder: Path) -> Path:
        path = honest(database, folder)  # type: ignore[arg-type]
        _run(
            path,
            [
                "DROP TRIGGER log_entries_no_update",
                "UPDATE log_entries SET facts = '{}' WHERE seq = 2",
            ],
        )
        return path

    monkeypatch.setattr(making, "take_copy", take)
    monkeypatch.setattr(copies, "walk_chains", lambda *_all: iter(()))
    assert backups.make().header.dossier_count == 0


def test_a_second_folder_gets_the_same_and_its_failure_is_said(
    machine: Machine, counter: Counter, backups: Backups, tmp_path: Path
) -> None:
    machine.second = tmp_path / "usb"
    attach(machine, counter, b"%PDF scan")
    made = backups.make()
    copy = machine.second / made.path.name
    assert copy.read_bytes() == made.path.read_bytes()
    assert len(list((machine.second / FOLDER).glob("*/*"))) == 1
    machine.second = tmp_path / "file" / "usb"
    (tmp_path / "file").write_text("")
    counter.time.advance(timedelta(minutes=1))
    made = backups.make()
    assert made.path.exists()
    assert "thư mục thứ hai" in made.problem
    state = backups.state()
    assert (state.worry, state.problem) == (Worry.SOME, made.problem)


def test_a_second_copy_that_reads_back_otherwise_is_not_kept(
    machine: Machine, backups: Backups, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    machine.second = tmp_path / "usb"
    honest = backup_folder._copy

    def copy(source: Path, draft: Path) -> None:
        honest(source, draft)
        draft.write_bytes(draft.read_bytes()[:-1])

    monkeypatch.setattr(backup_folder, "_copy", copy)
    assert "không giống bản gốc" in backups.make().problem
    assert shelved(machine.second) == []


def test_attachments_are_sealed_once_and_ended_with_their_last_backup(
    machine: Machine, counter: Counter, backups: Backups
) -> None:
    sha256 = attach(machine, counter, b"%PDF mot")
    attach(machine, counter, b"%PDF hai")
    backups.make()
    sealed = sorted((machine.shelf / FOLDER).glob("*/*"))
    assert len(sealed) == 2
    assert sha256 not in str(sealed)
    stamps = [path.stat().st_mtime_ns for path in sealed]
    counter.time.advance(timedelta(hours=1))
    backups.make()
    assert [path.stat().st_mtime_ns for path in sealed] == stamps
    with counter.database.write() as session:
        row = session.scalars(select(Attachment).where(Attachment.sha256 == sha256)).one()
        row.erased_at = counter.time.now
    counter.time.advance(timedelta(hours=1))
    backups.make()
    assert sorted(path.suffix for path in (machine.shelf / FOLDER).glob("*/*")) == ["", ".ended"]
    counter.time.advance(timedelta(days=1))
    for path in shelved(machine.shelf):
        path.unlink()
    backups.make()
    assert [path.suffix for path in (machine.shelf / FOLDER).glob("*/*")] == [""]


def test_every_backup_names_scans_that_were_replaced_or_are_gone(
    machine: Machine, counter: Counter, backups: Backups
) -> None:
    kept = [attach(machine, counter, content) for content in (b"%PDF mot", b"%PDF hai", b"%PDF ba")]
    assert backups.make().problem == ""
    replaced, gone = (
        machine.data / "files" / sha256[:2] / f"{sha256}.sealed" for sha256 in kept[:2]
    )
    replaced.write_bytes(replaced.read_bytes()[:-1] + b"x")
    gone.unlink()
    for _again in range(2):
        counter.time.advance(timedelta(hours=1))
        problem = backups.make().problem
        assert problem.count("Tệp “") == 2
        assert "đã bị thay hoặc hỏng" in problem
        assert "không còn ở máy này" in problem
    assert "đã bị thay" in backups.state().problem


def test_reading_the_scans_of_a_big_folder_goes_on_in_the_next_backup(
    machine: Machine, counter: Counter, backups: Backups, monkeypatch: pytest.MonkeyPatch
) -> None:
    sha256 = attach(machine, counter, b"%PDF mot")
    place = machine.data / "files" / sha256[:2] / f"{sha256}.sealed"
    place.write_bytes(b"x")
    monkeypatch.setattr(making, "READING_FILES_S", -1.0)
    assert backups.make().problem == ""
    monkeypatch.undo()
    assert "đã bị thay" in backups.make().problem


def test_backups_are_thinned_by_age(machine: Machine, counter: Counter, backups: Backups) -> None:
    for _ in range(6):
        backups.make()
        counter.time.advance(timedelta(hours=4))
    assert len(shelved(machine.shelf)) == 6
    counter.time.advance(timedelta(days=3))
    backups.make()
    assert len(shelved(machine.shelf)) == 3  # two days of the older ones, and the newest
    assert sum(row.is_here for row in backups.rows(counter.admin)) == 3


def test_one_is_due_half_an_hour_after_the_last_where_something_changed(
    counter: Counter, backups: Backups
) -> None:
    assert backups.is_due()
    assert backups.make_due() is not None
    counter.code()
    assert not backups.is_due()
    counter.time.advance(timedelta(minutes=31))
    assert backups.is_due()
    assert backups.make_due() is not None
    counter.time.advance(timedelta(hours=23))
    assert not backups.is_due()  # nothing changed
    counter.code()
    counter.time.advance(timedelta(minutes=1))
    assert backups.make_due() is not None
    counter.time.advance(timedelta(minutes=1))
    assert not backups.is_due(at_close=True)
    counter.code()
    assert (backups.is_due(), backups.is_due(at_close=True)) == (False, True)
    assert backups.make_due(at_close=True) is not None
    counter.time.advance(timedelta(hours=25))
    assert backups.is_due()  # older than a day


def test_a_backup_of_a_clock_that_was_years_ahead_hides_no_later_one(
    counter: Counter, backups: Backups
) -> None:
    today = counter.time.now
    counter.time.advance(timedelta(days=3650))
    assert backups.make_due() is not None
    counter.time.now = today
    turn_back(counter.database, counter.time, timedelta())
    counter.code()
    assert backups.is_due()
    assert backups.make_due() is not None
    assert backups.state().last_good_at == today
    assert backups.rows(counter.admin)[0].made_at == today


def test_the_age_worries_after_hours_and_more_after_a_day(
    counter: Counter, backups: Backups
) -> None:
    assert backups.state().worry is Worry.SOME
    counter.time.advance(timedelta(days=1))
    assert (backups.state().said, backups.state().worry) == ("Chưa có bản sao lưu", Worry.GREAT)
    backups.make()
    assert backups.state().worry is Worry.NONE
    counter.time.advance(timedelta(hours=5))
    assert (backups.state().said, backups.state().worry) == ("Sao lưu 5 giờ trước", Worry.SOME)
    counter.time.advance(timedelta(hours=43))
    state = backups.state()
    assert state.said.startswith("Sao lưu 2 ngày trước")
    assert state.worry is Worry.GREAT


def test_a_named_file_is_never_written_over(
    machine: Machine, backups: Backups, tmp_path: Path
) -> None:
    target = tmp_path / "usb.motcua-backup"
    assert backups.make(target).path == target
    before = target.read_bytes()
    with pytest.raises(StoreError, match="Đã có tệp"):
        backups.make(target)
    assert target.read_bytes() == before
    assert not machine.shelf.exists()


def test_a_full_disk_makes_room_once(
    machine: Machine, counter: Counter, backups: Backups, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(4):
        backups.make()
        counter.time.advance(timedelta(minutes=1))
    honest, failures = packing.pack, [1]

    def pack(draft: Path, *rest: object, **more: object) -> object:
        if failures:
            failures.pop()
            raise StoreError("Đầy đĩa.") from OSError(28, "No space left on device")
        return honest(draft, *rest, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(making, "pack", pack)
    backups.make()
    assert len(shelved(machine.shelf)) == 3


def test_a_stopped_backup_leaves_nothing(
    machine: Machine, counter: Counter, backups: Backups
) -> None:
    def stop(doing: str, _part: float) -> None:
        if doing == making.OPENING:
            raise BackupStoppedError("Đã dừng sao lưu.")

    with pytest.raises(BackupStoppedError):
        backups.make(progress=stop)
    assert list(machine.shelf.iterdir()) == []
    assert list(machine.data.glob(".sao-luu-*")) == []
    assert backups.rows(counter.admin) == []
