"""The register of published procedures: decisions entered, corrected, ended, searched, counted."""

from datetime import date
from pathlib import Path

from sqlalchemy import ColumnElement

from app.clock import local_date
from app.errors import InvalidInputError
from app.models.publishing import Publication
from app.services.figures.entered_late import stretches_in
from app.services.figures.period import period_of
from app.services.ledger.records import Actor, required_reason
from app.services.ledger.rights import Right
from app.services.ledger.transactions import Reading, Transactions, Work
from app.services.publishing.counts import PublishedFigures, behind_count, published_in
from app.services.publishing.item_files import (
    ItemFile,
    catalogue_items,
    known_procedures,
    read_items,
)
from app.services.publishing.records import (
    CountedAs,
    CountedProcedures,
    DecisionDraft,
    DecisionFilter,
    DecisionLine,
    DecisionView,
    ItemDraft,
    ItemLine,
)
from app.services.publishing.replay import in_force, require_sound
from app.services.publishing.stored import (
    catalogue_ids,
    items_of,
    lines_of,
    living,
    publications,
    stated_of,
    title_of,
    write_versions,
)
from app.services.publishing.storing import (
    changeable,
    logged,
    own,
    require_new,
    write_facts,
    write_items,
    write_replaced,
)
from app.services.publishing.validation import checked
from app.text import clean, fold
from app.vocabulary.office import Level


class Publishing:
    """Keeps the decisions; nothing is deleted, and each change is in the log."""

    def __init__(self, transactions: Transactions) -> None:
        self._tx = transactions

    def decisions(
        self, actor: Actor, wanted: DecisionFilter | None = None
    ) -> tuple[DecisionLine, ...]:
        """Return the decisions that `wanted` lets through, the newest first."""
        wanted = wanted or DecisionFilter()
        with self._tx.read(actor, Right.SEE_FIGURES) as reading:
            rows = publications(reading.session, *_conditions(actor.office_id, wanted))[::-1]
            if wanted.text.strip():
                rows = _matching(reading, list(rows), wanted.text)
            return lines_of(reading.session, rows)

    def one(self, actor: Actor, decision_id: int) -> DecisionView:
        """Return a decision with its items. Raises NotFoundError."""
        with self._tx.read(actor, Right.SEE_FIGURES) as reading:
            return _view(reading, own(reading, decision_id))

    def figures(
        self, actor: Actor, first_day: date, last_day: date, at: date | None = None
    ) -> PublishedFigures:
        """Return the decisions of a span and what is in force at `at`, its last day for None.

        Raises InvalidInputError for a bad span.
        """
        with self._tx.read(actor, Right.SEE_FIGURES) as reading:
            period_of(actor.office_id, first_day, last_day, reading.now)
            return published_in(
                reading.session, actor.office_id, first_day, last_day, at or last_day
            )

    def behind(
        self,
        actor: Actor,
        at: date,
        column: CountedAs,
        level: Level | None = None,
        agency: str | None = None,
    ) -> CountedProcedures:
        """Return the procedures that one count of `at` is made of; `agency` is its row's key."""
        with self._tx.read(actor, Right.SEE_FIGURES) as reading:
            known = stretches_in(reading.session, actor.office_id).of(at).known_at
            standing = in_force(living(reading.session, actor.office_id, known), at)
            return behind_count(standing, at, column, level, agency)

    def read_items(self, actor: Actor, path: Path) -> ItemFile:
        """Return the procedures a file lists; what a row leaves out is filled by its code.

        Nothing is stored. Raises InvalidInputError for `file` where it cannot be read.
        """
        with self._tx.read(actor, Right.KEEP_REGISTERS) as reading:
            known = known_procedures(reading.session, actor.office_id)
            today = local_date(reading.now)
        return read_items(path, known, today)

    def from_catalogue(self, actor: Actor, number: str) -> tuple[ItemDraft, ...]:
        """Return the catalogue's procedures of decision `number`.

        Raises InvalidInputError (`number`) where it is empty or the catalogue names it nowhere.
        """
        wanted = clean(number, "number", limit=60)
        if not wanted:
            raise InvalidInputError("number", "Chưa có số quyết định. Hãy nhập số rồi lấy.")
        with self._tx.read(actor, Right.KEEP_REGISTERS) as reading:
            found = catalogue_items(reading.session, wanted)
        if not found:
            raise InvalidInputError(
                "number",
                f"Danh mục chưa có thủ tục nào ghi quyết định {wanted}. Hãy nhập từ tệp hoặc thêm "
                "từng thủ tục.",
            )
        return found

    def enter(self, actor: Actor, draft: DecisionDraft) -> DecisionView:
        """Enter a decision. Raises InvalidInputError for what breaks a rule or is there already."""
        with self._tx.write(actor, Right.KEEP_REGISTERS) as work:
            good = checked(draft, local_date(work.now))
            require_new(work, good)
            before = living(work.session, actor.office_id)
            row = Publication(
                unit_id=actor.office_id,
                revision=1,
                entered_at=work.now,
                entered_by=actor.officer_id,
                ended_note="",
            )
            write_facts(row, good)
            work.session.add(row)
            work.session.flush()
            write_items(work, row.id, good.items)
            replaced = write_replaced(work, row, good.replaces)
            write_versions(work, [row, *replaced])
            require_sound(before, living(work.session, actor.office_id), row.id)
            work.log("publication_entered", logged(good), personal=_words(good.note))
            return _view(work, row)

    def correct(
        self, actor: Actor, decision_id: int, draft: DecisionDraft, *, based_on: int
    ) -> DecisionView:
        """Make `draft` what the register says of a decision; one that changes nothing is no change.

        `based_on` is the revision the editor started from. Raises InvalidInputError, NotFoundError,
        RuleBrokenError for an ended decision or where a later one would lose what it abolishes, and
        ConflictError where somebody else has changed it meanwhile.
        """
        with self._tx.write(actor, Right.KEEP_REGISTERS) as work:
            row = changeable(work, decision_id, based_on)
            good = checked(draft, local_date(work.now))
            was = _draft_of(work, row)
            if good == was:
                return _view(work, row)
            require_new(work, good, but=decision_id)
            before = living(work.session, actor.office_id)
            write_facts(row, good)
            row.revision += 1
            written, ended = write_items(work, row.id, good.items)
            replaced = write_replaced(work, row, good.replaces)
            write_versions(work, [row, *replaced])
            _require_heirs_behind(work, row)
            require_sound(before, living(work.session, actor.office_id), row.id)
            facts = {**logged(good), "before": logged(was), "written": written, "ended": ended}
            work.log("publication_corrected", facts, personal=_words(good.note))
            return _view(work, row)

    def end(self, actor: Actor, decision_id: int, reason: str, *, based_on: int) -> DecisionView:
        """Take a decision entered in error out of the register; it stays, counted no more.

        Raises as `correct` does, and InvalidInputError (`reason`).
        """
        said = required_reason(reason, "bỏ quyết định khỏi sổ")
        with self._tx.write(actor, Right.KEEP_REGISTERS) as work:
            row = changeable(work, decision_id, based_on)
            before = living(work.session, actor.office_id)
            was = _draft_of(work, row)
            row.ended_at, row.ended_by, row.ended_note = work.now, actor.officer_id, said
            row.revision += 1
            write_versions(work, [row])
            require_sound(before, living(work.session, actor.office_id), row.id)
            work.log("publication_ended", logged(was), personal={"reason": said})
            return _view(work, row)


