"""Keeps the latest answer to each question for as long as nothing it was made of has changed."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from app.services.ledger.records import Actor

T = TypeVar("T")
Standing = Callable[[Actor], object]
"""Returns what an answer to a person is made of besides the question, None where that is unknown.

Two equal ones mean: the same store, the same rights, the same moment.
"""


@dataclass(frozen=True, slots=True)
class _Kept:
    asked: tuple[object, ...]
    standing: object
    answer: Any


class KeptAnswers:
    """One answer a question, whatever it was asked about; used by the worker alone."""

    def __init__(self, standing: Standing = lambda _actor: None) -> None:
        self._standing = standing
        self._kept: dict[str, _Kept] = {}

    def answer(
        self, ask: Callable[..., T], actor: Actor, args: tuple[object, ...], kwargs: dict[str, Any]
    ) -> T:
        """Return what was answered to the same question, or ask it. Raises what `ask` raises."""
        # Before the question: what is committed while it is answered makes the answer an old one.
        standing = self._standing(actor)
        asked = (ask, actor, args, kwargs)
        name = f"{ask.__module__}:{getattr(ask, '__qualname__', '')}"
        kept = self._kept.get(name)
        is_same = kept is not None and (kept.standing, kept.asked) == (standing, asked)
        if kept is None or not is_same:
            self._kept.pop(name, None)  # two answers of a big office need not be held at once
            kept = _Kept(asked, standing, ask(actor, *args, **kwargs))
            if standing is not None:
                self._kept[name] = kept
        answer: T = kept.answer
        return answer
