"""Petitions as they are typed, and a life for each end."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import uuid4

from app.services.petitions.records import NewPetition, PetitionSaid
from app.vocabulary.petitions import (
    Criterion,
    Finding,
    PetitionAbout,
    PetitionAct,
    PetitionChannel,
    PetitionClass,
    PetitionKind,
    PetitionOutcome,
    PublishedBy,
)

SENDER = "Phạm Thị Phản"
ADDRESS = "Ấp 3, xã An Thử, tỉnh Tây Ninh"
PHONE = "0987654321"
CONTENT = "Đề nghị bỏ yêu cầu nộp bản sao hộ khẩu khi đăng ký khai sinh."

A = PetitionAct
Said = tuple[PetitionAct, PetitionSaid]


def typed(**facts: Any) -> NewPetition:
    """Return a petition about a rule; `facts` are its other fields."""
    wanted = NewPetition(
        draft_id=str(uuid4()),
        channel=PetitionChannel.IN_PERSON,
        kind=PetitionKind.PROPOSAL,
        about=PetitionAbout.RULE,
        sender_name=SENDER,
        sender_address=ADDRESS,
        sender_phone=PHONE,
        content=CONTENT,
    )
    return replace(wanted, **facts)


def classed(petition_class: PetitionClass, note: str = "") -> Said:
    return A.CLASSIFY, PetitionSaid(petition_class=petition_class, note=note)


OWN = classed(PetitionClass.OWN_RULE)
CONDUCT = classed(PetitionClass.CONDUCT)
OTHER = classed(PetitionClass.OTHER_RULE)
REFUSED = classed(PetitionClass.NOT_RECEIVED, "Nội dung không rõ")
ASK = A.ASK_INFORMATION, PetitionSaid(note="Cho biết ngày nộp hồ sơ")
INFORMED = A.INFORMATION_IN, PetitionSaid(note="Nộp ngày 20/11")
PASS_ON = A.FORWARD, PetitionSaid(to_name="Bộ Tư pháp")
STUDIED = A.STUDY, PetitionSaid(has_ground=True, criteria=(Criterion.NECESSITY,))
DECIDED = A.DECIDE, PetitionSaid(outcome=PetitionOutcome.AMEND, note="Bỏ thành phần này")
ANSWERED = A.ANSWER, PetitionSaid(note="Đã bỏ yêu cầu nộp bản sao hộ khẩu.")
PUBLISHED = A.PUBLISH, PetitionSaid(published_by=PublishedBy.SITE)
WITHDRAWN = A.WITHDRAW, PetitionSaid(note="Người gửi rút")
CLOSED = A.CLOSE, PetitionSaid(note="Đã lưu hồ sơ")


def to_unit(unit_id: int) -> Said:
    return A.FORWARD, PetitionSaid(to_unit_id=unit_id)


def found(finding: Finding) -> Said:
    return A.FIND, PetitionSaid(finding=finding, note="Biên bản ngày 27/11")


@dataclass(frozen=True, slots=True)
class Lives:
    """Whole lives of petitions, by how they end."""

    unit_id: int

    def __iter__(self) -> Iterator[tuple[str, Sequence[Said]]]:
        yield "published", (OWN, STUDIED, DECIDED, ANSWERED, PUBLISHED, CLOSED)
        yield "asked first", (ASK, INFORMED, OWN, STUDIED, DECIDED, ANSWERED)
        yield "complaint", (CONDUCT, to_unit(self.unit_id), found(Finding.TRUE), ANSWERED)
        yield "passed on", (OTHER, PASS_ON, CLOSED)
        yield "refused", (REFUSED,)
        yield "withdrawn", (ASK, WITHDRAWN)
