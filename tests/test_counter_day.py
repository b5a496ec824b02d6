"""The whole counter day through the main window, and everything it leaves, checked on its own.

One test plays the script of the demonstration once; what it checks is told apart by name.
"""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, time
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication
from sqlalchemy import func, select

from app.bootstrap.demo.book import payload_of
from app.bootstrap.demo.cast import WEDNESDAY, Cast
from app.bootstrap.demo.places import Places
from app.bootstrap.demo.play import play_on_stage, store_problems
from app.bootstrap.stores import open_services
from app.clock import Clock, from_local
from app.models.dossiers import Draft
from app.models.petitions import Petition
from app.models.ratings import Rating
from app.services.container import Services
from app.vocabulary.dossiers import HandoffItemState, Outcome, Verdict
from app.vocabulary.petitions import PetitionStatus
from app.vocabulary.ratings import RatingSource
from tests.counter_day_script import (
    COMMUNE,
    DUE_TODAY,
    ENDED_AS,
    FIGURES,
    NOTICES,
    OFFICE,
    OTHER_PAPERS,
    POLICE,
    REPORTED,
    SHEET,
    SLIPS,
    WORK,
)
from tests.printing.forms import flowing_text, render_png, zbar_codes


@dataclass(frozen=True, slots=True)
class Left:
    """What the day left: the script's own record, the folders, the store opened anew."""

    cast: Cast
    places: Places
    desk: Services

    def code(self, name: str) -> str:
        return self.cast.book.entries[name].code


@contextmanager
def _played(app: QApplication, folder: Path) -> Iterator[Left]:
    places = Places(folder / "thử ngày")
    places.prepare()
    cast = play_on_stage(app, places, lambda _cast: None)
    desk = open_services(places.store, clock=Clock(cast.stage.clock.now))
    try:
        yield Left(cast, places, desk)
    finally:
        desk.close()


def test_a_whole_counter_day(
    qapp: QApplication, tmp_path: Path, subtests: pytest.Subtests, no_window_left: None
) -> None:
    with _played(qapp, tmp_path) as left:
        for check in (
            _the_store_is_whole,
            _codes_have_no_gap,
            _every_receipt_proves_itself,
            _papers_are_marked_and_counted,
            _slips_bear_what_was_scanned,
            _every_notice_proves_itself,
            _notices_say_what_was_decided,
            _dates_explain_themselves,
            _the_chain_went_through_three_units,
            _each_dossier_stands_where_it_was_left,
            _a_refused_paper_came_back_with_its_reason,
            _results_and_money_are_as_played,
            _figures_equal_what_was_played,
            _the_spreadsheet_equals_the_figures,
            _the_register_book_has_no_gap,
            _the_work_list_is_as_played,
            _the_petition_went_its_whole_way,
            _ratings_are_as_given,
            _the_report_has_figures_in_every_section,
            _pictures_show_something,
        ):
            with subtests.test(check.__name__.strip("_")):
                check(left, tmp_path)


def _the_store_is_whole(left: Left, _folder: Path) -> None:
    assert store_problems(left.places) == ()
    officer = left.cast.accounts["tiepnhan1"]
    actor = left.desk.sign_in.sign_in(officer.login, officer.password, "", "Quầy 1")
    assert list(left.desk.print_queue.waiting(actor)) == []
    with left.desk.database.read() as session:
        assert session.scalar(select(func.count()).select_from(Draft)) == 0


def _codes_have_no_gap(left: Left, _folder: Path) -> None:
    rows = left.desk.tracking.newest(left.desk.console(), 100)
    wanted = [
        f"000.00.15.H53-{day}-{number:04}"
        for day, count in (("261120", 3), ("261123", 4), ("261125", 17))
        for number in range(1, count + 1)
    ]
    assert sorted(row.code for row in rows) == wanted
    assert sorted(entry.code for entry in left.cast.book.entries.values()) == wanted


