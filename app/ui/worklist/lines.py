"""The lines of the list: a heading with its count, then what is of that kind."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from app.services.worklist.records import OfPetition, WorkItem, WorkView
from app.text import words
from app.vocabulary.dossiers import WorkKind
from app.wording.labels import label
from app.wording.texts import number_text


@dataclass(frozen=True, slots=True)
class WorkLine:
    """One line: what waits, or without it the heading of a kind and how many there are."""

    kind: WorkKind
    item: WorkItem | None
    title: str = ""

    @property
    def key(self) -> str:
        if self.item is None:
            return f"kind:{self.kind.value}"
        match self.item.of:
            case OfPetition(petition_id=petition_id):  # its number is another's in another year
                return f"petition:{petition_id}"
            case _:
                return self.item.code


def lines_of(view: WorkView, wanted: str) -> tuple[WorkLine, ...]:
    """Return what is to be shown of `view`: all of it, or what has every word of `wanted`."""
    return tuple(_lines(view, words(wanted)))


def _lines(view: WorkView, wanted: tuple[str, ...]) -> Iterator[WorkLine]:
    found = (item for item in view.items if _has_all(item, wanted))
    for kind, group in groupby(found, lambda item: item.kind):
        items = list(group)
        total = len(items) if wanted else view.counts.get(kind, len(items))
        yield WorkLine(kind, None, f"{label(kind)} · {number_text(total)}")
        for item in items:
            yield WorkLine(kind, item)


def _has_all(item: WorkItem, wanted: tuple[str, ...]) -> bool:
    if not wanted:
        return True
    said = (item.code, item.owner_name, item.procedure_name, item.unit_name, item.text)
    own = words(" ".join((*said, label(item.kind))))
    return all(any(word.startswith(part) for word in own) for part in wanted)
