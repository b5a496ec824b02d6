"""The register of petitions: receiving them, each act on them, lists, one whole."""

from datetime import date, datetime
from typing import Final

from sqlalchemy import select

from app.errors import NotFoundError, RuleBrokenError
from app.models.petitions import Petition
from app.services.dossiers.decision import moment_of
from app.services.figures.period import period_of
from app.services.forms.issuing import Issued, next_number
from app.services.forms.keys import SigningKey
from app.services.intake.storing import minute_of
from app.services.ledger.records import Actor
from app.services.ledger.rights import Right
from app.services.ledger.transactions import Reading, Transactions, Work
from app.services.ledger.visibility import ROWS, Use, masks_for
from app.services.office.calendar import CalendarCache
from app.services.petitions.checking import clean_petition, clean_said, status_after
from app.services.petitions.figures import (
    Complaint,
    PetitionFigures,
    complaints_in,
    petition_figures_in,
    petitions_behind_in,
)
from app.services.petitions.history import (
    Happening,
    History,
    add_event,
    history_of,
    log_act,
    log_receipt,
    petition_named,
    times_of,
)
from app.services.petitions.lifecycle import FIRST_STATUS, require, require_move
from app.services.petitions.linking import choices_of, linked, receiver_name
from app.services.petitions.listing import count_open, petition_view, select_petitions
from app.services.petitions.papers import (
    BOOK,
    is_answered_on_paper,
    issue_answer,
    issue_receipt,
)
from app.services.petitions.records import (
    NewPetition,
    PetitionBehind,
    PetitionChoices,
    PetitionDone,
    PetitionFilter,
    PetitionList,
    PetitionSaid,
    PetitionView,
)
from app.vocabulary.petitions import PetitionAct
from app.wording.texts import moment_text

LIST_MAX: Final = 500