def _every_receipt_proves_itself(left: Left, folder: Path) -> None:
    console, verifier = left.desk.console(), left.desk.verifier
    entries = left.cast.book.entries.values()
    for entry in entries:
        found = verifier.verify(console, entry.payload)
        assert (found.verdict, found.code) == (Verdict.GENUINE, entry.code)
    (wrong,) = left.cast.book.voided
    assert verifier.verify(console, wrong.payload).verdict is Verdict.VOID
    paper = left.cast.book.entries["lodger"].paper
    assert paper is not None
    seen = zbar_codes(render_png(paper.read_bytes(), folder, 203))
    assert seen == {left.cast.book.entries["lodger"].payload}


def _papers_are_marked_and_counted(left: Left, _folder: Path) -> None:
    papers = sorted(left.places.papers.glob("*.pdf"))
    kinds = Counter(path.stem.removesuffix(" (2)").rsplit(" ", 1)[0] for path in papers)
    assert kinds == {
        "Giấy tiếp nhận và hẹn trả": 25,
        "Phiếu bàn giao": 7,
        "Phiếu trả kết quả": 2,
        "Phiếu hướng dẫn": 1,
        "Phiếu yêu cầu bổ sung- hoàn thiện": 1,
        "Phiếu từ chối tiếp nhận giải quyết": 2,
        "Phiếu xin lỗi và hẹn lại": 1,
        "Thông báo dừng giải quyết": 1,
        "Phiếu kiểm soát quá trình giải quyết": 2,
        "Phiếu thu phí- lệ phí": 1,
        "Phiếu rút hồ sơ- trả lại giấy tờ": 2,
        "Phiếu đánh giá": 1,
        "Phiếu tiếp nhận phản ánh": 1,
        "Văn bản trả lời phản ánh": 1,
    }
    summary = left.places.summaries / "tong-hop-2026-11-25.pdf"
    for path in (*papers[::7], summary):
        assert "DỮLIỆUTHỬ" in flowing_text(path.read_bytes())


def _slips_bear_what_was_scanned(left: Left, _folder: Path) -> None:
    for number, names in enumerate(SLIPS, start=1):
        text = flowing_text((left.places.papers / f"Phiếu bàn giao {number}-PBG.pdf").read_bytes())
        codes = {entry.code for entry in left.cast.book.entries.values()}
        assert {code for code in codes if code in text} == {left.code(name) for name in names}


def _every_notice_proves_itself(left: Left, folder: Path) -> None:
    console, verifier = left.desk.console(), left.desk.verifier
    papers = left.cast.papers
    assert set(papers) == {*NOTICES, *OTHER_PAPERS, "guide", "chain slip"}
    for name, (dossier, _said) in NOTICES.items():
        found = verifier.verify(console, payload_of(papers[name]))
        assert (found.verdict, found.code) == (Verdict.GENUINE, left.code(dossier))
    guide = verifier.verify(console, payload_of(papers["guide"]))
    assert (guide.verdict, guide.is_guide) == (Verdict.GENUINE, True)
    seen = zbar_codes(render_png(papers["apology"].read_bytes(), folder, 203))
    assert seen == {payload_of(papers["apology"])}


def _notices_say_what_was_decided(left: Left, _folder: Path) -> None:
    for name, (dossier, said) in NOTICES.items():
        text = flowing_text(left.cast.papers[name].read_bytes())
        assert left.code(dossier) in text
        assert said.replace(" ", "") in text
    refused = left.cast.book.entries["refused"].paper
    assert refused is not None
    text = flowing_text(refused.read_bytes())
    assert "LuậtHộtịch2014,Điều32" in text
    assert "khôngthuộcthẩmquyền" in text


def _dates_explain_themselves(left: Left, _folder: Path) -> None:
    one, console = left.desk.tracking.one, left.desk.console()
    birth = one(console, left.code("birth"))
    assert birth.due.due_at == from_local(date(2026, 12, 2), time(15, 2))
    assert birth.due.summary.startswith("tính lại sau bổ sung, 5 ngày làm việc: 25/11 nhận")
    assert "chờ bổ sung hồ sơ 1 giờ 22 phút làm việc" in birth.due.measured_summary
    residence = one(console, left.code("residence"))
    assert residence.due.due_at == from_local(date(2026, 11, 30), time(9, 10))
    assert residence.due.summary.endswith("hẹn 26/11; hẹn lại, hẹn 30/11/2026")
    assert one(console, left.code("refused")).due.due_at is None


