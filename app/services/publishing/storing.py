"""A decision into the store: its row, its items, what it replaces; and what the log says of it."""

from collections.abc import Mapping, Sequence
from hashlib import sha256

import msgspec
from sqlalchemy import insert, select, update

from app.errors import ConflictError, InvalidInputError, NotFoundError, RuleBrokenError
from app.models.publishing import Publication, PublishedItem
from app.services.ledger.transactions import Reading, Work
from app.services.publishing.records import DecisionDraft, ItemDraft
from app.services.publishing.stored import items_of, publications, title_of
from app.text import fold
from app.wording.texts import day_text


def own(reading: Reading, decision_id: int) -> Publication:
    """Return a decision of the reader's office. Raises NotFoundError."""
    row = reading.session.get(Publication, decision_id)
    if row is None or row.unit_id != reading.actor.office_id:
        raise NotFoundError("Không có quyết định này trong sổ. Hãy tìm lại.")
    return row


def changeable(work: Work, decision_id: int, based_on: int) -> Publication:
    """Return a decision that can be changed.

    Raises NotFoundError, RuleBrokenError for an ended one, ConflictError where somebody else has
    changed it since revision `based_on`.
    """
    row = own(work, decision_id)
    if row.ended_at is not None:
        raise RuleBrokenError(
            f"Quyết định {title_of(row)} đã bỏ khỏi sổ, không sửa được. Hãy nhập lại thành quyết "
            "định mới nếu cần."
        )
    if row.revision != based_on:
        raise ConflictError(
            f"Quyết định {title_of(row)} vừa được người khác sửa. Hãy mở lại để xem bản mới rồi "
            "sửa tiếp."
        )
    return row


def require_new(work: Work, draft: DecisionDraft, but: int = 0) -> None:
    """Refuse a second decision of one number, day and issuer. Raises InvalidInputError."""
    same_day = publications(
        work.session,
        Publication.unit_id == work.actor.office_id,
        Publication.ended_at.is_(None),
        Publication.decided_on == draft.decided_on,
        Publication.id != but,
    )
    wanted = (fold(draft.number), fold(draft.issuer))
    if any((fold(row.number), fold(row.issuer)) == wanted for row in same_day):
        raise InvalidInputError(
            "number",
            f"Quyết định {draft.number} ngày {day_text(draft.decided_on)} đã có trong sổ. Hãy mở "
            "quyết định đó để sửa.",
        )


def write_facts(row: Publication, draft: DecisionDraft) -> None:
    """Put what `draft` says of the decision itself into its row."""
    row.number, row.decided_on, row.issuer = draft.number, draft.decided_on, draft.issuer
    row.agency_name, row.effective_from = draft.agency_name, draft.effective_from
    row.note = draft.note
    row.stated_total, row.stated_province = draft.stated.total, draft.stated.province
    row.stated_district, row.stated_commune = draft.stated.district, draft.stated.commune


def write_items(work: Work, decision_id: int, items: tuple[ItemDraft, ...]) -> tuple[int, int]:
    """Make `items` what the decision says; return how many lines were written and ended."""
    before = {
        item.code: item for item in items_of(work.session, [decision_id]).get(decision_id, ())
    }
    wanted = {item.code: item for item in items}
    gone = [code for code, item in before.items() if wanted.get(code) != item]
    fresh = [code for code, item in wanted.items() if before.get(code) != item]
    connection = work.connection
    living = (PublishedItem.publication_id == decision_id, PublishedItem.ended_at.is_(None))
    for code in gone:
        connection.execute(
            update(PublishedItem)
            .where(*living, PublishedItem.code == code)
            .values(ended_at=work.now)
        )
    ordinals = {code: ordinal for ordinal, code in enumerate(wanted, start=1)}
    stored = connection.execute(select(PublishedItem.code, PublishedItem.ordinal).where(*living))
    for code, ordinal in stored.all():
        if ordinal != ordinals[code]:
            connection.execute(
                update(PublishedItem)
                .where(*living, PublishedItem.code == code)
                .values(ordinal=ordinals[code])
            )
    if fresh:
        connection.execute(
            insert(PublishedItem),
            [
                {
                    **_facts(wanted[code]),
                    "publication_id": decision_id,
                    "ordinal": ordinals[code],
                    "entered_at": work.now,
                    "ended_at": None,
                }
                for code in fresh
            ],
        )
    return len(fresh), len(gone)


def write_replaced(work: Work, row: Publication, wanted: tuple[int, ...]) -> Sequence[Publication]:
    """Make `wanted` the decisions that `row` replaces in whole; return those it changed.

    Raises InvalidInputError (`replaces`) for one that cannot be: later, or replaced already.
    """
    before = publications(work.session, Publication.replaced_by_id == row.id)
    changed = [each for each in before if each.id not in wanted]
    for each in changed:
        each.replaced_by_id = None
    for decision_id in wanted:
        replaced = own(work, decision_id)
        _require_replaceable(work, row, replaced)
        if replaced.replaced_by_id != row.id:
            replaced.replaced_by_id = row.id
            changed.append(replaced)
    return changed


def _require_replaceable(work: Work, row: Publication, replaced: Publication) -> None:
    if replaced.ended_at is not None:
        raise InvalidInputError(
            "replaces", f"Quyết định {title_of(replaced)} đã bỏ khỏi sổ. Hãy chọn lại."
        )
    mine, its = ((each.effective_from, each.decided_on, each.id) for each in (row, replaced))
    if its >= mine:
        raise InvalidInputError(
            "replaces",
            f"Quyết định {title_of(replaced)} không có trước quyết định {title_of(row)}, nên không "
            "thể bị thay thế. Hãy chọn lại.",
        )
    if replaced.replaced_by_id in {None, row.id}:
        return
    heir = own(work, replaced.replaced_by_id)
    if heir.ended_at is None:
        raise InvalidInputError(
            "replaces",
            f"Quyết định {title_of(replaced)} đã được quyết định {title_of(heir)} thay thế. Hãy "
            "bỏ chọn.",
        )


def logged(draft: DecisionDraft) -> Mapping[str, object]:
    """Return what the log says of a decision; its items by number and SHA-256."""
    return {
        "number": draft.number,
        "decided_on": draft.decided_on.isoformat(),
        "issuer": draft.issuer,
        "agency": draft.agency_name,
        "effective_from": draft.effective_from.isoformat(),
        "stated": [draft.stated.total, *draft.stated.parts],
        "items": len(draft.items),
        "items_sha256": sha256(msgspec.json.encode(draft.items)).hexdigest(),
        "replaces": list(draft.replaces),
    }


def _facts(item: ItemDraft) -> dict[str, object]:
    return {name: getattr(item, name) for name in ItemDraft.__dataclass_fields__}
