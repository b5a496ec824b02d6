"""The petitions of the demo: all invented, one for each way a petition can end or wait."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from app.bootstrap.demo.cast import SECOND_OFFICER
from app.bootstrap.demo.petition_hands import Told
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

Act = tuple[PetitionAct, date, PetitionSaid]
_A = PetitionAct


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """A petition that came on paper, and what was done about it on which day.

    `about` is the name of a dossier of the day. Its draft id and moment are set when it is entered.
    """

    new: NewPetition
    received_on: date
    acts: tuple[Act, ...] = ()
    about: str = ""


SOLVED: Final = Told(
    name="Trương Thị Kiến Nghị",
    phone="0909000101",
    address="Số 27 đường Thử Nghiệm, khu phố 2, phường Mẫu",
    content=(
        "Đề nghị không yêu cầu nộp bản sao căn cước có chứng thực khi cán bộ đã tra cứu được thông "
        "tin trên Cơ sở dữ liệu quốc gia về dân cư; gia đình tôi phải đi chứng thực hai lần cho "
        "cùng một hồ sơ."
    ),
)


def _classed(day: date, petition_class: PetitionClass, note: str = "") -> Act:
    return _A.CLASSIFY, day, PetitionSaid(petition_class=petition_class, note=note)


def _studied(
    day: date, outcome: PetitionOutcome, words: str, *, is_founded: bool
) -> tuple[Act, ...]:
    criteria = (Criterion.NECESSITY, Criterion.SIMPLICITY) if is_founded else ()
    return (
        (_A.STUDY, day, PetitionSaid(has_ground=is_founded, criteria=criteria, note=words)),
        (_A.DECIDE, day, PetitionSaid(outcome=outcome, note=words)),
    )


def _found(day: date, finding: Finding, words: str) -> tuple[Act, ...]:
    return (
        (_A.FORWARD, day, PetitionSaid()),
        (_A.FIND, day, PetitionSaid(finding=finding, note=words)),
    )


def _answered(day: date, words: str) -> Act:
    return _A.ANSWER, day, PetitionSaid(note=words)


def _published(day: date, way: PublishedBy = PublishedBy.SITE) -> Act:
    return _A.PUBLISH, day, PetitionSaid(published_by=way)


def _new(
    name: str,
    content: str,
    channel: PetitionChannel,
    *,
    kind: PetitionKind = PetitionKind.FEEDBACK,
    is_conduct: bool = False,
) -> NewPetition:
    return NewPetition(
        draft_id="",
        channel=channel,
        kind=kind,
        about=PetitionAbout.CONDUCT if is_conduct else PetitionAbout.RULE,
        sender_name=name,
        sender_address="Khu phố 4, phường Mẫu",
        sender_phone="0909000202",
        content=content,
        officer_login=SECOND_OFFICER if is_conduct else "",
    )


TAKEN: Final = (
    Taken(
        new=_new(
            "Đoàn Văn Góp Ý",
            "Mẫu tờ khai đăng ký khai sinh có hai ô ghi cùng một nội dung; đề nghị bỏ một ô.",
            PetitionChannel.WRITTEN,
            kind=PetitionKind.PROPOSAL,
        ),
        received_on=date(2026, 10, 12),
        acts=(
            _classed(date(2026, 10, 13), PetitionClass.OWN_RULE),
            *_studied(
                date(2026, 10, 20),
                PetitionOutcome.AMEND,
                "Hai ô trùng nhau, đề nghị sửa mẫu (thử).",
                is_founded=True,
            ),
            _answered(date(2026, 10, 22), "Đã sửa mẫu tờ khai, bỏ ô trùng (thử)."),
            _published(date(2026, 10, 23)),
            (_A.CLOSE, date(2026, 10, 26), PetitionSaid(note="Đã lưu hồ sơ (thử)")),
        ),
    ),
    Taken(
        new=_new(
            "Lưu Thị Thắc Mắc",
            "Cán bộ hướng dẫn thiếu một giấy tờ nên tôi phải đi lại hai lần.",
            PetitionChannel.IN_PERSON,
            is_conduct=True,
        ),
        received_on=date(2026, 10, 15),
        acts=(
            _classed(date(2026, 10, 16), PetitionClass.CONDUCT),
            *_found(date(2026, 10, 19), Finding.TRUE, "Đã xác minh, hướng dẫn thiếu (thử)."),
            _answered(date(2026, 11, 12), "Trung tâm xin lỗi và đã nhắc nhở cán bộ (thử)."),
            _published(date(2026, 11, 13), PublishedBy.LETTER),
        ),
    ),
    Taken(
        new=_new(
            "Hồ Văn Nóng Vội",
            "Cán bộ ở quầy không gọi đúng số thứ tự.",
            PetitionChannel.PHONE,
            is_conduct=True,
        ),
        received_on=date(2026, 10, 28),
        acts=(
            _classed(date(2026, 10, 29), PetitionClass.CONDUCT),
            *_found(date(2026, 11, 2), Finding.FALSE, "Máy gọi số hoạt động đúng (thử)."),
            _answered(date(2026, 11, 4), "Số thứ tự được gọi đúng theo lượt (thử)."),
            _published(date(2026, 11, 5)),
        ),
    ),
    Taken(
        new=_new(
            "Kiều Văn Sơ Sài",
            "Thủ tục bây giờ phiền hà quá, đề nghị cấp trên xem lại.",
            PetitionChannel.OPINION_SLIP,
        ),
        received_on=date(2026, 11, 2),
        acts=(
            _classed(
                date(2026, 11, 3),
                PetitionClass.NOT_RECEIVED,
                "Không nêu thủ tục nào, quy định nào; đã liên hệ nhưng người gửi không nói thêm.",
            ),
        ),
    ),
    Taken(
        new=_new(
            "Tạ Thị Đề Xuất",
            "Đề nghị Bộ cho nộp đơn đăng ký biến động đất đai qua tài khoản định danh của vợ.",
            PetitionChannel.ONLINE,
            kind=PetitionKind.PROPOSAL,
        ),
        received_on=date(2026, 11, 3),
        acts=(
            _classed(date(2026, 11, 4), PetitionClass.OTHER_RULE),
            (
                _A.FORWARD,
                date(2026, 11, 6),
                PetitionSaid(to_name="Bộ Nông nghiệp và Môi trường"),
            ),
        ),
    ),
    Taken(
        new=_new(
            "Quách Văn Đổi Ý",
            "Kiến nghị giảm lệ phí bản sao trích lục hộ tịch cho hộ cận nghèo.",
            PetitionChannel.POST,
            kind=PetitionKind.PROPOSAL,
        ),
        received_on=date(2026, 11, 9),
        acts=((_A.WITHDRAW, date(2026, 11, 11), PetitionSaid(note="Người gửi xin rút (thử)")),),
    ),
    Taken(
        new=_new(
            "Mạc Thị Chờ Đợi",
            "Hồ sơ xác nhận thông tin cư trú của tôi quá hẹn mà chưa có kết quả.",
            PetitionChannel.IN_PERSON,
            is_conduct=True,
        ),
        received_on=date(2026, 11, 12),
        acts=(_classed(date(2026, 11, 16), PetitionClass.CONDUCT),),
        about="overdue",
    ),
    Taken(
        new=_new(
            "Lý Văn Bổ Sung",
            "Quy định về xác nhận tình trạng hôn nhân mỗi nơi hiểu một cách.",
            PetitionChannel.WRITTEN,
        ),
        received_on=date(2026, 11, 16),
        acts=(
            (
                _A.ASK_INFORMATION,
                date(2026, 11, 18),
                PetitionSaid(note="Xin cho biết đã nộp ở đâu, ngày nào, bị yêu cầu thêm gì."),
            ),
        ),
    ),
    Taken(
        new=_new(
            "Phùng Thị Nhắc Nhở",
            "Bảng niêm yết thủ tục đăng ký kết hôn còn ghi giấy tờ đã được bãi bỏ.",
            PetitionChannel.PHONE,
        ),
        received_on=date(2026, 11, 10),
        acts=(
            _classed(date(2026, 11, 11), PetitionClass.OWN_RULE),
            *_studied(
                date(2026, 11, 17),
                PetitionOutcome.EXPLAIN,
                "Đã thay bảng niêm yết (thử).",
                is_founded=True,
            ),
            _answered(date(2026, 11, 20), "Bảng niêm yết đã được thay (thử)."),
        ),
    ),
    Taken(
        new=_new(
            "Ông Thị Góp Lời",
            "Đề nghị mở thêm một quầy chứng thực vào sáng thứ Hai vì thường phải chờ lâu.",
            PetitionChannel.ONLINE,
            kind=PetitionKind.PROPOSAL,
        ),
        received_on=date(2026, 11, 19),
        acts=(_classed(date(2026, 11, 20), PetitionClass.OWN_RULE),),
    ),
    Taken(
        new=_new(
            "Thạch Văn Mới Gửi",
            "Phí chứng thực hợp đồng niêm yết ở hai nơi ghi hai mức khác nhau.",
            PetitionChannel.IN_PERSON,
        ),
        received_on=date(2026, 11, 25),
    ),
)
"""In the order they came; what is overdue, due today and waited for is among them."""
