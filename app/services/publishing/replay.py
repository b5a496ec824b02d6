"""What is in force at a date: the decisions read again in their order, one after the other.

The rule, in one place:
- Decisions speak in the order of the day they take effect, then of signing, then of entering.
- A decision with items counts by them; what it states is only compared with them.
- A decision without items counts by what it states: so many procedures of its agency that have no
  name here yet.
- A procedure published or amended is in force by the last decision that speaks of it, and counts
  once. One amended that has no name here yet is one of those that a decision only stated for the
  same agency and level, where there is any left; else it counts from now on.
- A procedure abolished counts no longer; without a name here, there is one less of those stated.
- A decision that replaces another in whole ends what is in force by that one, then speaks itself.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from app.errors import InvalidInputError, RuleBrokenError
from app.services.catalogue.agency_names import named_agencies
from app.services.publishing.records import LEVELS, ItemDraft, LevelCounts
from app.text import words
from app.vocabulary.catalogue import PublishedEffect
from app.vocabulary.office import Level
from app.wording.texts import day_text


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplayedDecision:
    """A living decision as the replay reads it."""

    decision_id: int
    number: str
    decided_on: date
    effective_from: date
    agency_name: str
    stated: LevelCounts
    items: tuple[ItemDraft, ...]
    replaced_by_id: int | None = None

    @property
    def order(self) -> tuple[date, date, int]:
        """Where it stands among the others."""
        return (self.effective_from, self.decided_on, self.decision_id)


@dataclass(frozen=True, slots=True)
class ProcedureInForce:
    """A procedure in force, and the decision by which it is."""

    item: ItemDraft
    decision: ReplayedDecision


@dataclass(frozen=True, slots=True)
class Unnamed:
    """What is left of the procedures that a decision only states."""

    decision: ReplayedDecision
    counts: LevelCounts


@dataclass(frozen=True, slots=True)
class InForce:
    """What is in force, and the abolitions that found nothing to abolish."""

    named: tuple[ProcedureInForce, ...]
    unnamed: tuple[Unnamed, ...]
    idle: tuple[ProcedureInForce, ...]


def agency_key(name: str) -> str:
    """Return what the spellings of one agency's name have in common."""
    return " ".join(words(name))


def in_force(decisions: Iterable[ReplayedDecision], at: date | None) -> InForce:
    """Return what is in force at the end of `at`, at the end of all decisions for None."""
    living = sorted(decisions, key=lambda each: each.order)
    replay = _Replay()
    for decision in living:
        if at is None or decision.effective_from <= at:
            replay.end([each for each in living if each.replaced_by_id == decision.decision_id])
            replay.take(decision)
    return InForce(
        tuple(replay.named.values()),
        tuple(Unnamed(pool.decision, pool.counts) for pool in replay.pools if pool.is_left),
        tuple(replay.idle),
    )


class _Pool:
    """The procedures that one decision states without naming them."""

    def __init__(self, decision: ReplayedDecision) -> None:
        self.decision = decision
        stated = decision.stated
        self._total = stated.total if stated.total is not None else stated.sum_of_parts or 0
        self._parts = dict(zip(LEVELS, stated.parts, strict=True))
        self._agencies = _agencies(decision.agency_name)

    @property
    def counts(self) -> LevelCounts:
        return LevelCounts(self._total, *self._parts.values())

    @property
    def is_left(self) -> bool:
        return bool(self._total or any(self._parts.values()))

    def draw(self, agencies: frozenset[str], level: Level) -> bool:
        """Take one of `level` out for one of `agencies`; False where there is none."""
        part = self._parts[level]
        has_one = part > 0 if part is not None else self._has_unsorted
        if not (has_one and agencies & self._agencies):
            return False
        if part is not None:
            self._parts[level] = part - 1
        self._total = max(self._total - 1, 0)
        return True

    @property
    def _has_unsorted(self) -> bool:
        """Say whether some of the total are of levels that the paper does not part."""
        return self._total > sum(part for part in self._parts.values() if part is not None)


@dataclass(slots=True)
class _Replay:
    named: dict[str, ProcedureInForce] = field(default_factory=dict)
    pools: list[_Pool] = field(default_factory=list)
    idle: list[ProcedureInForce] = field(default_factory=list)

    def end(self, replaced: list[ReplayedDecision]) -> None:
        """End what is in force by decisions that are replaced in whole."""
        gone = {each.decision_id for each in replaced}
        if gone:
            self.named = {
                code: each
                for code, each in self.named.items()
                if each.decision.decision_id not in gone
            }
            self.pools = [pool for pool in self.pools if pool.decision.decision_id not in gone]

    def take(self, decision: ReplayedDecision) -> None:
        """Let a decision speak."""
        if not decision.items:
            self.pools.append(_Pool(decision))
        for item in decision.items:
            self._take_item(ProcedureInForce(item, decision))

    def _take_item(self, said: ProcedureInForce) -> None:
        code, effect = said.item.code.casefold(), said.item.effect
        is_named = code in self.named
        if effect is PublishedEffect.ABOLISHED:
            if is_named:
                del self.named[code]
            elif not self._draw(said):
                self.idle.append(said)
            return
        if effect is PublishedEffect.AMENDED and not is_named:
            self._draw(said)
        self.named[code] = said

    def _draw(self, said: ProcedureInForce) -> bool:
        agencies = _agencies(said.item.agency_name or said.decision.agency_name)
        return any(pool.draw(agencies, said.item.level) for pool in self.pools)


def _agencies(text: str) -> frozenset[str]:
    return frozenset(agency_key(name) for name in named_agencies(text))


def require_sound(
    before: tuple[ReplayedDecision, ...], after: tuple[ReplayedDecision, ...], changed_id: int
) -> None:
    """Refuse a change after which a decision abolishes what is not in force.

    Raises InvalidInputError for an item of the changed decision itself, RuleBrokenError where a
    later decision would lose what it abolishes. What is so already stays as it is.
    """
    known = {(each.decision.decision_id, each.item.code) for each in in_force(before, None).idle}
    for idle in in_force(after, None).idle:
        decision, code = idle.decision, idle.item.code
        if decision.decision_id == changed_id:
            at = [item.code for item in decision.items].index(code)
            raise InvalidInputError(
                f"items.{at}.code",
                f"Không bãi bỏ được thủ tục {code}: đến {day_text(decision.effective_from)}, thủ "
                "tục này chưa được quyết định nào trong sổ công bố, hoặc đã bị bãi bỏ. Hãy nhập "
                "quyết định công bố trước.",
            )
        if (decision.decision_id, code) not in known:
            raise RuleBrokenError(
                f"Quyết định {decision.number} ngày {day_text(decision.decided_on)} bãi bỏ thủ tục "
                f"{code}; thay đổi này làm thủ tục đó không còn trong sổ vào lúc ấy. Hãy sửa quyết "
                f"định {decision.number} trước."
            )