def _the_chain_went_through_three_units(left: Left, _folder: Path) -> None:
    view = left.desk.tracking.one(left.desk.console(), left.code("chain"))
    assert [(step.from_name, step.to_name, step.number) for step in view.custody] == [
        (OFFICE, COMMUNE, "3/PBG"),
        (COMMUNE, POLICE, "6/PBG"),
        (POLICE, OFFICE, "7/PBG"),
    ]
    assert {step.state for step in view.custody} == {HandoffItemState.ACCEPTED}
    first = left.cast.papers["control slip"]
    grown = flowing_text(first.with_stem(f"{first.stem} (2)").read_bytes())
    before = flowing_text(first.read_bytes())
    for row, giver, taker in (
        (1, OFFICE, COMMUNE),
        (2, COMMUNE, POLICE),
        (3, POLICE, OFFICE),
    ):
        line = f"{row}.Giao:{giver}Nhận:{taker}".replace(" ", "")
        assert line in grown
        assert (line in before) is (row < 3)


def _each_dossier_stands_where_it_was_left(left: Left, _folder: Path) -> None:
    rows = {row.code: row for row in left.desk.tracking.newest(left.desk.console(), 100)}
    stand = {
        name: (rows[left.code(name)].status, rows[left.code(name)].holder_name)
        for name in left.cast.book.entries
    }
    assert stand == ENDED_AS
    assert not any(row.is_on_the_way for row in rows.values())


def _a_refused_paper_came_back_with_its_reason(left: Left, _folder: Path) -> None:
    view = left.desk.tracking.one(left.desk.console(), left.code("birth"))
    (step,) = view.custody
    assert (step.state, step.to_name) == (HandoffItemState.REFUSED, COMMUNE)
    assert step.reason == "Thiếu bản chính giấy chứng sinh"
    assert "Còn thiếu: Giấy chứng sinh" in view.note


def _results_and_money_are_as_played(left: Left, _folder: Path) -> None:
    views = {
        name: left.desk.tracking.one(left.desk.console(), left.code(name))
        for name in (
            *("late", "contract", "in time", "copy", "at once", "chain"),
            *("lodger", "single again", "new card"),
        )
    }
    results = {name: view.result for name, view in views.items() if view.result is not None}
    assert {name: result.outcome for name, result in results.items()} == {
        "late": Outcome.REFUSED,
        "contract": Outcome.GRANTED,
        "in time": Outcome.GRANTED,
        "copy": Outcome.GRANTED,
        "at once": Outcome.GRANTED,
        "chain": Outcome.GRANTED,
    }
    assert results["in time"].collector_name == "Đỗ Minh Sang"
    assert results["in time"].is_authorised
    assert (views["contract"].fee_vnd, views["contract"].paid_vnd) == (50_000, 50_000)
    assert (views["new card"].fee_vnd, views["new card"].paid_vnd) == (50_000, 50_000)
    assert (views["at once"].fee_vnd, views["at once"].paid_vnd) == (2_000, 2_000)
    submitter = views["lodger"].submitter
    assert submitter is not None
    assert submitter.name == "Đỗ Minh Sang"
    assert views["single again"].owner.name == "Trần Thị Bưởi Hồng"
    assert [form.is_void for form in views["single again"].forms] == [False, True]


def _figures_equal_what_was_played(left: Left, _folder: Path) -> None:
    summary = left.desk.summaries.of_period(left.desk.console(), WEDNESDAY, WEDNESDAY)
    assert summary.total == FIGURES
    assert summary.total.adds_up
    assert summary.is_demo


