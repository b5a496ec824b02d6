"""A province adds up the signed files of its units, and refuses what is not as it was signed."""

import itertools
import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace as said_otherwise

from app.errors import RuleBrokenError
from app.outputs import OutputPlace
from app.services.exchange.envelope import BundleError, KnownKeys, open_bundle
from app.services.periods.calendar import Cutoff, ReportCalendar, custom_period
from app.services.periods.locks import frozen_text
from app.services.periods.records import DossierCounts
from app.services.province import content
from app.services.province.records import SendState
from app.vocabulary.exchange import BundleKind
from app.vocabulary.office import Level
from tests.services.desk_builders import a_counter
from tests.services.exchange_builders import THERE
from tests.services.periods.builders import FIRST, a_reporter, at, week
from tests.services.province.builders import (
    QUARTER,
    Centre,
    Commune,
    a_centre,
    some_figures,
)
from tests.services.store_builders import FakeTime, a_copied_store, logged_acts

AN_HOI = Commune("000.00.21.H53", "Xã An Hội")
KEY = QUARTER.key


@pytest.fixture
def centre(tmp_path: Path, empty_store: Path) -> Centre:
    database = a_copied_store(empty_store, tmp_path)
    made = a_centre(tmp_path, a_counter(tmp_path, FakeTime(), database, THERE))
    made.know(AN_HOI)
    return made


def _file(centre: Centre, seed: int = 1, ordinal: int = 1) -> Path:
    path = centre.path(f"{seed}-{ordinal}")
    return AN_HOI.file(path, AN_HOI.said(some_figures(AN_HOI, seed), ordinal))


def _state(centre: Centre) -> SendState:
    return centre.province.sum(centre.boss, KEY).units[1].state


def test_file_of_a_unit_counts_once_taken_in(centre: Centre) -> None:
    assert _state(centre) is SendState.MISSING
    taken = centre.province.take_in(centre.boss, _file(centre), KEY)
    assert (taken.unit_name, taken.ordinal, taken.replaced) == ("Xã An Hội", 1, 0)
    told = centre.province.sum(centre.boss, KEY)
    own, commune = told.units
    assert (own.state, commune.state) == (SendState.MISSING, SendState.SENT)
    assert told.total == some_figures(AN_HOI, 1).total
    assert [line.code for line in told.missing] == [THERE.code]
    assert "unit_report_taken" in logged_acts(centre.counter.database)


def test_twenty_units_add_up_to_the_sum_by_hand(centre: Centre) -> None:
    communes = [Commune(f"000.00.{30 + number}.H53", f"Xã số {number:02d}") for number in range(20)]
    by_hand: dict[str, list[int]] = {}
    for number, commune in enumerate(communes):
        centre.know(commune)
        figures = some_figures(commune, 100 + number)
        path = commune.file(centre.path(commune.code), commune.said(figures))
        centre.province.take_in(centre.boss, path, KEY)
        for row in figures.rows:
            sums = by_hand.setdefault(row.field, [0] * 9)
            for at_, amount in enumerate(_columns(row.counts)):
                sums[at_] += amount
    told = centre.province.sum(centre.boss, KEY)
    assert {row.field: _columns(row.counts) for row in told.rows} == by_hand
    assert _columns(told.total) == [sum(column) for column in zip(*by_hand.values(), strict=True)]
    assert told.total.adds_up
    for line in told.rows:
        parts = [_columns(part.counts) for part in line.parts]
        assert [sum(column) for column in zip(*parts, strict=True)] == _columns(line.counts)
    states = {unit.name: unit.state for unit in told.units}
    assert (states["Xã An Hội"], states["Xã số 07"]) == (SendState.MISSING, SendState.SENT)
    assert len(told.units) == 22


def _columns(counts: DossierCounts) -> list[int]:
    """Return columns (4), (5), (6), (8), (9), (10), (12), (13) and what is counted aside."""
    return [
        *(counts.received.online, counts["received.direct"], counts.carried_over),
        *(counts.ended.early, counts.ended.on_time, counts.ended.late),
        *(counts.open.in_time, counts.open.overdue, counts.not_accepted),
    ]


def test_same_file_or_same_lock_twice_is_refused_and_changes_nothing(centre: Centre) -> None:
    centre.province.take_in(centre.boss, _file(centre), KEY)
    for again in (_file(centre), _file(centre, seed=2)):
        with pytest.raises(BundleError, match="đã nhập lúc"):
            centre.province.take_in(centre.boss, again, KEY)
    line = centre.province.sum(centre.boss, KEY).units[1]
    assert line.state is SendState.SENT
    assert line.counts == some_figures(AN_HOI, 1).total
    assert len(line.refused) == 2


