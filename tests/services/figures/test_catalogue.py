"""The catalogue of dossier figures against the records that hold their numbers."""

from dataclasses import asdict

import msgspec
import pytest

from app.services.counts import Ended, Figures, Received, StillOpen
from app.services.figures.catalogue import DOSSIER_FIGURES, FORM_FIGURES, LATE_FIGURES, figure_of
from app.services.periods.records import DossierCounts

_AMOUNTS = {
    "carried_over": 1,
    "received.counter": 2,
    "received.online": 4,
    "received.post": 8,
    "ended.early": 16,
    "ended.on_time": 32,
    "ended.late": 64,
    "open.in_time": 128,
    "open.overdue": 256,
    "late.received": 512,
    "late.ended": 1024,
}


def test_every_number_of_a_summary_is_in_the_catalogue_and_nothing_else() -> None:
    numbers = {
        f"{name}.{part}" if part else name
        for name, value in asdict(Figures()).items()
        for part in (value if isinstance(value, dict) else ("",))
    }
    titled = {each.code for each in DOSSIER_FIGURES if Figures.codes(each.code) == {each.code}}

    assert titled == numbers
    assert all(Figures.codes(each.code) for each in DOSSIER_FIGURES)


def test_every_number_of_a_report_has_a_title() -> None:
    leaves = [
        code
        for name in (*(each.code for each in DOSSIER_FIGURES), *(e.code for e in LATE_FIGURES))
        for code in DossierCounts.codes(name)
    ]

    assert set(leaves) == set(_AMOUNTS) | {
        *("paused", "refused", "withdrawn", "stopped"),
        *("not_accepted", "returned", "waiting_collection"),
    }
    assert all(figure_of(code).title for code in leaves)


def test_columns_of_the_form_are_numbered_and_add_up_by_their_codes() -> None:
    counts = DossierCounts.from_counts(_AMOUNTS)

    assert [each.form_column for each in FORM_FIGURES] == list(range(3, 14))
    assert [counts[each.code] for each in FORM_FIGURES] == [
        *(15, 4, 10, 1),
        *(112, 16, 32, 64),
        *(384, 128, 256),
    ]


def test_records_hold_and_add_amounts_by_code() -> None:
    counts = DossierCounts.from_counts(_AMOUNTS)

    assert counts == DossierCounts(
        carried_over=1,
        received=Received(2, 4, 8),
        ended=Ended(16, 32, 64),
        open=StillOpen(128, 256),
        late_received=512,
        late_ended=1024,
    )
    assert DossierCounts.added(()) == DossierCounts()
    assert DossierCounts.added((counts, counts)) == DossierCounts.from_counts(
        {code: 2 * amount for code, amount in _AMOUNTS.items()}
    )


def test_an_unknown_figure_has_no_number_and_no_dossiers() -> None:
    assert DossierCounts.codes("supplements") == frozenset()
    with pytest.raises(KeyError):
        DossierCounts()["supplements"]


def test_the_text_that_a_lock_freezes_is_the_same_as_ever() -> None:
    text = msgspec.json.encode(DossierCounts.from_counts(_AMOUNTS), order="sorted").decode()

    assert text == (
        '{"carried_over":1,"ended":{"early":16,"late":64,"on_time":32},"late_ended":1024,'
        '"late_received":512,"not_accepted":0,"open":{"in_time":128,"overdue":256},"paused":0,'
        '"received":{"counter":2,"online":4,"post":8},"refused":0,"returned":0,"stopped":0,'
        '"waiting_collection":0,"withdrawn":0}'
    )
