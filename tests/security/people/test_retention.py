"""Old personal data are erased: nothing of it can be found, and nothing else has changed."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any, Final
from unittest.mock import patch

import pytest
import sqlcipher3.dbapi2
from PIL import Image
from sqlalchemy import text

from app.bootstrap.printing import DeskPrinting
from app.bootstrap.stores import services_over
from app.clock import Clock
from app.errors import NotFoundError, RuleBrokenError
from app.models.database import Database, sqlite_engine
from app.paths import STORE_NAME
from app.services.access.approvals import ApprovalNeededError
from app.services.closing.checking import closing_problems
from app.services.container import Services
from app.services.custody.records import Collection
from app.services.dossiers.decision import Decision
from app.services.dossiers.records import Owner
from app.services.forms.issuing import signed_form_problems
from app.services.intake.guiding import GuideRequest
from app.services.ledger.checking import StoreCheck
from app.services.ledger.records import Actor
from app.services.money.fee_receipts import receipt_problems
from app.services.petitions.records import PetitionFilter, PetitionSaid
from app.services.retention.records import Erasable, RetentionRun, Swept
from app.services.retention.retention import erasing_subject
from app.settings import PrinterChoice, Settings
from app.vocabulary.dossiers import Action, Outcome
from app.vocabulary.people import GuardedAct, Role
from app.vocabulary.petitions import PetitionAct
from app.wording.texts import ERASED
from tests.security.people.people import NOTE, OWNER, SUBMITTER, a_life
from tests.services.desk_builders import a_counter
from tests.services.petitions.builders import DECIDED, OWN, PUBLISHED, STUDIED
from tests.services.petitions.builders import typed as a_petition
from tests.services.store_builders import (
    GOOD_PASSWORD,
    FakeTime,
    a_copied_store,
    an_actor,
    logged_acts,
    turn_back,
)

_DAY: Final = date(2026, 11, 23)
_LATER: Final = timedelta(days=365 * 10 + 4)
_BEFORE: Final = date(2026, 11, 24)
_GROUND: Final = "Quyết định 12/QĐ-UBND"
_YOUNG: Final = Owner("Lê Văn Sau", id_number="072190004321", phone="0933333333")
_GUIDED: Final = "Phan Thị Cúc"
_PETITIONER: Final = "Vũ Văn Kiến"
_PETITION_PHONE: Final = "0355123987"
CANARIES: Final = (
    *(OWNER.name, SUBMITTER.name, OWNER.id_number, SUBMITTER.id_number, _GUIDED),
    *(OWNER.phone, SUBMITTER.phone, OWNER.email, "Hoa Mai", "0912 345 678", "to-khai-anh"),
    *(_PETITIONER, _PETITION_PHONE, "hẻm Chào Mào", "cô Sơn Ca"),
)
"""What of the people must be nowhere once their data are erased."""


@dataclass(frozen=True, slots=True)
class Archive:
    """Ten years later: one person's dossier is past its time, another's is not."""

    folder: Path
    time: FakeTime
    desk: Services
    admin: Actor
    officer: Actor
    supervisor: Actor
    open_code: str
    done_code: str
    late_code: str

    def approve(self) -> int:
        """Return the second person's approval."""
        subject = erasing_subject(self.desk.retention.preview(self.admin).before)
        return self.desk.approvals.by_second(
            self.admin, self.supervisor.login, GOOD_PASSWORD, GuardedAct.ERASE, subject
        )

    def run(self) -> tuple[RetentionRun, Swept]:
        self.desk.retention.set_rule(self.admin, 10, _GROUND)
        before = self.desk.retention.preview(self.admin).before
        return self.desk.retention.run(self.admin, before, self.approve())

    def found(self) -> set[str]:
        """Return which canaries lie in any file of the desk, a new copy of the store included."""
        copy = self.folder / "copy.db"
        copy.unlink(missing_ok=True)
        target = sqlcipher3.dbapi2.connect(str(copy))
        with self.desk.database.engine.connect() as connection:
            driver: Any = connection.connection.driver_connection
            driver.backup(target)
        target.close()
        seen = set()
        for path in self.folder.rglob("*"):
            if path.is_file():
                content = path.read_bytes()
                where = f"{path.relative_to(self.folder)} {content.decode('utf-8', 'replace')}"
                seen |= {one for one in CANARIES if one in where}
        return seen

    def problems(self) -> list[str]:
        more = (signed_form_problems, receipt_problems, closing_problems)
        return StoreCheck(self.desk.database, more).problems()