def _the_spreadsheet_equals_the_figures(left: Left, _folder: Path) -> None:
    book = openpyxl.load_workbook(left.places.summaries / "tong-hop-2026-11-25.xlsx")
    shown = {row[2]: row[3] for row in book["Tổng hợp"].iter_rows(values_only=True) if row[2]}
    assert {title: shown[title] for title in SHEET} == SHEET
    register = [row[1] for row in book["Sổ ngày"].iter_rows(min_row=4, values_only=True)]
    received = [code for code in register if code]
    wanted = _received_on_wednesday(left)
    assert received == wanted
    due = [row[1] for row in book["Đến hạn"].iter_rows(min_row=4, values_only=True) if row[1]]
    assert due == [left.code(DUE_TODAY)]
    assert sorted(path.suffix for path in left.places.summaries.iterdir()) == [
        ".csv",
        ".csv",
        ".pdf",
        ".pdf",
        ".xlsx",
        ".xlsx",
        ".xlsx",
    ]


def _the_register_book_has_no_gap(left: Left, _folder: Path) -> None:
    book = openpyxl.load_workbook(left.places.summaries / "so-theo-doi-2026-11-25.xlsx")
    wanted = _received_on_wednesday(left)
    corrected = wanted.index(left.code("single again"))
    wanted.insert(corrected, wanted[corrected])  # its first receipt is void and keeps its line
    rows = book["Quyển 2026"].iter_rows(min_row=11, max_col=2, values_only=True)
    assert [row for row in rows if row[1]] == list(enumerate(wanted, start=8))


def _received_on_wednesday(left: Left) -> list[str]:
    """Return the day's codes but that of what was refused at the desk, which was not received."""
    codes = [f"000.00.15.H53-261125-{number:04}" for number in range(1, 18)]
    codes.remove(left.code("refused"))
    return codes


def _the_work_list_is_as_played(left: Left, _folder: Path) -> None:
    book = openpyxl.load_workbook(left.places.summaries / "viec-can-lam-2026-11-25.xlsx")
    rows = list(book["Việc cần làm"].iter_rows(values_only=True))
    head = next(place for place, row in enumerate(rows) if row[0] == "TT")
    listed = [(row[1], row[3]) for row in rows[head + 1 :] if row[0]]
    codes = {name: entry.code for name, entry in left.cast.book.entries.items()}
    assert listed == [(kind, codes.get(name, name)) for kind, name in WORK]


def _the_petition_went_its_whole_way(left: Left, _folder: Path) -> None:
    console, papers = left.desk.console(), left.cast.papers
    found = left.desk.verifier.verify(console, payload_of(papers["petition"]))
    assert found.verdict is Verdict.GENUINE
    letter = flowing_text(papers["petition answer"].read_bytes())
    for said in (OFFICE, "Số: 1/TLPAKN", "ngày 25 tháng 11 năm 2026", "1/PAKN", "Trương Thị Kiến"):
        assert said.replace(" ", "") in letter.replace("CHÍNHCÔNGPHƯỜNGMẪU", "")
    with left.desk.database.read() as session:
        statuses = session.scalars(select(Petition.status).order_by(Petition.id)).all()
    assert statuses[0] is PetitionStatus.PUBLISHED
    assert len(set(statuses)) == 10


def _ratings_are_as_given(left: Left, _folder: Path) -> None:
    found = left.desk.verifier.verify(
        left.desk.console(), payload_of(left.cast.papers["rating slip"])
    )
    assert (found.verdict, found.code) == (Verdict.GENUINE, left.code("signature"))
    with left.desk.database.read() as session:
        rows = session.execute(select(Rating.source, Rating.overall)).all()
    assert Counter(row.source for row in rows) == {
        RatingSource.SLIP: 1,
        RatingSource.WINDOW: 9,
        RatingSource.PHONE: 3,
        RatingSource.ONLINE: 3,
    }


def _the_report_has_figures_in_every_section(left: Left, _folder: Path) -> None:
    report = flowing_text((left.places.report / "bao-cao-2026-Q4.pdf").read_bytes())
    assert [said for said in REPORTED if said.replace(" ", "") not in report] == []
    assert len(list(left.places.report.iterdir())) == 14


def _pictures_show_something(left: Left, _folder: Path) -> None:
    shots = left.cast.stage.shots
    assert len(shots) == len({shot.path for shot in shots}) > 60
    for shot in shots:
        picture = QImage(str(shot.path))
        small = picture.scaled(32, 32)
        colours = {small.pixel(x, y) for x in range(32) for y in range(32)}
        assert len(colours) > 8, shot.path.name
