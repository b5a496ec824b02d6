"""What a scanned closing sheet has proved is told where it must be: in a box where work stops."""

from types import SimpleNamespace
from typing import Any, cast

import pytest

from app.bootstrap.sheet_scans import SheetScans
from app.clock import Clock
from app.services.closing.confirming import Anchor, anchor_digits
from app.services.closing.records import SheetScan, SheetVerdict
from app.ui.desk.scan_banner import tell_sheet
from tests.services.store_builders import FakeTime
from tests.ui.contexts import a_context, stub_services
from tests.ui.inline import InlineTasks

SHEET = anchor_digits(Anchor(7, bytes(range(32))))


class Told:
    """Messages that keep what they were told, and how."""

    def __init__(self) -> None:
        self.said: list[tuple[str, str]] = []

    def __getattr__(self, how: str) -> Any:
        return lambda text, *_more: self.said.append((how, text))


@pytest.mark.parametrize(
    ("verdict", "how"),
    [
        (SheetVerdict.CONFIRMED, "done"),
        (SheetVerdict.KNOWN, "info"),
        (SheetVerdict.FORGED, "warn"),
        (SheetVerdict.MISSING, "tell"),
    ],
)
def test_each_verdict_is_told_its_way(verdict: SheetVerdict, how: str) -> None:
    told = Told()
    tell_sheet(cast("Any", told), SheetScan(verdict=verdict, message="Câu"))
    assert [each for each, _text in told.said] == [how]


@pytest.fixture
def room(qapp: object) -> SimpleNamespace:
    scanned: list[str] = []
    passed: list[str] = []
    told = Told()

    def scan(_actor: object, text: str) -> SheetScan:
        scanned.append(text)
        return SheetScan(verdict=SheetVerdict.CONFIRMED, message="Kho dữ liệu khớp.")

    services = stub_services(closing_sheets=SimpleNamespace(scan=scan))
    context = a_context(
        InlineTasks(), lambda: cast("Any", None), Clock(FakeTime()), messages=cast("Any", told)
    )
    made = SimpleNamespace(scanned=scanned, passed=passed, told=told, is_covered=False)
    shell = SimpleNamespace(is_covered=lambda: made.is_covered, take_scan=passed.append)
    made.scans = SheetScans(context, services, cast("Any", shell))
    return made


def test_a_sheet_is_held_against_the_store_and_other_scans_go_on(room: SimpleNamespace) -> None:
    room.scans.pass_on(SHEET)
    room.scans.pass_on("000.00.15.H53-261123-0001")
    assert room.scanned == [SHEET]
    assert room.passed == ["000.00.15.H53-261123-0001"]
    assert room.told.said == [("done", "Kho dữ liệu khớp.")]


def test_a_covered_window_reads_no_sheet(room: SimpleNamespace) -> None:
    room.is_covered = True
    room.scans.pass_on(SHEET)
    assert room.scanned == []
    assert room.passed == [SHEET]