def _picture() -> bytes:
    out = BytesIO()
    Image.new("RGB", (20, 20), "white").save(out, "PNG")
    return out.getvalue()


@pytest.fixture(scope="session")
def kept(tmp_path_factory: pytest.TempPathFactory, store_template: Path) -> Archive:
    """A closed archive to copy: printing its papers takes a while."""
    folder, time = tmp_path_factory.mktemp("kept"), FakeTime()
    counter = a_counter(folder, time, a_copied_store(store_template, folder))
    database, officer = counter.database, counter.officer
    desk = services_over(database, folder, counter.clock, officer.station)
    supervisor = an_actor(database, Role.SUPERVISOR, login="phutrach")
    open_code, done_code = a_life(counter)
    desk.attachments.add_paper(officer, done_code, 1, "to-khai-anh.png", _picture())
    desk.guiding.issue(officer, GuideRequest(counter.case_id, _GUIDED, OWNER.phone, advice=NOTE))
    _a_petition(desk, officer)
    desk.drafts.save(officer, "bỏ dở", f'{{"owner": "{OWNER.name}"}}')
    _print_all(folder, desk, officer)
    time.advance(_LATER)
    late_code = counter.resolved(_YOUNG.name, owner=_YOUNG)
    counter.returning.give_back(officer, late_code, Collection(_YOUNG.name))
    database.close()
    codes = (open_code, done_code, late_code)
    return Archive(folder, time, desk, counter.admin, officer, supervisor, *codes)


def _a_petition(desk: Services, officer: Actor) -> None:
    """A petition with its acknowledgement and its answer, both printed."""
    done = desk.petitions.receive(
        officer,
        a_petition(
            sender_name=_PETITIONER,
            sender_phone=_PETITION_PHONE,
            sender_address="12 hẻm Chào Mào, xã An Thử",
            content="Cán bộ bảo cô Sơn Ca về lấy thêm giấy tờ.",
            prints=True,
        ),
    )
    answer = PetitionSaid(note="Đã xin lỗi cô Sơn Ca", prints=True)
    for act, said in (OWN, STUDIED, DECIDED, (PetitionAct.ANSWER, answer)):
        desk.petitions.act(officer, done.petition_id, act, said)


@pytest.fixture
def archive(tmp_path: Path, kept: Archive) -> Iterator[Archive]:
    folder = tmp_path / "data"
    shutil.copytree(kept.folder, folder)
    database = Database(sqlite_engine(folder / STORE_NAME))
    time = FakeTime(kept.time.now)
    desk = services_over(database, folder, Clock(time), kept.officer.station)
    yield replace(kept, folder=folder, time=time, desk=desk)
    database.close()


def _print_all(folder: Path, desk: Services, officer: Actor) -> None:
    to_folder = Settings(printers={"A5": PrinterChoice("folder"), "A4": PrinterChoice("folder")})
    papers = desk.files.papers
    run = DeskPrinting(folder, lambda: to_folder, desk.print_queue, papers).send_all(officer)
    assert run.failed == ()


def test_the_preview_counts_what_is_past_its_time_and_changes_nothing(archive: Archive) -> None:
    before = logged_acts(archive.desk.database)
    seen = archive.desk.retention.preview(archive.admin)
    assert (seen.before, seen.oldest, seen.newest) == (_BEFORE, _DAY, _DAY)
    assert (seen.erasable.dossiers, seen.erasable.drafts, seen.erasable.files) == (1, 1, 1)
    # receipt, return receipt, fee receipt; guide slip; acknowledgement and answer of the petition
    assert (seen.erasable.forms, seen.erasable.petitions) == (6, 1)
    assert (seen.kept_back, seen.erased) == (0, 0)
    assert logged_acts(archive.desk.database) == before


