"""Whether the files beside a store are those that the store says."""

from pathlib import Path

import pytest

from app.models.database import Database
from app.services.files.attachments import Attachments
from app.services.files.kinds import media_type_of
from app.services.safekeeping.sealing import sealed_place
from app.services.store_files import StoreFiles
from tests.services.desk_builders import Counter
from tests.services.files.contents import a_pdf


@pytest.fixture
def files(counter: Counter, tmp_path: Path) -> StoreFiles:
    return StoreFiles.of(tmp_path / "data", counter.database, counter.clock)


def _problems(files: StoreFiles, database: Database) -> list[str]:
    with database.read() as session:
        return list(files.problems(session))


def _attach(counter: Counter, files: StoreFiles) -> str:
    code = counter.code()
    adding = Attachments(counter.tx, files.scans, media_type_of)
    adding.add_paper(counter.officer, code, 1, "đơn.pdf", a_pdf("đơn"))
    assert _problems(files, counter.database) == []
    return code


def _scan(files: StoreFiles) -> Path:
    (path,) = files.data.rglob("*.sealed")
    return path


def test_a_scan_that_is_gone_is_named(counter: Counter, files: StoreFiles) -> None:
    code = _attach(counter, files)
    _scan(files).unlink()
    assert _problems(files, counter.database) == [
        f"Tệp “đơn.pdf” của hồ sơ {code} không còn ở máy này."
    ]


@pytest.mark.parametrize("is_sealed", [True, False])
def test_a_scan_that_was_replaced_is_named(
    counter: Counter, files: StoreFiles, *, is_sealed: bool
) -> None:
    """By whoever has the store's keys, too."""
    _attach(counter, files)
    other = b"%PDF-1.4 something else"
    _scan(files).write_bytes(files.seal.seal(other) if is_sealed else other)
    (problem,) = _problems(files, counter.database)
    assert "đã bị thay hoặc hỏng" in problem


def test_a_printed_paper_that_was_replaced_is_named(counter: Counter, files: StoreFiles) -> None:
    counter.code()
    (job,) = counter.print_queue.queued(counter.officer)[:1]
    files.papers.keep(job, b"%PDF as printed")
    digest = next(files.papers.digest(path) for _form, path in files.papers.first_copies())
    counter.print_queue.mark_sent(counter.officer, job.job_id, digest)
    assert _problems(files, counter.database) == []
    sealed_place(files.papers.place(job)).write_bytes(files.seal.seal(b"%PDF forged"))
    (problem,) = _problems(files, counter.database)
    assert problem == f"Bản PDF đã in của giấy số {job.number} đã bị thay."
    sealed_place(files.papers.place(job)).write_bytes(b"no seal")
    assert _problems(files, counter.database) == [problem]
