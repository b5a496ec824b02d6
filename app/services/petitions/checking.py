"""A petition and an act as typed become clean; every problem names its field."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Final

from app.clock import local_date
from app.errors import InvalidInputError, RuleBrokenError
from app.services.intake.identity import clean_phone
from app.services.intake.validation import check_received
from app.services.petitions.lifecycle import CLASS_LEADS_TO, PetitionSituation, outcomes_for
from app.services.petitions.records import NewPetition, PetitionSaid
from app.text import clean, fold
from app.vocabulary.petitions import PetitionAct, PetitionClass, PetitionStatus
from app.wording.citations import Rule, cite_in_full, in_brackets
from app.wording.labels import label

MAX_CONTENT: Final = 8000
_FEWEST_LETTERS: Final = 10
_NOBODY: Final = frozenset(
    {
        *("an danh", "nac danh", "giau ten", "khong ten", "khong ro", "vo danh", "khong biet"),
        *("nguoi dan", "cong dan", "anonymous", "khong muon neu ten", "xin giau ten"),
    }
)
"""What is written where somebody does not say who they are."""


def clean_petition(new: NewPetition, now: datetime) -> NewPetition:
    """Return `new` with clean text.

    Raises InvalidInputError (`draft_id`, `received`, `sender_name`, `sender_address`,
    `sender_phone`, `content`): who gives no name, address and telephone is anonymous, and such a
    petition is not received.
    """
    if not new.draft_id:
        raise InvalidInputError("draft_id", "Thiếu mã bản nháp. Hãy mở lại trang này.")
    check_received(new.received_at, now)
    why = _why_not_anonymous(new.received_at or now)
    name = clean(new.sender_name, "sender_name", limit=300)
    if not any(char.isalpha() for char in name) or fold(name) in _NOBODY:
        raise InvalidInputError("sender_name", f"Chưa có họ tên người gửi. {why}")
    address = clean(new.sender_address, "sender_address", limit=500)
    if not any(char.isalpha() for char in address):
        raise InvalidInputError("sender_address", f"Chưa có địa chỉ người gửi. {why}")
    phone = clean_phone(clean(new.sender_phone, "sender_phone", limit=32), "sender_phone")
    if not phone:
        raise InvalidInputError("sender_phone", f"Chưa có số điện thoại người gửi. {why}")
    content = clean(new.content, "content", limit=MAX_CONTENT, lines=True)
    if sum(char.isalpha() for char in content) < _FEWEST_LETTERS:
        raise InvalidInputError(
            "content", "Nội dung chưa rõ. Hãy ghi việc gì, ở đâu, lúc nào, đề nghị gì."
        )
    return replace(
        new,
        draft_id=clean(new.draft_id, "draft_id", limit=36),
        sender_name=name,
        sender_address=address,
        sender_phone=phone,
        content=content,
        dossier_code=clean(new.dossier_code, "dossier_code", limit=64).upper(),
        officer_login=clean(new.officer_login, "officer_login", limit=64),
        procedure_code=clean(new.procedure_code, "procedure_code", limit=64),
    )


def _why_not_anonymous(received_at: datetime) -> str:
    law = in_brackets(cite_in_full(Rule.PETITIONS, local_date(received_at)))
    return (
        "Phản ánh, kiến nghị phải có họ tên, địa chỉ, số điện thoại của người gửi; nặc danh thì "
        f"không tiếp nhận{law}."
    )


_TAKEN: Final[Mapping[PetitionAct, tuple[str, ...]]] = {
    PetitionAct.CLASSIFY: ("petition_class", "prints", "signer"),
    PetitionAct.FORWARD: ("to_unit_id", "to_name"),
    PetitionAct.STUDY: ("has_ground", "criteria"),
    PetitionAct.DECIDE: ("outcome",),
    PetitionAct.FIND: ("finding",),
    PetitionAct.PUBLISH: ("published_by",),
    PetitionAct.ANSWER: ("prints", "signer"),
}
"""What each act takes besides its words and its moment."""


def clean_said(act: PetitionAct, said: PetitionSaid) -> PetitionSaid:
    """Return what `act` takes of `said`, with clean text.

    Raises InvalidInputError (`note`, `to_name`, `signer`).
    """
    taken = {name: getattr(said, name) for name in _TAKEN.get(act, ())}
    kept = replace(PetitionSaid(at=said.at), **taken)
    return replace(
        kept,
        note=clean(said.note, "note", limit=MAX_CONTENT, lines=True),
        to_name=clean(kept.to_name, "to_name", limit=300),
        signer=clean(kept.signer, "signer", limit=200),
    )


def status_after(
    act: PetitionAct, now: PetitionSituation, said: PetitionSaid, *, is_within: bool
) -> PetitionStatus:
    """Return where `act` leads; `is_within`: it is forwarded to a unit of this store.

    Raises InvalidInputError naming what the act cannot do without, RuleBrokenError for an outcome
    that does not go with what the study found.
    """
    _require_whole(act, now, said)
    match act:
        case PetitionAct.CLASSIFY if said.petition_class is not None:
            return CLASS_LEADS_TO[said.petition_class]
        case PetitionAct.INFORMATION_IN:
            return now.interrupted or PetitionStatus.RECEIVED
        case PetitionAct.FORWARD:
            return PetitionStatus.FORWARDED if is_within else PetitionStatus.PASSED_ON
        case PetitionAct.FIND if now.status is PetitionStatus.PASSED_ON:
            return PetitionStatus.PASSED_ON
        case _:
            return _ALWAYS[act]


def _require_whole(act: PetitionAct, now: PetitionSituation, said: PetitionSaid) -> None:
    match act:
        case PetitionAct.CLASSIFY:
            _require_class(said)
        case PetitionAct.STUDY:
            _require_study(said)
        case PetitionAct.DECIDE:
            _require_outcome(now, said)
        case PetitionAct.FIND if said.finding is None:
            raise InvalidInputError("finding", "Chưa chọn kết luận: đúng hay không đúng.")
        case PetitionAct.PUBLISH if said.published_by is None:
            raise InvalidInputError("published_by", "Chưa chọn hình thức công khai.")
        case _:
            return


_ALWAYS: Final = {
    PetitionAct.ASK_INFORMATION: PetitionStatus.AWAITING_INFORMATION,
    PetitionAct.STUDY: PetitionStatus.STUDIED,
    PetitionAct.DECIDE: PetitionStatus.DECIDED,
    PetitionAct.FIND: PetitionStatus.DECIDED,
    PetitionAct.ANSWER: PetitionStatus.ANSWERED,
    PetitionAct.PUBLISH: PetitionStatus.PUBLISHED,
    PetitionAct.WITHDRAW: PetitionStatus.WITHDRAWN,
    PetitionAct.CLOSE: PetitionStatus.CLOSED,
}


def _require_class(said: PetitionSaid) -> None:
    if said.petition_class is None:
        raise InvalidInputError("petition_class", "Chưa chọn loại. Hãy chọn một trong bốn loại.")
    if said.petition_class is PetitionClass.NOT_RECEIVED and not said.note:
        raise InvalidInputError(
            "note", "Chưa ghi vì sao không tiếp nhận. Hãy ghi yêu cầu nào không đáp ứng."
        )


def _require_study(said: PetitionSaid) -> None:
    if said.has_ground is None:
        raise InvalidInputError("has_ground", "Chưa chọn đủ cơ sở hay chưa đủ cơ sở.")
    if said.has_ground and not said.criteria:
        raise InvalidInputError(
            "criteria", "Chưa chọn tiêu chí mà quy định chưa đạt. Hãy chọn ít nhất một tiêu chí."
        )


def _require_outcome(now: PetitionSituation, said: PetitionSaid) -> None:
    if said.outcome is None:
        raise InvalidInputError("outcome", "Chưa chọn kết quả xử lý.")
    if said.outcome not in outcomes_for(now):
        basis = "đủ cơ sở" if now.has_ground else "chưa đủ cơ sở"
        raise RuleBrokenError(
            f"Kết quả nghiên cứu là “{basis}” nên không thể ghi “{label(said.outcome)}”."
        )