def test_later_lock_replaces_the_earlier_one_and_both_are_seen(centre: Centre) -> None:
    centre.province.take_in(centre.boss, _file(centre), KEY)
    taken = centre.province.take_in(centre.boss, _file(centre, seed=2, ordinal=3), KEY)
    assert taken.replaced == 1
    line = centre.province.sum(centre.boss, KEY).units[1]
    assert (line.ordinal, line.earlier) == (3, (1,))
    assert line.counts == some_figures(AN_HOI, 2).total
    with pytest.raises(BundleError, match="cũ hơn lần khóa 3"):
        centre.province.take_in(centre.boss, _file(centre, seed=4, ordinal=2), KEY)


def test_unit_that_nobody_confirmed_is_refused(centre: Centre) -> None:
    stranger = Commune("000.00.99.H53", "Xã Lạ")
    path = stranger.file(centre.path("la"), stranger.said(some_figures(stranger, 1)))
    with pytest.raises(BundleError, match="Chưa xác nhận khóa"):
        centre.province.take_in(centre.boss, path, KEY)
    told = centre.province.sum(centre.boss, KEY)
    assert [one.file_name for one in told.others] == ["la.motcua"]
    assert told.total.is_empty


def test_key_that_was_ended_is_refused(centre: Centre) -> None:
    key = centre.peers.of(centre.counter.admin)[0].keys[0]
    centre.peers.end(centre.counter.admin, key.key_id, "Máy bị mất")
    with pytest.raises(BundleError, match="ngừng được tin dùng"):
        centre.province.take_in(centre.boss, _file(centre), KEY)


def test_other_period_and_other_days_are_refused(centre: Centre) -> None:
    other = some_figures(AN_HOI, 1, ReportCalendar().named("2026-Q2"))
    path = AN_HOI.file(centre.path("q2"), AN_HOI.said(other))
    with pytest.raises(BundleError, match="là số liệu Quý II năm 2026, không phải kỳ đang xem"):
        centre.province.take_in(centre.boss, path, KEY)
    days = ReportCalendar([Cutoff(date(2026, 1, 1), 14)]).named(KEY)
    path = AN_HOI.file(centre.path("days"), AN_HOI.said(some_figures(AN_HOI, 1, days)))
    with pytest.raises(BundleError, match="thống nhất ngày chốt số liệu"):
        centre.province.take_in(centre.boss, path, KEY)


def test_file_for_no_period_in_particular_is_taken_for_its_own(centre: Centre) -> None:
    assert centre.province.take_in(centre.boss, _file(centre)).period == QUARTER


def test_figures_that_do_not_add_up_are_refused_though_signed(centre: Centre) -> None:
    good = some_figures(AN_HOI, 1)
    broken = replace(good, total=replace(good.total, carried_over=good.total.carried_over + 1))
    below = replace(good, total=replace(good.total, not_accepted=-1))
    for name, figures in (("broken", broken), ("below", below)):
        path = AN_HOI.file(centre.path(name), AN_HOI.said(figures))
        with pytest.raises(BundleError, match="Số liệu trong tệp không khớp: "):
            centre.province.take_in(centre.boss, path, KEY)


def test_what_was_changed_behind_the_locks_signature_is_refused(centre: Centre) -> None:
    said = AN_HOI.said(some_figures(AN_HOI, 1))
    other = frozen_text(some_figures(AN_HOI, 2))
    days = custom_period(date(2026, 7, 1), date(2026, 9, 29))
    changed = (
        said_otherwise(said, figures=other),
        said_otherwise(said, ordinal=2),
        said_otherwise(said, log_seq=8),
        said_otherwise(said, last_day=days.last_day),
        said_otherwise(said, public_key=Commune("H", "H").public_key.hex()),
        AN_HOI.said(some_figures(Commune("000.00.22.H53", "Xã Khác"), 1)),
    )
    for number, one in enumerate(changed):
        path = AN_HOI.file(centre.path(f"changed{number}"), one)
        with pytest.raises(BundleError, match="không khớp chữ ký lúc khóa kỳ"):
            centre.province.take_in(centre.boss, path, KEY)


def test_every_flipped_byte_is_refused_or_changes_nothing(centre: Centre) -> None:
    """Sampled; a ZIP has bytes that nobody reads: there the figures are those that were signed."""
    whole = _file(centre).read_bytes()
    path = centre.path("flipped")
    keys = KnownKeys({AN_HOI.code: frozenset({AN_HOI.public_key.hex()})})
    signed = some_figures(AN_HOI, 1)
    refused = 0
    for at_ in itertools.chain(range(0, len(whole), 17), range(len(whole) - 60, len(whole), 5)):
        path.write_bytes(whole[:at_] + bytes([whole[at_] ^ 0x55]) + whole[at_ + 1 :])
        try:
            with open_bundle(path, keys) as bundle:
                assert content.read_report(bundle.header, bundle.data).figures == signed
        except BundleError:
            refused += 1
    assert refused > len(whole) // 17 // 2


