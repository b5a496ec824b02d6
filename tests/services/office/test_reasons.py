"""Ready-made reasons: begun with, added, changed, ordered and ended by administrators alone."""

from typing import TYPE_CHECKING

import pytest

from app.errors import ConflictError, InvalidInputError, NotFoundError
from app.models.database import Database
from app.models.starter_reasons import starter_reasons
from app.services.ledger.records import Actor
from app.services.ledger.transactions import Transactions
from app.services.office.reasons import Reasons
from app.vocabulary.office import ReasonKind
from app.vocabulary.people import Role
from tests.services.store_builders import a_stranger, logged_acts

if TYPE_CHECKING:
    from collections.abc import Callable

_STOP = ReasonKind.STOP


@pytest.fixture
def reasons(tx: Transactions) -> Reasons:
    return Reasons(tx)


def _texts(reasons: Reasons, actor: Actor) -> list[str]:
    return [line.text for line in reasons.of(actor, _STOP)]


@pytest.mark.parametrize("kind", ReasonKind)
def test_a_new_office_begins_with_the_shipped_sentences(
    reasons: Reasons, admin: Actor, kind: ReasonKind
) -> None:
    shipped = [(each.text, each.ground) for each in starter_reasons() if each.kind is kind]
    assert [(line.text, line.ground) for line in reasons.of(admin, kind)] == shipped
    assert len(shipped) >= 3


def test_shipped_sentences_are_whole_sentences() -> None:
    for reason in starter_reasons():
        assert reason.text[0].isupper()
        assert reason.text.endswith(".")
    assert len({each.text for each in starter_reasons()}) == len(starter_reasons())


def test_an_added_sentence_stands_last_cleaned(reasons: Reasons, admin: Actor) -> None:
    before = _texts(reasons, admin)
    made = reasons.add(admin, _STOP, "  Đất đang   tranh chấp. ", " Luật Đất đai 2024 ")
    assert (made.text, made.ground) == ("Đất đang tranh chấp.", "Luật Đất đai 2024")
    assert _texts(reasons, admin) == [*before, "Đất đang tranh chấp."]
    assert reasons.of(admin, _STOP)[-1] == made


def test_a_sentence_is_changed_where_it_stands(reasons: Reasons, admin: Actor) -> None:
    first = reasons.of(admin, _STOP)[0]
    reasons.edit(admin, first.reason_id, "Câu mới.", "Điều 1")
    again = reasons.of(admin, _STOP)[0]
    assert (again.reason_id, again.text, again.ground) == (first.reason_id, "Câu mới.", "Điều 1")


@pytest.mark.parametrize(
    ("field", "text", "ground"),
    [
        ("text", " ", ""),
        ("text", "x" * 1001, ""),
        ("text", "có ký tự \x07", ""),
        ("ground", "Câu.", "x" * 1001),
    ],
)
def test_a_bad_sentence_is_refused_at_its_field(
    reasons: Reasons, admin: Actor, field: str, text: str, ground: str
) -> None:
    before = reasons.of(admin, _STOP)
    acts: tuple[Callable[[], object], ...] = (
        lambda: reasons.add(admin, _STOP, text, ground),
        lambda: reasons.edit(admin, before[0].reason_id, text, ground),
    )
    for act in acts:
        with pytest.raises(InvalidInputError) as caught:
            act()
        assert caught.value.field == field
    assert reasons.of(admin, _STOP) == before


def test_the_same_sentence_is_not_listed_twice(reasons: Reasons, admin: Actor) -> None:
    first, second, *_rest = reasons.of(admin, _STOP)
    with pytest.raises(InvalidInputError, match="đã có"):
        reasons.add(admin, _STOP, first.text.upper())
    with pytest.raises(InvalidInputError, match="đã có"):
        reasons.edit(admin, second.reason_id, first.text)
    reasons.edit(admin, first.reason_id, first.text, "Căn cứ mới")
    reasons.add(admin, ReasonKind.REFUSAL, first.text)


def test_an_ended_sentence_is_offered_no_longer_until_brought_back(
    reasons: Reasons, admin: Actor
) -> None:
    before = reasons.of(admin, _STOP)
    reasons.end(admin, before[1].reason_id)
    assert reasons.of(admin, _STOP) == (before[0], *before[2:])
    with pytest.raises(NotFoundError):
        reasons.end(admin, before[1].reason_id)
    with pytest.raises(NotFoundError):
        reasons.edit(admin, before[1].reason_id, "Câu.")
    reasons.bring_back(admin, before[1].reason_id)
    assert reasons.of(admin, _STOP) == before


def test_sentences_stand_in_the_order_given(reasons: Reasons, admin: Actor) -> None:
    ids = [line.reason_id for line in reasons.of(admin, _STOP)]
    reasons.reorder(admin, _STOP, ids[::-1])
    assert [line.reason_id for line in reasons.of(admin, _STOP)] == ids[::-1]


def test_an_order_of_another_list_is_refused(reasons: Reasons, admin: Actor) -> None:
    before = reasons.of(admin, _STOP)
    ids = [line.reason_id for line in before]
    for order in (ids[1:], [*ids, ids[0]], [*ids[1:], 10_000]):
        with pytest.raises(ConflictError):
            reasons.reorder(admin, _STOP, order)
    assert reasons.of(admin, _STOP) == before


def test_another_office_s_sentence_is_not_found(
    reasons: Reasons, admin: Actor, database: Database
) -> None:
    first = reasons.of(admin, _STOP)[0].reason_id
    stranger = a_stranger(database, Role.ADMINISTRATOR)
    assert reasons.of(stranger, _STOP) == ()
    with pytest.raises(NotFoundError):
        reasons.end(stranger, first)


def test_changes_are_logged(reasons: Reasons, admin: Actor, database: Database) -> None:
    made = reasons.add(admin, _STOP, "Câu mới.")
    reasons.edit(admin, made.reason_id, "Câu khác.")
    reasons.reorder(admin, _STOP, [line.reason_id for line in reasons.of(admin, _STOP)])
    reasons.end(admin, made.reason_id)
    reasons.bring_back(admin, made.reason_id)
    assert logged_acts(database)[1:] == [
        "reason_added", "reason_edited", "reasons_reordered", "reason_ended", "reason_brought_back",
    ]  # fmt: skip