def test_row_27_after_the_run_no_canary_is_found_anywhere(archive: Archive) -> None:
    assert archive.found() == set(CANARIES)
    done, swept = _run_with_all_over(archive)
    assert done.erased.dossiers == 2
    assert swept.scans == 1
    assert swept.papers >= 8  # each kept and saved
    assert archive.found() == set()
    assert _words(archive) & {"nguyen", "anh", "tran", "bao"} == set()


@pytest.mark.parametrize(
    "left_out",
    ["_erase_around", "_erase_petitions", "_blank_forms", "_blank_slips", "_WITHOUT_PEOPLE"],
)
def test_row_27_is_seen_to_fail(archive: Archive, left_out: str) -> None:
    stand_in = {"owner_name": ERASED} if left_out == "_WITHOUT_PEOPLE" else lambda *_: None
    with patch(f"app.services.retention.erasing.{left_out}", stand_in):
        _run_with_all_over(archive)
    assert archive.found() != set()


def test_figures_chain_and_checks_stay(archive: Archive) -> None:
    desk, admin = archive.desk, archive.admin
    today = archive.desk.clock.today()
    before = [
        replace(desk.summaries.of_period(admin, _DAY, last), received_rows=(), overdue_rows=())
        for last in (_DAY, today)
    ]
    archive.run()
    after = [
        replace(desk.summaries.of_period(admin, _DAY, last), received_rows=(), overdue_rows=())
        for last in (_DAY, today)
    ]
    assert after == before
    assert archive.problems() == []
    assert desk.audit.run(admin).is_whole


def test_an_erased_dossier_keeps_its_life_and_loses_its_people(archive: Archive) -> None:
    archive.run()
    view = archive.desk.tracking.one(archive.officer, archive.done_code)
    assert view.owner.name == ERASED
    assert (view.owner.id_number, view.owner.phone, view.owner.address) == ("", "", "")
    assert view.timeline[-1].title == "Xóa dữ liệu cá nhân hết thời hạn lưu"
    assert archive.desk.search.find(archive.admin, archive.done_code).rows != ()
    assert archive.desk.search.find(archive.admin, OWNER.id_number).rows != ()  # the open one
    with pytest.raises(RuleBrokenError, match="hết thời hạn lưu"):
        archive.desk.print_queue.reprint(archive.admin, view.forms[0].form_id)
    with pytest.raises(RuleBrokenError, match="hết thời hạn lưu"):
        archive.desk.attachments.add_paper(archive.admin, archive.done_code, 1, "a.png", _picture())
    with pytest.raises(NotFoundError, match="hết thời hạn lưu"):
        archive.desk.attachments.content(archive.admin, 1)


def test_an_erased_petition_keeps_its_steps_and_figures_and_loses_its_sender(
    archive: Archive,
) -> None:
    petitions, officer, admin = archive.desk.petitions, archive.officer, archive.admin
    before = petitions.figures(admin, _DAY, _DAY)
    archive.run()
    (row,) = petitions.list(officer, PetitionFilter()).rows
    assert (row.sender_name, row.sender_phone, row.content) == (ERASED, "", ERASED)
    view = petitions.one(officer, row.petition_id)
    assert [one.note for one in view.events] == ["", "", "", ERASED, ERASED]
    assert (view.is_erased, view.acts) == (True, ())
    assert petitions.figures(admin, _DAY, _DAY) == before
    with pytest.raises(RuleBrokenError, match="hết thời hạn lưu"):
        petitions.act(officer, row.petition_id, *PUBLISHED)
    with pytest.raises(RuleBrokenError, match="hết thời hạn lưu"):
        archive.desk.print_queue.reprint(admin, view.answer_form_id)