def test_cut_foreign_and_huge_files_are_refused(
    centre: Centre, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = _file(centre).read_bytes()
    path = centre.path("odd")
    for odd in (
        b"",
        whole[:-30],
        whole[: len(whole) // 2],
        b"%PDF-1.7",
        b"PK\x03\x04" + b"\0" * 99,
    ):
        path.write_bytes(odd)
        with pytest.raises(BundleError):
            centre.province.take_in(centre.boss, path, KEY)
    with pytest.raises(BundleError, match="Không đọc được tệp"):
        centre.province.take_in(centre.boss, centre.path("nowhere"), KEY)
    handover = AN_HOI.file(
        centre.path("handover"), AN_HOI.said(some_figures(AN_HOI, 1)), BundleKind.HANDOVER
    )
    with pytest.raises(BundleError, match="Trao đổi gói"):
        centre.province.take_in(centre.boss, handover, KEY)
    monkeypatch.setattr("app.services.province.province.MAX_REPORT_BYTES", 100)
    with pytest.raises(BundleError, match="không phải số liệu kỳ báo cáo"):
        centre.province.take_in(centre.boss, _file(centre), KEY)
    assert centre.province.sum(centre.boss, KEY).total.is_empty


def test_file_of_an_older_program_counts_with_its_dossiers(centre: Centre) -> None:
    figures = some_figures(AN_HOI, 1)
    whole = json.loads(frozen_text(figures))
    del whole["sections"], whole["reasons"], whole["total"]["late_received"]
    deep = "[" * 5000 + "]" * 5000
    for name, later, is_taken in (
        ("newer", "{}", False),
        ("deep", deep, False),
        ("older", "", True),
    ):
        text = json.dumps(whole, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        text = f'{text[:-1]},"zulu":{later}}}' if later else text
        path = AN_HOI.file(centre.path(name), AN_HOI.said(figures, text=text))
        if is_taken:
            centre.province.take_in(centre.boss, path, KEY)
        else:
            with pytest.raises(BundleError, match="phiên bản chương trình khác"):
                centre.province.take_in(centre.boss, path, KEY)
    told = centre.province.sum(centre.boss, KEY)
    assert told.total == figures.total
    assert [line.name for line in told.untold] == ["Xã An Hội"]


def test_refused_file_of_a_known_unit_is_told_at_that_unit(centre: Centre) -> None:
    whole = bytearray(_file(centre).read_bytes())
    at_ = whole.find(b"PK\x01\x02") - 20
    whole[at_] ^= 0xFF
    path = centre.path("sua")
    path.write_bytes(whole)
    with pytest.raises(BundleError):
        centre.province.take_in(centre.boss, path, KEY)
    line = centre.province.sum(centre.boss, KEY).units[1]
    assert line.state is SendState.REFUSED
    assert line.refused[0].file_name == "sua.motcua"


def test_locked_period_of_a_real_unit_goes_from_store_to_store(
    centre: Centre, tmp_path: Path, empty_store: Path
) -> None:
    there = tmp_path / "commune"
    there.mkdir()
    desk = a_reporter(a_counter(there, FakeTime(at(FIRST, 11)), a_copied_store(empty_store, there)))
    commune = a_centre(there, desk.counter, desk.boss)
    desk.receive(at(FIRST))
    one = week(1)
    desk.go_to(week(2).first_day)
    with pytest.raises(RuleBrokenError, match="chưa khóa nên chưa xuất được"):
        commune.province.export(desk.boss, one.key)
    desk.lock(one)
    made = commune.province.export(desk.boss, one.key)
    assert commune.province.export(desk.boss, one.key).file == made.file
    carried = tmp_path / made.file_name
    made.file.save(OutputPlace(carried))
    card = commune.peers.card(desk.counter.admin)
    centre.peers.confirm(centre.counter.admin, card.payload, card.fingerprint)
    centre.province.take_in(centre.boss, carried, one.key)
    told = centre.province.sum(centre.boss, one.key)
    assert told.total == desk.figures(one).total
    assert told.rows[0].level is Level.COMMUNE
    (sent,) = (line for line in told.units if line.state is SendState.SENT)
    assert sent.figures == desk.figures(one)
    assert commune.province.sum(desk.boss, one.key).units[0].state is SendState.OWN


def test_caps_leave_room_for_a_real_file(centre: Centre) -> None:
    assert _file(centre).stat().st_size * 50 < content.MAX_REPORT_BYTES
