"""Whether what the log says of restored stores can be, and whether a lost number is in use."""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.dossiers import Dossier
from app.models.forms import IssuedForm
from app.models.watermark import LostRange, Restoration
from app.vocabulary.forms import FormKind

_YEAR: Final = re.compile(r"[1-9][0-9]{3}")
_FORM_BOOKS: Final = frozenset(kind.value for kind in FormKind)


def restoration_problems(session: Session, told: Iterable[Restoration]) -> Iterator[str]:
    """Yield a sentence for each restoration that tells what cannot be, or whose loss is in use."""
    seen: list[LostRange] = []
    for one in told:
        if one.problem:
            yield one.problem
        for lost in one.numbers:
            same = (lost.unit, lost.book, lost.period)
            if any(
                (other.unit, other.book, other.period) == same
                and other.first <= lost.last
                and lost.first <= other.last
                for other in seen
            ):
                yield (
                    f"Dòng {one.seq}: các số {lost.first} đến {lost.last} của sổ {lost.book} "
                    f"{lost.period} bị kể là mất hai lần."
                )
            seen.append(lost)
            number = _used(session, lost)
            if number is not None:
                yield (
                    f"Dòng {one.seq}: số {number} của sổ {lost.book} {lost.period} bị kể là mất "
                    "nhưng kho đang dùng."
                )


def _used(session: Session, lost: LostRange) -> int | None:
    """Return a number of the range that a dossier or a form bears."""
    if lost.book == "dossier":
        try:
            day = date.fromisoformat(lost.period)
        except ValueError:
            return None
        if day.isoformat() != lost.period:
            return None
        return session.scalar(
            select(Dossier.day_number)
            .where(
                Dossier.unit_id == lost.unit,
                Dossier.day == day,
                Dossier.day_number.between(lost.first, lost.last),
            )
            .limit(1)
        )
    if lost.book not in _FORM_BOOKS or not _YEAR.fullmatch(lost.period):
        return None
    return session.scalar(
        select(IssuedForm.ordinal)
        .where(
            IssuedForm.unit_id == lost.unit,
            IssuedForm.kind == FormKind(lost.book),
            IssuedForm.year == int(lost.period),
            IssuedForm.ordinal.between(lost.first, lost.last),
        )
        .limit(1)
    )