def _conditions(office_id: int, wanted: DecisionFilter) -> list[ColumnElement[bool]]:
    found = [Publication.unit_id == office_id]
    if not wanted.has_ended:
        found.append(Publication.ended_at.is_(None))
    if wanted.first_day is not None:
        found.append(Publication.decided_on >= wanted.first_day)
    if wanted.last_day is not None:
        found.append(Publication.decided_on <= wanted.last_day)
    return found


def _matching(reading: Reading, rows: list[Publication], text: str) -> list[Publication]:
    """Return the decisions whose own words, or one of whose items, hold every word of `text`."""
    wanted = fold(text).split()
    items = items_of(reading.session, [row.id for row in rows])

    def holds(*texts: str) -> bool:
        said = fold(" ".join(texts))
        return all(word in said for word in wanted)

    return [
        row
        for row in rows
        if holds(row.number, row.issuer, row.agency_name, row.note)
        or any(holds(item.code, item.name) for item in items.get(row.id, ()))
    ]


def _draft_of(reading: Reading, row: Publication) -> DecisionDraft:
    return DecisionDraft(
        number=row.number,
        decided_on=row.decided_on,
        issuer=row.issuer,
        agency_name=row.agency_name,
        effective_from=row.effective_from,
        note=row.note,
        stated=stated_of(row),
        items=items_of(reading.session, [row.id]).get(row.id, ()),
        replaces=tuple(
            sorted(
                each.id
                for each in publications(reading.session, Publication.replaced_by_id == row.id)
            )
        ),
    )


def _view(reading: Reading, row: Publication) -> DecisionView:
    draft = _draft_of(reading, row)
    known = catalogue_ids(reading.session, (item.code for item in draft.items))
    replaced = publications(reading.session, Publication.replaced_by_id == row.id)
    return DecisionView(
        line=lines_of(reading.session, [row])[0],
        draft=draft,
        items=tuple(ItemLine(item=item, procedure_id=known.get(item.code)) for item in draft.items),
        replaced=tuple(title_of(each) for each in replaced),
        ended_note=row.ended_note,
    )


def _require_heirs_behind(work: Work, row: Publication) -> None:
    """Refuse days that put a decision behind the one that replaces it."""
    if row.replaced_by_id is None:
        return
    heir = own(work, row.replaced_by_id)
    mine, its = ((each.effective_from, each.decided_on, each.id) for each in (row, heir))
    if heir.ended_at is None and its <= mine:
        raise InvalidInputError(
            "effective_from",
            f"Quyết định {title_of(heir)} thay thế quyết định này nên phải có sau. Hãy xem lại "
            "ngày có hiệu lực.",
        )


def _words(note: str) -> dict[str, object] | None:
    return {"note": note} if note else None
