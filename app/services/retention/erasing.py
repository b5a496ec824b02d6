"""The erasing itself: people's columns are emptied, rows, numbers and the log's chain stay."""

from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from typing import Any, Final, TypeVar

import msgspec
from sqlalchemy import ColumnElement, bindparam, case, delete, select, update
from sqlalchemy.orm import InstrumentedAttribute

from app.models.custody import Handoff, HandoffItem
from app.models.dossiers import Attachment, Dossier, DossierDocument, Draft, Extension, Pause
from app.models.exchange import DeclinedDossier
from app.models.forms import IssuedForm
from app.models.log import LogDetail
from app.models.outcomes import PapersBack, Payment, Result
from app.models.periods import DossierLateReason
from app.models.petitions import Petition, PetitionEvent
from app.models.ratings import Rating
from app.models.search_index import forget_words
from app.services.dossiers.people_columns import INTAKE_COLUMNS
from app.services.forms.issuing import read_snapshot
from app.services.forms.notice_records import Letterhead
from app.services.forms.records import FormData, HandoffSlipData
from app.services.ledger.details import ERASED_ACT
from app.services.ledger.transactions import Work
from app.services.ledger.visibility import PersonalFact
from app.services.retention.due import ErasureDue
from app.text import words
from app.wording.texts import ERASED

# A printed form without its people: numbers, codes, dates and the office's own words stay.
#
# Whatever is text is blanked unless it is named here, so a field that is added later is blanked
# too.

_T = TypeVar("_T")

KEPT: Final = frozenset(
    {
        *("number", "code", "code_check", "replaces", "payment_number", "result_number"),
        *("qr_payload", "lookup_url", "book_name"),
        *("procedure_code", "procedure_name", "case_name", "time_text", "due_text"),
        *("agency_name", "partner_names", "from_name", "to_name"),
        *("officer_name", "sender_name", "counter_name", "signer", "approver", "contact_phone"),
        *("result_text", "given_with", "office_words"),
    }
)
"""Texts of a form that say nothing of a citizen."""


def blanked(data: FormData) -> FormData:
    """Return `data` without what it says of people."""
    return _blank(data)


def blanked_lines(data: HandoffSlipData, codes: frozenset[str]) -> HandoffSlipData:
    """Return a slip on which the dossiers `codes` are without their people.

    Its note goes with them: nothing says which of them it is about.
    """
    lines = tuple(_blank(line) if line.code in codes else line for line in data.lines)
    return replace(data, lines=lines, note=ERASED if data.note else "")


def _blank(record: _T) -> _T:
    changes = {
        field.name: _without_people(field.name, getattr(record, field.name))
        for field in fields(record)  # type: ignore[arg-type]
    }
    return replace(record, **changes)  # type: ignore[type-var]


def _without_people(name: str, value: Any) -> Any:  # noqa: ANN401 - any field of any form
    if name in KEPT or isinstance(value, Enum | Letterhead):
        return value
    if isinstance(value, str):
        return ERASED if value else ""
    if isinstance(value, tuple):
        return tuple(_without_people(name, one) for one in value)
    return _blank(value) if is_dataclass(value) and not isinstance(value, type) else value


_BATCH: Final = 500
Column = InstrumentedAttribute[str]


def erase(work: Work, due: ErasureDue, done: ErasureDue) -> list[int]:
    """Erase what is `due`; `done` are the same dossiers once they are marked.

    Return the numbers of the log's entries of no dossier that lost their part kept apart.
    """
    run = work.connection.execute
    run(delete(Draft).where(due.drafts))
    run(delete(LogDetail).where(due.notes))
    others = list(work.session.scalars(due.other_notes))
    own = LogDetail.unit_id == work.actor.office_id
    for first in range(0, len(others), _BATCH):
        part = others[first : first + _BATCH]
        run(delete(LogDetail).where(own, LogDetail.seq.in_(part)))
    run(
        update(Attachment)
        .where(due.files)
        .values(
            name=ERASED,
            end_reason=_blanked(Attachment.end_reason),
            erased_at=work.now,
            salt=None,
        )
    )
    _blank_forms(work, due.forms)
    run(
        update(Dossier)
        .where(Dossier.id.in_(due.dossiers))
        .values(**_WITHOUT_PEOPLE, erased_at=work.now)
    )
    _erase_petitions(work, due, done)
    _erase_around(work, done)
    _blank_slips(work, done)
    _forget_and_tell(work, done)
    return others


def _blanked(column: Column) -> ColumnElement[str]:
    """Empty stays empty: that somebody said nothing is no secret."""
    return case((column != "", ERASED), else_="")


_WITHOUT_PEOPLE: Final[dict[str, Any]] = {
    "salt": None,
    "owner_name": ERASED,
    "owner_sort": "",
    "owner_sex": None,
    "submitter_name": _blanked(Dossier.submitter_name),
    **{
        one.column: _blanked(getattr(Dossier, one.column)) if one.fact is PersonalFact.WORDS else ""
        for one in INTAKE_COLUMNS
        if one.fact
    },
}


