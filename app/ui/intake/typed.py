"""The intake as typed, letter by letter: what a draft keeps and a registration is made from."""

import unicodedata
from dataclasses import dataclass, replace
from datetime import date, datetime

import msgspec

from app.clock import from_local
from app.errors import InvalidInputError
from app.services.dossiers.records import (
    DossierView,
    NewDossier,
    Owner,
    Submitter,
)
from app.ui.intake.papers import PaperEntry, entry_of
from app.ui.widgets.inputs import parse_date, parse_time
from app.vocabulary.dossiers import Channel, ReturnBy
from app.vocabulary.forms import FormKind
from app.vocabulary.people import PersonKind, Sex
from app.wording import sentences


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedPeople:
    """Whose dossier it is and who brings it; `birth` as typed."""

    owner_kind: PersonKind = PersonKind.CITIZEN
    owner_id: str = ""
    owner_name: str = ""
    birth: str = ""
    sex: Sex | None = None
    phone: str = ""
    email: str = ""
    address: str = ""
    is_authorised: bool = False
    submitter_name: str = ""
    submitter_id: str = ""
    submitter_phone: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedWishes:
    """How the result is collected, what is paid, and what is noted."""

    return_by: ReturnBy = ReturnBy.COUNTER
    return_address: str = ""
    fee_vnd: int = 0
    paid_vnd: int = 0
    request: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedSpecial:
    """What few dossiers need: another unit's competence, an earlier receipt, a lower fee's ground.

    `received_day` and `received_time` are as typed, and hold while `is_late`.
    """

    competent_id: int | None = None
    is_late: bool = False
    received_day: str = ""
    received_time: str = ""
    exempt_ground: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedIntake:
    """The whole form; `correcting` is the code of the dossier being corrected, if one is.

    `seen_receipt` is the number of the receipt that was in force when the correction began.
    """

    procedure_id: int = 0
    case_id: int = 0
    case_name: str = ""
    channel: Channel = Channel.COUNTER
    people: TypedPeople = TypedPeople()
    papers: tuple[PaperEntry, ...] = ()
    set_count: int = 1
    wishes: TypedWishes = TypedWishes()
    special: TypedSpecial = TypedSpecial()
    correcting: str = ""
    seen_receipt: str = ""
    reason: str = ""

    @property
    def is_blank(self) -> bool:
        """Say whether nothing would be lost with it: choices alone are nothing typed."""
        return replace(self, channel=Channel.COUNTER, set_count=1) == TypedIntake(
            people=TypedPeople(owner_kind=self.people.owner_kind),
            wishes=TypedWishes(return_by=self.wishes.return_by),
            special=TypedSpecial(
                competent_id=self.special.competent_id, is_late=self.special.is_late
            ),
        )

    def of_same_people(self) -> "TypedIntake":
        """Return an empty form for the same people."""
        return TypedIntake(channel=self.channel, people=self.people)


def encode(typed: TypedIntake) -> str:
    """Return the text a draft is kept as."""
    return msgspec.json.encode(typed).decode()


def draft_text(typed: TypedIntake) -> str:
    """Return the text to keep of a form; "" for one in which nothing would be lost."""
    return "" if typed.is_blank else encode(typed)


def decode(content: str) -> TypedIntake:
    """Return a kept draft. Raises InvalidInputError for one this version cannot read."""
    try:
        return msgspec.json.decode(content, type=TypedIntake)
    except (msgspec.MsgspecError, RecursionError):
        raise InvalidInputError(
            "draft", "Bản nháp này của phiên bản khác nên không mở lại được. Hãy nhập lại hồ sơ."
        ) from None


def to_new(typed: TypedIntake, draft_id: str, today: date) -> NewDossier:
    """Return the intake to register. Raises InvalidInputError naming the field that is off."""
    if not typed.case_id:
        raise InvalidInputError("procedure", sentences.NO_PROCEDURE_CHOSEN)
    return _new(typed, draft_id, _birth(typed.people, today), received_of(typed, today))


def to_preview(typed: TypedIntake, today: date) -> NewDossier:
    """Return the intake as a preview shows it: whatever is there by now."""
    return _new(typed, "preview", "", received_or_none(typed, today))


