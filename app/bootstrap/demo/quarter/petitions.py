"""One petition from the first word to the published answer; then those the register holds besides.

Senders, telephones, addresses and what they say are invented.
"""

from dataclasses import replace
from datetime import time
from typing import Final

from app.bootstrap.demo.cast import Cast
from app.bootstrap.demo.content import PaperPetition, petitions
from app.clock import from_local
from app.services.petitions.records import NewPetition
from app.vocabulary.petitions import (
    PetitionAbout,
    PetitionAct,
    PetitionClass,
    PetitionOutcome,
    PublishedBy,
)

_EIGHT: Final = time(8)
_NINE: Final = time(9)
_ANSWER: Final = (
    "Trung tâm tiếp thu kiến nghị: từ ngày 01/12/2026, khi cán bộ tra cứu được thông tin trên Cơ "
    "sở dữ liệu quốc gia về dân cư thì người dân không phải nộp bản sao căn cước (thử)."
)


def received_on_friday(cast: Cast) -> None:
    """Take a petition down at the counter; its acknowledgement is printed."""
    stage, hands = cast.stage, cast.petitions
    stage.at(10, 5)
    hands.open()
    stage.take("phan-anh-trong", "Phản ánh, kiến nghị khi sổ còn trống")
    hands.fill(petitions().solved)
    stage.take("phan-anh-dang-ghi", "Ghi phản ánh: họ tên, địa chỉ, điện thoại bắt buộc")
    cast.papers["petition"] = hands.receive()
    stage.take("phan-anh-da-nhan", "Đã nhận: phiếu tiếp nhận có mã QR, hạn trả lời 15 ngày")


def passed_to_the_commune(cast: Cast) -> None:
    """Class it, and pass it to the unit that has to answer."""
    stage, hands = cast.stage, cast.petitions
    stage.at(15, 40)
    hands.open()
    dialog = hands.ask(PetitionAct.CLASSIFY)
    classes = dialog.petition_class
    stage.choose(classes, classes.findData(PetitionClass.OTHER_RULE))
    stage.take("phan-loai", "Phân loại: một trong bốn loại", dialog)
    hands.confirm(dialog)
    dialog = hands.ask(PetitionAct.FORWARD)
    stage.choose(dialog.receiver, 1)
    hands.confirm(dialog)
    stage.take("da-chuyen-phan-anh", "Đã chuyển trong 5 ngày làm việc; thời hạn tự giải thích")


def answered_and_published(cast: Cast) -> None:
    """Write down what was decided, print the answer, publish it."""
    stage, hands = cast.stage, cast.petitions
    stage.at(15, 42)
    hands.open()
    dialog = hands.ask(PetitionAct.DECIDE)
    stage.choose(dialog.outcome, dialog.outcome.findData(PetitionOutcome.PROPOSE))
    stage.fill(dialog.note, "Đề nghị bỏ yêu cầu nộp bản sao căn cước (thử).")
    hands.confirm(dialog)
    stage.at(15, 44)
    cast.book.new_papers()
    dialog = hands.ask(PetitionAct.ANSWER)
    stage.fill(dialog.note, _ANSWER)
    stage.take("tra-loi-phan-anh", "Trả lời: văn bản in sẵn nội dung, ký và đóng dấu", dialog)
    hands.confirm(dialog)
    cast.papers["petition answer"] = cast.book.one_new_paper()
    stage.at(15, 46)
    dialog = hands.ask(PetitionAct.PUBLISH)
    stage.choose(dialog.published_by, dialog.published_by.findData(PublishedBy.SITE))
    hands.confirm(dialog)
    stage.take("phan-anh-cong-khai", "Công khai kết quả: đủ từng bước, ai làm, lúc nào")


def kept_on_paper_until_now(cast: Cast) -> None:
    """Enter what came in since October on paper, each act with the day it was done."""
    for number, taken in enumerate(petitions().taken, start=1):
        _enter(cast, number, taken)


def _enter(cast: Cast, number: int, taken: PaperPetition) -> None:
    window, told = cast.stage.window, petitions()
    service, actor = window.services.petitions, window.actor
    new = NewPetition(
        draft_id=f"demo-{number}",
        channel=taken.channel,
        kind=taken.kind,
        about=taken.about,
        sender_name=taken.name,
        sender_address=told.sender_address,
        sender_phone=told.sender_phone,
        content=taken.content,
        dossier_code=cast.book.entries[taken.dossier].code if taken.dossier else "",
        officer_login=told.conduct_of if taken.about is PetitionAbout.CONDUCT else "",
        received_at=from_local(taken.received_on, _EIGHT),
    )
    entered = service.receive(actor, new)
    commune = service.choices(actor).receivers[0].unit_id
    for step in taken.acts:
        is_within = step.act is PetitionAct.FORWARD and not step.said.to_name
        at, to_unit = from_local(step.day, _NINE), commune if is_within else None
        said = replace(step.said, to_unit_id=to_unit, at=at)
        service.act(actor, entered.petition_id, step.act, said)
