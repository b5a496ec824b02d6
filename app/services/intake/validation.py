"""An intake as typed, checked and made clean; every problem names its field."""

import re
from dataclasses import replace
from datetime import date, datetime

from app.clock import local_date
from app.errors import InvalidInputError
from app.services.dossiers.records import HandedPaper, NewDossier, Owner, Submitter
from app.services.intake.identity import (
    check_email,
    check_number,
    check_personal_number,
    clean_phone,
)
from app.text import clean
from app.vocabulary.dossiers import ReturnBy
from app.vocabulary.people import PersonKind
from app.wording import captions
from app.wording.texts import money_text

_BIRTH = re.compile(r"\d{4}(-\d{2}-\d{2})?")
_FIRST_DAY, _LAST_DAY = date(2018, 1, 1), date(2100, 12, 31)
MAX_VND = 10_000_000_000
MAX_COPIES = 999
MAX_PAPERS = 300


def check_intake(new: NewDossier, now: datetime) -> NewDossier:
    """Return `new` with clean text. Raises InvalidInputError naming the first field that is off."""
    today = local_date(now)
    check_received(new.received_at, now)
    return replace(
        new,
        owner=_check_owner(new.owner, today),
        submitter=_check_submitter(new.submitter, today),
        papers=_check_papers(new.papers),
        request=clean(new.request, "request", limit=2000, lines=True),
        set_count=_whole("set_count", new.set_count, 1, 99, captions.SETS),
        return_address=_check_return_address(new),
        fee_vnd=_whole("fee_vnd", new.fee_vnd, 0, MAX_VND, captions.FEE),
        paid_vnd=_check_paid(new),
        note=clean(new.note, "note", limit=2000, lines=True),
        exempt_ground=clean(new.exempt_ground, "exempt_ground", limit=500),
    )


def check_received(received_at: datetime | None, now: datetime) -> None:
    """Raise InvalidInputError (`received`) for an instant to come or outside the calendar."""
    if received_at is None:
        return
    if received_at > now:
        raise InvalidInputError("received", "Thời điểm nhận ở tương lai. Hãy sửa ngày giờ nhận.")
    require_known_day(received_at)


def require_known_day(received_at: datetime) -> None:
    """Raise InvalidInputError (`received`) for a day before or after every calendar here."""
    if local_date(received_at) < _FIRST_DAY:
        raise InvalidInputError("received", "Ngày nhận trước năm 2018, ngoài lịch chương trình.")
    if local_date(received_at) > _LAST_DAY:
        raise InvalidInputError("received", "Ngày nhận sau năm 2100, ngoài lịch chương trình.")


def _check_owner(owner: Owner, today: date) -> Owner:
    name = clean(owner.name, "owner_name", limit=300)
    if not name or not any(char.isalpha() for char in name):
        raise InvalidInputError("owner_name", "Chưa có họ tên (tên tổ chức) của chủ hồ sơ.")
    birth = _check_birth(owner.birth, today)
    number = clean(owner.id_number, "owner_id", limit=32).replace(" ", "").upper()
    if number and owner.kind is PersonKind.CITIZEN:
        check_personal_number(number, "owner_id", today, birth=birth, sex=owner.sex)
    elif number:
        check_number(owner.kind, number, "owner_id", today)
    email = clean(owner.email, "email", limit=200)
    check_email(email, "email")
    return replace(
        owner,
        name=name,
        id_number=number,
        birth=birth,
        address=clean(owner.address, "address", limit=500),
        phone=clean_phone(clean(owner.phone, "phone", limit=32), "phone"),
        email=email,
    )


def _check_birth(birth: str, today: date) -> str:
    if not birth:
        return ""
    if not _BIRTH.fullmatch(birth):
        raise InvalidInputError("birth", "Ngày sinh ghi dd/mm/yyyy, hoặc chỉ năm sinh.")
    try:
        day = date.fromisoformat(birth if len(birth) == 10 else f"{birth}-01-01")
    except ValueError:
        raise InvalidInputError("birth", "Không có ngày sinh này trong lịch.") from None
    if day > today:
        raise InvalidInputError("birth", "Ngày sinh ở tương lai. Hãy sửa lại.")
    if day.year < today.year - 130:
        raise InvalidInputError("birth", "Ngày sinh quá xa. Hãy kiểm tra năm sinh.")
    return birth


def _check_submitter(submitter: Submitter | None, today: date) -> Submitter | None:
    if submitter is None:
        return None
    name = clean(submitter.name, "submitter_name", limit=300)
    if not name:
        raise InvalidInputError(
            "submitter_name", "Chưa có họ tên người được ủy quyền. Hãy nhập hoặc chọn chính chủ."
        )
    number = clean(submitter.id_number, "submitter_id", limit=32).replace(" ", "").upper()
    if number:
        check_personal_number(number, "submitter_id", today)
    phone = clean_phone(clean(submitter.phone, "submitter_phone", limit=32), "submitter_phone")
    return Submitter(name, number, phone)


def _check_papers(papers: tuple[HandedPaper, ...]) -> tuple[HandedPaper, ...]:
    if len(papers) > MAX_PAPERS:
        raise InvalidInputError("papers", f"Hồ sơ có hơn {MAX_PAPERS} giấy tờ; hãy gộp lại.")
    return tuple(_check_paper(paper) for paper in papers)


def _check_paper(paper: HandedPaper) -> HandedPaper:
    name = clean(paper.name, "papers", limit=2000)
    if not name:
        raise InvalidInputError("papers", "Có giấy tờ chưa ghi tên.")
    counts = (paper.original, paper.certified, paper.plain, paper.electronic)
    for count in counts:
        _whole("papers", count, 0, MAX_COPIES, f"Số lượng của “{name[:60]}”")
    if not any(counts):
        raise InvalidInputError("papers", f"Giấy tờ “{name[:60]}” chưa ghi số lượng.")
    return replace(paper, name=name)


def _check_return_address(new: NewDossier) -> str:
    address = clean(new.return_address, "return_address", limit=500)
    if new.return_by is ReturnBy.POST and not (address or new.owner.address.strip()):
        raise InvalidInputError(
            "return_address", "Trả kết quả qua bưu chính cần địa chỉ nhận. Hãy nhập địa chỉ."
        )
    return address


def _check_paid(new: NewDossier) -> int:
    paid = _whole("paid_vnd", new.paid_vnd, 0, MAX_VND, captions.AMOUNT_PAID)
    if paid > new.fee_vnd:
        raise InvalidInputError("paid_vnd", "Số tiền thu lớn hơn phí, lệ phí của hồ sơ.")
    return paid


def _whole(field: str, value: int, least: int, most: int, name: str) -> int:
    if not least <= value <= most:
        raise InvalidInputError(field, f"{name} phải từ {least} đến {most}.")
    return value


def settle_exemption(new: NewDossier, fee_of_case: int) -> NewDossier:
    """Return `new` whose ground stands only where less than the case's fee is taken.

    Raises InvalidInputError (`exempt_ground`) for a lower fee without its ground.
    """
    if new.fee_vnd >= fee_of_case:
        return replace(new, exempt_ground="")
    if not new.exempt_ground:
        raise InvalidInputError(
            "exempt_ground",
            f"Mức thu thấp hơn phí, lệ phí của trường hợp này ({money_text(fee_of_case)}). "
            "Hãy ghi căn cứ miễn, giảm.",
        )
    return new