def received_of(typed: TypedIntake, today: date) -> datetime | None:
    """Return the earlier receipt typed; None for one received now, or corrected.

    Raises InvalidInputError (`received`, `received_time`).
    """
    special = typed.special
    if not special.is_late or typed.correcting:
        return None
    if not special.received_day.strip():
        raise InvalidInputError("received", "Chưa ghi ngày đã nhận. Hãy gõ ngày ghi trên giấy.")
    try:
        day = parse_date(special.received_day, today).day
    except ValueError as error:
        raise InvalidInputError("received", str(error)) from None
    if not special.received_time.strip():
        raise InvalidInputError("received_time", "Chưa ghi giờ đã nhận. Hãy gõ giờ, ví dụ 08:10.")
    try:
        moment = parse_time(special.received_time)
    except ValueError as error:
        raise InvalidInputError("received_time", str(error)) from None
    return from_local(day, moment) if day else None


def received_or_none(typed: TypedIntake, today: date) -> datetime | None:
    """Return the earlier receipt as far as it can be read by now."""
    try:
        return received_of(typed, today)
    except InvalidInputError:
        return None


def owner_of(people: TypedPeople, birth: str) -> Owner:
    """Return the owner as typed, in one normal form."""
    is_citizen = people.owner_kind is PersonKind.CITIZEN
    return Owner(
        name=_nfc(people.owner_name),
        kind=people.owner_kind,
        id_number=_nfc(people.owner_id).replace(" ", "").upper(),
        birth=birth if is_citizen else "",
        sex=people.sex if is_citizen else None,
        address=_nfc(people.address),
        phone=_nfc(people.phone),
        email=_nfc(people.email),
    )


def people_of(owner: Owner, submitter: Submitter | None) -> TypedPeople:
    """Return stored people as the form shows them."""
    return TypedPeople(
        owner_kind=owner.kind,
        owner_id=owner.id_number,
        owner_name=owner.name,
        birth=birth_shown(owner.birth),
        sex=owner.sex,
        phone=owner.phone,
        email=owner.email,
        address=owner.address,
        is_authorised=submitter is not None,
        submitter_name=submitter.name if submitter else "",
        submitter_id=submitter.id_number if submitter else "",
        submitter_phone=submitter.phone if submitter else "",
    )


def typed_of(view: DossierView) -> TypedIntake:
    """Return a registered dossier as the form shows it for a correction."""
    return TypedIntake(
        procedure_id=view.procedure_id,
        case_id=view.case_id,
        case_name=view.case_name,
        channel=view.channel,
        people=people_of(view.owner, view.submitter),
        papers=tuple(entry_of(paper) for paper in view.papers),
        set_count=view.set_count,
        wishes=TypedWishes(
            return_by=view.return_by,
            return_address=view.return_address,
            fee_vnd=view.fee_vnd,
            request=view.request,
            note=view.note,
        ),
        special=TypedSpecial(competent_id=view.competent_id, exempt_ground=view.exempt_ground),
        correcting=view.row.code,
        seen_receipt=_receipt_in_force(view),
    )


def _receipt_in_force(view: DossierView) -> str:
    numbers = (
        form.number for form in view.forms if form.kind is FormKind.RECEIPT and not form.is_void
    )
    return next(numbers, "")


def birth_shown(stored: str) -> str:
    """Return yyyy-mm-dd as dd/MM/yyyy; a year alone stays."""
    return f"{date.fromisoformat(stored):%d/%m/%Y}" if len(stored) == 10 else stored


def _birth(people: TypedPeople, today: date) -> str:
    if people.owner_kind is not PersonKind.CITIZEN or not people.birth.strip():
        return ""
    try:
        meant = parse_date(people.birth, today, year_alone=True)
    except ValueError as error:
        raise InvalidInputError("birth", str(error)) from None
    return meant.day.isoformat() if meant.day else str(meant.year)


def _new(typed: TypedIntake, draft_id: str, birth: str, received_at: datetime | None) -> NewDossier:
    people, wishes, special = typed.people, typed.wishes, typed.special
    submitter = Submitter(
        _nfc(people.submitter_name), _nfc(people.submitter_id), _nfc(people.submitter_phone)
    )
    return NewDossier(
        draft_id=draft_id,
        case_id=typed.case_id,
        owner=owner_of(people, birth),
        papers=tuple(
            replace(entry.handed(), name=_nfc(entry.name))
            for entry in typed.papers
            if entry.is_present
        ),
        submitter=submitter if people.is_authorised else None,
        channel=typed.channel,
        received_at=received_at,
        request=_nfc(wishes.request),
        set_count=typed.set_count,
        return_by=wishes.return_by,
        return_address=_nfc(wishes.return_address),
        fee_vnd=wishes.fee_vnd,
        paid_vnd=0 if typed.correcting else wishes.paid_vnd,
        note=_nfc(wishes.note),
        exempt_ground=_nfc(special.exempt_ground),
        competent_id=special.competent_id,
    )


def _nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text).strip()