class Petitions:
    """Receives petitions and carries out what the table of `lifecycle` allows."""

    def __init__(
        self, transactions: Transactions, calendars: CalendarCache, key: SigningKey
    ) -> None:
        self._tx = transactions
        self._calendars = calendars
        self._key = key

    def receive(self, actor: Actor, new: NewPetition) -> PetitionDone:
        """Enter a petition under the year's next number; the same draft again changes nothing.

        Raises InvalidInputError naming a field (who gives no name, address and telephone is
        anonymous), RuleBrokenError for a day that is closed.
        """
        with self._tx.write(actor, Right.KEEP_PETITIONS) as work:
            typed = clean_petition(new, work.now)
            known = work.session.scalars(
                select(Petition).where(Petition.draft_id == typed.draft_id)
            ).first()
            if known is not None:
                return _done(known, was_known=True)
            return self._receive(work, typed)

    def act(
        self, actor: Actor, petition_id: int, act: PetitionAct, said: PetitionSaid
    ) -> PetitionDone:
        """Do one act on a petition, as the table allows it now.

        Raises RuleBrokenError saying what is true now, InvalidInputError naming what is missing,
        NotFoundError.
        """
        with self._tx.write(actor, Right.KEEP_PETITIONS) as work:
            petition = _own(work, petition_id)
            _require_kept(petition)
            history = history_of(work.session, petition.id)
            typed = clean_said(act, said)
            require(act, history.situation, typed.note)
            at = moment_of(work.now, typed.at)
            _require_order(petition, history, at)
            to_name = receiver_name(work, act, typed)
            after = status_after(
                act, history.situation, typed, is_within=typed.to_unit_id is not None
            )
            require_move(act, history.last.status, after)
            it = Happening(act=act, at=at, status=after, said=typed, to_name=to_name)
            calendar = self._calendars.load(work.session, actor.office_id)
            times = times_of(petition.received_at, history, it, calendar)
            mark = log_act(work, petition, it, times.due)
            issued = issue_answer(work, petition, it, history) if is_answered_on_paper(it) else None
            form_id = issued.form_id if issued else None
            ordinal = history.last.ordinal + 1
            add_event(work, petition, it, times, ordinal=ordinal, log_seq=mark.seq, form_id=form_id)
            return _done(petition, issued)

    def list(self, actor: Actor, wanted: PetitionFilter, limit: int = LIST_MAX) -> PetitionList:
        """Return the office's petitions, open ones first, what has to be done soonest first."""
        with self._tx.read(actor, Right.KEEP_PETITIONS) as reading:
            rows = select_petitions(reading, wanted, ROWS, limit)
            is_open, overdue = count_open(reading)
            return PetitionList(rows=rows, open=is_open, overdue=overdue)

    def one(self, actor: Actor, petition_id: int) -> PetitionView:
        """Return a petition with everything its page shows. Raises NotFoundError."""
        with self._tx.read(actor, Right.KEEP_PETITIONS) as reading:
            petition = _own(reading, petition_id)
            calendar = self._calendars.load(reading.session, actor.office_id)
            masks = masks_for(Use.DOSSIER, reading.roles)
            return petition_view(reading, petition, calendar, masks)

    def id_of(self, actor: Actor, number: str, year: int) -> int:
        """Return the id of the petition of that number and year. Raises NotFoundError."""
        with self._tx.read(actor, Right.KEEP_PETITIONS) as reading:
            return petition_named(reading.session, actor.office_id, number, year).id

    def choices(self, actor: Actor) -> PetitionChoices:
        """Return whom petitions can be forwarded to, and whom they can speak of."""
        with self._tx.read(actor, Right.KEEP_PETITIONS) as reading:
            return choices_of(reading)

    def figures(self, actor: Actor, first_day: date, last_day: date) -> PetitionFigures:
        """Return the figures of [first_day, last_day], up to now where that is not over.

        Raises InvalidInputError for a bad period, RuleBrokenError where they do not add up.
        """
        with self._tx.read(actor, Right.SEE_FIGURES) as reading:
            period = period_of(actor.office_id, first_day, last_day, reading.now)
            return petition_figures_in(reading.session, period)

    def rows_behind(
        self, actor: Actor, figure: str, days: tuple[date, date]
    ) -> tuple[PetitionBehind, ...]:
        """Return the petitions that a figure of `days` counts, by its code in `catalogue`.

        People's numbers are hidden as in the list. Raises InvalidInputError (`from`, `to`,
        `figure`).
        """
        with self._tx.read(actor, Right.KEEP_PETITIONS) as reading:
            period = period_of(actor.office_id, *days, reading.now)
            return petitions_behind_in(reading, period, figure)

    def complaints(self, actor: Actor, first_day: date, last_day: date) -> tuple[Complaint, ...]:
        """Return the complaints about conduct received in the period.

        Raises InvalidInputError for a bad period.
        """
        with self._tx.read(actor, Right.SEE_FIGURES) as reading:
            period = period_of(actor.office_id, first_day, last_day, reading.now)
            return complaints_in(reading.session, period)

    def _receive(self, work: Work, new: NewPetition) -> PetitionDone:
        links = linked(work, new)
        received_at = minute_of(new.received_at or work.now)
        number = next_number(work, BOOK, received_at)
        petition = Petition(
            unit_id=work.actor.office_id,
            year=number.year,
            ordinal=number.ordinal,
            number=number.text,
            draft_id=new.draft_id,
            received_at=received_at,
            entered_at=work.now,
            entered_by=work.actor.officer_id,
            is_late_entry=new.received_at is not None,
            channel=new.channel,
            kind=new.kind,
            about=new.about,
            sender_name=new.sender_name,
            sender_address=new.sender_address,
            sender_phone=new.sender_phone,
            content=new.content,
            dossier_id=links.dossier_id,
            officer_id=links.officer_id,
            procedure_id=links.procedure_id,
            status=FIRST_STATUS,
            last_at=received_at,
        )
        work.session.add(petition)
        work.session.flush()
        it = Happening(
            act=PetitionAct.RECEIVE, at=received_at, status=FIRST_STATUS, said=PetitionSaid()
        )
        calendar = self._calendars.load(work.session, work.actor.office_id)
        times = times_of(received_at, None, it, calendar)
        mark = log_receipt(work, petition, times.due)
        signing = self._key, mark
        issued = issue_receipt(work, petition, times.due, signing, prints=new.prints)
        add_event(work, petition, it, times, ordinal=1, log_seq=mark.seq, form_id=issued.form_id)
        return _done(petition, issued if new.prints else None)


def _own(reading: Reading, petition_id: int) -> Petition:
    found = reading.session.get(Petition, petition_id)
    if found is None or found.unit_id != reading.actor.office_id:
        raise NotFoundError("Không tìm thấy phản ánh, kiến nghị này trong sổ.")
    return found


def _require_kept(petition: Petition) -> None:
    if petition.erased_at is not None:
        raise RuleBrokenError(
            f"Dữ liệu của phản ánh, kiến nghị {petition.number} đã xóa khi hết thời hạn lưu nên "
            "không ghi thêm được."
        )


def _require_order(petition: Petition, history: History, at: datetime) -> None:
    if at < history.last.at:
        raise RuleBrokenError(
            f"Phản ánh, kiến nghị {petition.number} đã có việc ghi lúc "
            f"{moment_text(history.last.at)}; không thể ghi một việc sớm hơn."
        )


def _done(
    petition: Petition, issued: Issued | None = None, *, was_known: bool = False
) -> PetitionDone:
    return PetitionDone(
        petition_id=petition.id,
        number=petition.number,
        status=petition.status,
        due_at=petition.due_at,
        form_id=issued.form_id if issued else 0,
        job_id=issued.job_id if issued else 0,
        was_known=was_known,
    )
