"""All that units send is added up, and each number of the sum opens to the units behind it."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

import msgspec
import pytest

from app.services.evaluation.evaluation import OF_A_WHOLE
from app.services.evaluation.records import QualityFigure
from app.services.exchange.envelope import BundleError
from app.services.periods.locks import frozen_text, read_frozen
from app.services.periods.records import PeriodFigures
from app.services.petitions.figures import TimelinessCount
from app.services.province.adding import added_up, parts_of, summed
from app.services.province.content import is_all_read, require_sound
from app.vocabulary.evaluation import EvaluatedKind, EvaluationIndex
from tests.services.province.builders import QUARTER
from tests.services.province.sums import a_line, a_sum, figures_of, sections_of

_WORDS = frozenset({"why", "note", "unit_code", "unit_name", "as_of"})
"""What two records may say in other words."""


def _numbers(value: object, path: str) -> Iterator[tuple[str, int]]:
    """Yield every number of a record as JSON has it, with the words that it stands beside."""
    if isinstance(value, dict):
        for name, each in value.items():
            yield from _numbers(each, f"{path}.{name}")
    elif isinstance(value, list):
        for each in value:
            said = each.items() if isinstance(each, dict) else ()
            marks = sorted(f"{k}={v}" for k, v in said if isinstance(v, str) and k not in _WORDS)
            yield from _numbers(each, f"{path}[{' '.join(marks)}]")
    elif isinstance(value, int) and not isinstance(value, bool):
        yield path, value


def _counted(figures: PeriodFigures) -> Counter[str]:
    told = msgspec.json.decode(frozen_text(figures))
    del told["period"]
    counts: Counter[str] = Counter()
    for path, number in _numbers(told, ""):
        counts[path] += number
    return counts


@pytest.mark.parametrize("seed", range(5))
def test_every_number_is_the_sum_of_the_parts_of_the_units(seed: int) -> None:
    told = a_sum(seed)
    assert told.whole is not None
    by_hand: Counter[str] = Counter()
    for part in parts_of(told):
        by_hand.update(_counted(part.figures))
    whole = _counted(told.whole)
    assert whole == by_hand
    assert len(whole) > 300
    assert told.whole.total == told.total
    assert [(row.level, row.field) for row in told.whole.rows] == [
        (row.level, row.field) for row in told.rows
    ]


def test_part_of_a_unit_is_what_the_unit_sent() -> None:
    told = a_sum()
    for at, part in enumerate(parts_of(told)):
        sent, own = sections_of(figures_of(at, 10)), sections_of(part.figures)
        assert own.petitions == sent.petitions
        assert own.published.total == sent.published.total
        assert own.published.decisions[0].number == sent.published.decisions[0].number
        assert own.ratings.faces == sent.ratings.faces
        assert own.ratings.slips_given == sent.ratings.slips_given
        assert own.quality.figures == sent.quality.figures
        assert own.registers.issued == sent.registers.issued
        assert own.registers.ahead[0].inspected == f"{part.name}: Phòng Kinh tế"
        for line in sent.registers.equipment:
            assert line in own.registers.equipment
        mine = own.evaluation.row(EvaluatedKind.UNIT, part.code)
        whole_unit = sent.evaluation.row(EvaluatedKind.UNIT, part.code)
        assert mine is not None
        assert whole_unit is not None
        assert mine.scores == whole_unit.scores


def test_shares_are_made_anew_and_never_averaged() -> None:
    told = a_sum()
    whole = sections_of(told.whole)
    sent = [sections_of(figures_of(at, 10)) for at in range(3)]
    in_time = sum(one.petitions.answered.in_time for one in sent)
    late = sum(one.petitions.answered.late for one in sent)
    assert whole.petitions.answered == TimelinessCount(in_time=in_time, late=late)
    figure = whole.quality.figure("on_time_done")
    assert figure is not None
    parts = [one.quality.figures[0] for one in sent]
    assert figure.part == sum(one.part or 0 for one in parts)
    assert figure.whole == sum(one.whole or 0 for one in parts)
    assert whole.petitions.adds_up
    assert all(row.adds_up for row in whole.quality.processing)


def test_a_source_that_one_unit_told_is_not_told_of_the_sum() -> None:
    first, other = (
        QualityFigure(
            key="paid_online", number="3.6", title="", formula="", part=part, whole=20, note=note
        )
        for part, note in ((12, "Số nhập tay theo: Cổng (Lê Văn A)."), (3, "Số nhập tay khác."))
    )
    added = summed((first, other))
    assert (added.part, added.whole, added.note) == (15, 40, "")
    assert summed((first, first)).note == first.note


def test_evaluation_adds_points_of_dossiers_and_leaves_those_of_a_unit_to_it() -> None:
    table = sections_of(a_sum().whole).evaluation
    assert [row.name for row in table.rows] == ["Xã A", "Xã B", "Xã C", "Cộng các đơn vị"]
    *units, added = table.rows
    for index in EvaluationIndex:
        each = [row.score(index) for row in units]
        score = added.score(index)
        assert score is not None
        if index in OF_A_WHOLE:
            assert score.value is None
        else:
            assert score.points == sum(one.points for one in each if one)
            assert score.count == sum(one.count for one in each if one)


def test_agencies_and_officers_of_units_are_not_mixed() -> None:
    whole = a_sum().whole
    sections = sections_of(whole)
    names = ["Xã A", "Xã B", "Xã C"]
    assert whole is not None
    assert [row.name for row in whole.agencies] == names
    assert [row.name for row in sections.published.agencies] == names
    assert [row.name for row in sections.ratings.by_agency] == names
    assert [row.name for row in sections.quality.processing] == ["Tổng số", *names]
    assert sections.ratings.by_officer == ()
    assert sections.published.mismatches[1].startswith("Xã B: Quyết định 12/QĐ-UBND")


def test_file_without_sections_is_named_and_counts_in_none() -> None:
    old = replace(figures_of(1, 10), sections=None)
    told = added_up(QUARTER, [a_line(0, figures_of(0, 10)), a_line(1, old), a_line(2, None)])
    assert [line.name for line in told.told] == ["Xã A"]
    assert [line.name for line in told.untold] == ["Xã B"]
    assert [line.name for line in told.missing] == ["Xã C"]
    assert sections_of(told.whole).petitions == sections_of(figures_of(0, 10)).petitions
    assert [part.figures.sections is None for part in parts_of(told)] == [False, True]
    alone = added_up(QUARTER, [a_line(1, old)])
    assert alone.whole is not None
    assert alone.whole.sections is None
    assert added_up(QUARTER, [a_line(2, None)]).whole is None


def test_ratio_that_a_unit_does_not_know_is_of_the_others_and_says_so() -> None:
    known = figures_of(1, 10)
    sections = sections_of(known)
    quality = sections.quality
    paid = replace(quality.figures[2], part=3, whole=7, note="Đã thu qua Cổng.")
    told_paid = replace(quality, figures=(*quality.figures[:2], paid))
    known = replace(known, sections=replace(sections, quality=told_paid))
    told = added_up(QUARTER, [a_line(0, figures_of(0, 10)), a_line(1, known)])
    figure = sections_of(told.whole).quality.figure("paid_online")
    assert figure is not None
    assert (figure.part, figure.whole) == (3, 7)
    assert figure.note == "Đã thu qua Cổng. Chưa có dữ liệu của Xã A."
    nobody = sections_of(a_sum().whole).quality.figure("paid_online")
    assert nobody is not None
    assert (nobody.part, nobody.whole, nobody.percent, nobody.note) == (None, None, None, "")
    (unknown, _) = (sections_of(part.figures).quality.figures[2].part for part in parts_of(told))
    assert unknown is None


def test_text_of_an_older_program_is_read_and_one_of_a_newer_is_not() -> None:
    figures = figures_of(0, 10)
    text = frozen_text(figures)
    whole = msgspec.json.decode(text)
    assert is_all_read(text, figures)
    del whole["sections"]
    older = msgspec.json.encode(whole).decode()
    assert is_all_read(older, read_frozen(older))
    assert read_frozen(older).sections is None
    newer = msgspec.json.encode({**whole, "later": 1}).decode()
    assert not is_all_read(newer, read_frozen(newer))
    inner = msgspec.json.encode({**whole, "total": {**whole["total"], "later": 0}}).decode()
    assert not is_all_read(inner, read_frozen(inner))


def test_sections_that_do_not_add_up_are_refused() -> None:
    good = figures_of(0, 10)
    require_sound(good)
    own = sections_of(good)
    petitions, quality = own.petitions, own.quality
    first = quality.figures[0]
    row = replace(quality.processing[0], post=quality.processing[0].post + 1)
    for said, broken in (
        ("phản ánh, kiến nghị", replace(own, petitions=replace(petitions, passed_on=99))),
        ("không khớp", replace(own, quality=replace(quality, processing=(row,)))),
        ("số âm", replace(own, ratings=replace(own.ratings, slips_given=-1))),
        ("quá lớn", replace(own, registers=replace(own.registers, procedures=10**10))),
        (
            "tử số lớn hơn",
            replace(own, quality=replace(quality, figures=(replace(first, part=10**6),))),
        ),
        (
            "những ngày trong kỳ",
            replace(own, petitions=replace(petitions, first_day=QUARTER.last_day)),
        ),
    ):
        with pytest.raises(BundleError, match=said):
            require_sound(replace(good, sections=broken))
