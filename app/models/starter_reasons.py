"""The sentences every office begins with: a new one when founded, an older one when upgraded."""

import tomllib
from dataclasses import dataclass
from itertools import groupby

from app.paths import resource
from app.vocabulary.office import ReasonKind


@dataclass(frozen=True, slots=True)
class StarterReason:
    """One shipped sentence; `ordinal` counts from 1 within its kind."""

    kind: ReasonKind
    ordinal: int
    text: str
    ground: str


def starter_reasons() -> tuple[StarterReason, ...]:
    """Return the shipped sentences, kind by kind in their order."""
    rows = tomllib.loads(resource("reasons.toml").read_text(encoding="utf-8"))["reason"]
    return tuple(
        StarterReason(ReasonKind(kind), ordinal, row["text"], row.get("ground", ""))
        for kind, of_kind in groupby(rows, key=lambda row: row["kind"])
        for ordinal, row in enumerate(of_kind, start=1)
    )