def test_what_is_younger_or_not_over_stays_as_it_is(archive: Archive) -> None:
    archive.run()
    tracking, officer = archive.desk.tracking, archive.officer
    assert tracking.one(officer, archive.late_code).owner == _YOUNG
    still_open = tracking.one(officer, archive.open_code)
    assert still_open.owner == OWNER
    assert still_open.note == NOTE
    receipt = archive.desk.print_queue.latest_receipt(officer, archive.open_code)
    assert OWNER.phone in repr(archive.desk.print_queue.form(officer, receipt).data)


def test_what_waits_for_somebody_is_kept_back(archive: Archive) -> None:
    desk, time = archive.desk, archive.time
    turn_back(desk.database, time, _LATER)
    said = Decision(outcome=Outcome.GRANTED, document_number="14/QĐ-UBND")
    desk.decisions.decide(archive.officer, archive.open_code, Action.RESOLVE, said)
    time.now += _LATER
    assert archive.desk.retention.preview(archive.admin).kept_back == 1
    archive.run()
    assert desk.tracking.one(archive.officer, archive.open_code).owner == OWNER


def test_it_takes_a_ground_a_second_person_and_the_day_that_was_shown(archive: Archive) -> None:
    retention, admin = archive.desk.retention, archive.admin
    with pytest.raises(RuleBrokenError, match="căn cứ"):
        retention.run(admin, _BEFORE, archive.approve())
    retention.set_rule(admin, 10, _GROUND)
    with pytest.raises(ApprovalNeededError):
        retention.run(admin, _BEFORE, 0)
    own = archive.desk.approvals.again(
        admin, GOOD_PASSWORD, GuardedAct.ERASE, erasing_subject(_BEFORE)
    )
    with pytest.raises(ApprovalNeededError):
        retention.run(admin, _BEFORE, own)
    with pytest.raises(RuleBrokenError, match="trước ngày"):
        retention.run(admin, date(2030, 1, 1), archive.approve())
    assert archive.found() == set(CANARIES)


def test_a_run_is_one_act_that_says_who_what_and_on_which_ground(archive: Archive) -> None:
    done, _swept = archive.run()
    assert archive.desk.retention.runs(archive.admin) == (done,)
    assert (done.login, done.second_login) == (archive.admin.login, archive.supervisor.login)
    assert (done.rule.years, done.rule.ground, done.before) == (10, _GROUND, _BEFORE)
    assert logged_acts(archive.desk.database).count("retention_run") == 1
    with pytest.raises(RuleBrokenError, match="Không có"):
        archive.desk.retention.run(archive.admin, _BEFORE, archive.approve())
    assert archive.desk.retention.preview(archive.admin).erasable == Erasable()


def test_files_that_another_dossier_has_as_well_stay(archive: Archive) -> None:
    desk, officer = archive.desk, archive.officer
    line = desk.attachments.add_paper(officer, archive.open_code, 1, "cung.png", _picture())
    _done, swept = archive.run()
    assert swept.scans == 0
    assert desk.attachments.content(officer, line.attachment_id) == _picture()


def _run_with_all_over(archive: Archive) -> tuple[RetentionRun, Swept]:
    """Let the person's other dossier end as long ago, and erase both."""
    desk, time, officer = archive.desk, archive.time, archive.officer
    turn_back(desk.database, time, _LATER)
    said = Decision(outcome=Outcome.GRANTED, document_number="13/QĐ-UBND", note=NOTE)
    desk.decisions.decide(officer, archive.open_code, Action.RESOLVE, said)
    desk.returning.give_back(officer, archive.open_code, Collection(OWNER.name))
    time.now += _LATER
    return archive.run()


def _words(archive: Archive) -> set[str]:
    with archive.desk.database.read() as session:
        connection = session.connection()
        connection.exec_driver_sql(
            "CREATE VIRTUAL TABLE temp.left USING fts5vocab(main, dossier_search, row)"
        )
        return set(session.scalars(text("SELECT term FROM temp.left")))