def _erase_petitions(work: Work, due: ErasureDue, done: ErasureDue) -> None:
    """Empty what petitions past their time say: who sent them, what about, what was noted."""
    run = work.connection.execute
    run(
        update(Petition)
        .where(Petition.id.in_(due.petitions))
        .values(
            sender_name=ERASED,
            sender_address="",
            sender_phone="",
            content=ERASED,
            erased_at=work.now,
            salt=None,
        )
    )
    run(
        update(PetitionEvent)
        .where(PetitionEvent.petition_id.in_(done.petitions))
        .values(note=_blanked(PetitionEvent.note), salt=None)
    )


def _erase_around(work: Work, done: ErasureDue) -> None:
    """Empty what else was written down of the dossiers' people, and free text about them."""
    run = work.connection.execute
    emptied: tuple[tuple[Any, Any, dict[str, Any]], ...] = (
        (
            DossierDocument,
            DossierDocument.dossier_id,
            {"name": case((DossierDocument.is_extra, ERASED), else_=DossierDocument.name)},
        ),
        (
            Result,
            Result.dossier_id,
            {
                "note": _blanked(Result.note),
                "collector_name": _blanked(Result.collector_name),
                "collector_id_number": "",
            },
        ),
        (Payment, Payment.dossier_id, {"payer_name": _blanked(Payment.payer_name)}),
        (
            PapersBack,
            PapersBack.dossier_id,
            {"receiver_name": _blanked(PapersBack.receiver_name), "receiver_id_number": ""},
        ),
        (HandoffItem, HandoffItem.dossier_id, {"reason": _blanked(HandoffItem.reason)}),
        (
            Rating,
            Rating.dossier_id,
            {"note": _blanked(Rating.note), "end_reason": _blanked(Rating.end_reason)},
        ),
        (
            DossierLateReason,
            DossierLateReason.dossier_id,
            {"note": _blanked(DossierLateReason.note)},
        ),
        (
            Pause,
            Pause.dossier_id,
            {"ground": _blanked(Pause.ground), "special_law": _blanked(Pause.special_law)},
        ),
        (Extension, Extension.dossier_id, {"ground": _blanked(Extension.ground)}),
    )
    for table, of_dossier, values in emptied:
        run(update(table).where(of_dossier.in_(done.dossiers)).values(**values, salt=None))
    slips = select(HandoffItem.handoff_id).where(HandoffItem.dossier_id.in_(done.dossiers))
    run(update(Handoff).where(Handoff.id.in_(slips)).values(note=_blanked(Handoff.note), salt=None))
    codes = select(Dossier.code).where(Dossier.id.in_(done.dossiers))
    run(
        update(DeclinedDossier)
        .where(DeclinedDossier.code.in_(codes))
        .values(reason=_blanked(DeclinedDossier.reason), salt=None)
    )


def _blank_forms(work: Work, which: ColumnElement[bool]) -> None:
    """Let the papers keep number, code, dates and QR; what they said of people goes."""
    _store(work, which, blanked)


def _blank_slips(work: Work, done: ErasureDue) -> None:
    """Blank the dossiers' own lines on handoff slips: those of others stay as they are."""
    codes = frozenset(
        work.session.scalars(select(Dossier.code).where(Dossier.id.in_(done.dossiers)))
    )

    def without_people(data: FormData) -> FormData:
        return blanked_lines(data, codes) if isinstance(data, HandoffSlipData) else data

    _store(work, done.slips, without_people)


def _store(
    work: Work, which: ColumnElement[bool], without_people: Callable[[FormData], FormData]
) -> None:
    """Store forms anew, a few at a time: years of them do not fit into memory.

    Which they are is asked once: it takes a look at every dossier.
    """
    ids = work.session.scalars(select(IssuedForm.id).where(which).order_by(IssuedForm.id)).all()
    for first in range(0, len(ids), _BATCH):
        rows = work.connection.execute(_SNAPSHOTS, {"ids": ids[first : first + _BATCH]}).all()
        said = [
            {
                "form": row.id,
                "said": msgspec.json.encode(
                    without_people(read_snapshot(row.kind, row.snapshot))
                ).decode(),
                "now": work.now,
            }
            for row in rows
        ]
        work.connection.execute(_STORE, said)


_SNAPSHOTS: Final = select(IssuedForm.id, IssuedForm.kind, IssuedForm.snapshot).where(
    IssuedForm.id.in_(bindparam("ids", expanding=True))
)
_STORE: Final = (
    update(IssuedForm)
    .where(IssuedForm.id == bindparam("form"))
    .values(
        snapshot=bindparam("said"),
        void_reason=_blanked(IssuedForm.void_reason),
        erased_at=bindparam("now"),
        salt=None,
    )
)


def _forget_and_tell(work: Work, done: ErasureDue) -> None:
    """Let the search find the dossiers by their codes alone, and log each."""
    rows = work.session.execute(
        select(Dossier.id, Dossier.code).where(Dossier.id.in_(done.dossiers)).order_by(Dossier.id)
    ).all()
    forget_words(work.connection, [(row.id, words(row.code)) for row in rows])
    for row in rows:
        work.log(ERASED_ACT, {}, dossier_id=row.id)
