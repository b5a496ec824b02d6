"""From counted rows to figures: sums by group, and the check that they add up."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from app.errors import RuleBrokenError
from app.services.counts import Figures, GroupFigures
from app.vocabulary.periods import GroupBy
from app.wording.labels import label


@dataclass(frozen=True, slots=True)
class Counted:
    """One sum: a figure of the dossiers that share a version, an agency and an officer."""

    version_id: int
    agency_id: int | None
    officer_id: int
    figure: str
    amount: int


@dataclass(frozen=True, slots=True)
class GroupName:
    """A group's stable key and its name for people."""

    key: str
    name: str


def figures_of(counted: Iterable[Counted]) -> Figures:
    """Return the figures that rows add up to."""
    sums: Counter[str] = Counter()
    for row in counted:
        sums[row.figure] += row.amount
    return Figures.of(sums)


NameOf = Callable[[Counted], GroupName]


def split(counted: Iterable[Counted], name_of: NameOf) -> list[GroupFigures]:
    """Return the figures of each group, in the order of the names."""
    groups: dict[GroupName, list[Counted]] = {}
    for row in counted:
        groups.setdefault(name_of(row), []).append(row)
    ordered = sorted(groups.items(), key=lambda pair: (pair[0].name, pair[0].key))
    return [GroupFigures(name.key, name.name, figures_of(rows)) for name, rows in ordered]


def require_adding_up(total: Figures, groups: Mapping[GroupBy, tuple[GroupFigures, ...]]) -> None:
    """Raise RuleBrokenError where carried over + received is not ended + open (II.06a)."""
    parts = [("Tổng số", total)]
    parts += [
        (f"{label(by)} {group.name}", group.figures)
        for by, rows in groups.items()
        for group in rows
    ]
    for name, figures in parts:
        if not figures.adds_up:
            raise RuleBrokenError(
                f"Số liệu không khớp ở “{name}”: tồn đầu {figures.carried_over} + tiếp nhận "
                f"{figures.received.total} khác đã giải quyết {figures.ended.total} + đang giải "
                f"quyết {figures.open.total}. Hãy ngừng báo cáo và báo quản trị viên."
            )
