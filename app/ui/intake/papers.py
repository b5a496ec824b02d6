"""The checklist of papers as values: what is expected, what was handed in, what is missing."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.services.dossiers.records import HandedPaper, IntakeForm

Counts = tuple[int, int, int, int]
"""Originals, certified copies, plain copies, electronic copies."""

NONE: Counts = (0, 0, 0, 0)
MOST_NAMED = 3
NAME_LENGTH = 80


@dataclass(frozen=True, slots=True)
class PaperEntry:
    """One line of the checklist; it is present when anything of it was handed in."""

    name: str
    expected: Counts = (1, 0, 0, 0)
    counts: Counts = NONE
    is_required: bool = True
    is_extra: bool = False

    @property
    def is_present(self) -> bool:
        return any(self.counts)

    def set_present(self, *, is_present: bool) -> "PaperEntry":
        """Return the line with its expected counts, or with none."""
        if is_present == self.is_present:
            return self
        return replace(self, counts=self.expected if is_present else NONE)

    def with_count(self, place: int, count: int) -> "PaperEntry":
        """Return the line with `count` of the kind at `place`."""
        first, second, third, fourth = (
            count if at == place else before for at, before in enumerate(self.counts)
        )
        return replace(self, counts=(first, second, third, fourth))

    def handed(self) -> HandedPaper:
        return HandedPaper(self.name, *self.counts, is_extra=self.is_extra)


def entry_of(paper: HandedPaper) -> PaperEntry:
    """Return a paper that was handed in, as the checklist shows it."""
    counts = _counts(paper)
    return PaperEntry(paper.name, counts, counts, not paper.is_extra, paper.is_extra)


def entries_of(form: IntakeForm) -> tuple[PaperEntry, ...]:
    """Return the empty checklist of a procedure."""
    return tuple(
        PaperEntry(paper.name, _counts(paper), is_required=is_required)
        for paper, is_required in zip(form.papers, form.required, strict=True)
    )


def overlay(entries: Sequence[PaperEntry], handed: Sequence[HandedPaper]) -> tuple[PaperEntry, ...]:
    """Return the checklist with what was handed in; a paper it does not name becomes an extra."""
    waiting = list(handed)
    filled = []
    for entry in entries:
        match = next((p for p in waiting if p.name == entry.name and not p.is_extra), None)
        if match is not None:
            waiting.remove(match)
            filled.append(replace(entry, counts=_counts(match)))
        else:
            filled.append(entry)
    return (*filled, *(extra(paper.name, _counts(paper)) for paper in waiting))


def extra(name: str = "", counts: Counts = (1, 0, 0, 0)) -> PaperEntry:
    """Return a paper the procedure does not ask for."""
    return PaperEntry(name, counts=counts, is_required=False, is_extra=True)


def missing(entries: Sequence[PaperEntry]) -> tuple[str, ...]:
    """Return the names of the required papers that were not handed in."""
    return tuple(entry.name for entry in entries if entry.is_required and not entry.is_present)


def named(names: Sequence[str]) -> str:
    """Return names for one line: the first few, cut, and how many more there are."""
    shown = [
        name if len(name) <= NAME_LENGTH else f"{name[:NAME_LENGTH].rstrip()}…"
        for name in names[:MOST_NAMED]
    ]
    rest = len(names) - len(shown)
    return "; ".join([*shown, *([f"và {rest} giấy tờ nữa"] if rest else [])])


def _counts(paper: HandedPaper) -> Counts:
    return (paper.original, paper.certified, paper.plain, paper.electronic)
