"""The Vietnamese words for what petitions are; `wording.label` shows them."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from app.vocabulary.petitions import (
    Criterion,
    Finding,
    PetitionAbout,
    PetitionAct,
    PetitionChannel,
    PetitionClass,
    PetitionDuty,
    PetitionKind,
    PetitionOutcome,
    PetitionStatus,
    PublishedBy,
)
from app.wording import captions, headings, states

PETITION_LABELS: Final[Mapping[type[StrEnum], Mapping[StrEnum, str]]] = {
    PetitionChannel: {
        PetitionChannel.WRITTEN: "Văn bản",
        PetitionChannel.PHONE: captions.PHONE,
        PetitionChannel.OPINION_SLIP: "Phiếu lấy ý kiến",
        PetitionChannel.ONLINE: captions.ONLINE,
        PetitionChannel.IN_PERSON: captions.IN_PERSON,
        PetitionChannel.POST: captions.BY_POST,
    },
    PetitionKind: {
        PetitionKind.FEEDBACK: headings.PETITIONS_SHORT,
        PetitionKind.PROPOSAL: "Kiến nghị",
    },
    PetitionAbout: {
        PetitionAbout.RULE: "Quy định hành chính",
        PetitionAbout.CONDUCT: "Hành vi hành chính",
    },
    PetitionClass: {
        PetitionClass.NOT_RECEIVED: "Không đủ điều kiện tiếp nhận",
        PetitionClass.CONDUCT: "Hành vi chậm trễ, gây phiền hà, làm sai",
        PetitionClass.OWN_RULE: "Quy định thuộc thẩm quyền của đơn vị",
        PetitionClass.OTHER_RULE: "Quy định thuộc thẩm quyền nơi khác",
    },
    PetitionStatus: {
        PetitionStatus.RECEIVED: "Chờ phân loại",
        PetitionStatus.AWAITING_INFORMATION: "Chờ người gửi",
        PetitionStatus.TO_FORWARD: "Chờ chuyển",
        PetitionStatus.FORWARDED: "Chờ nơi xử lý",
        PetitionStatus.IN_STUDY: "Đang nghiên cứu",
        PetitionStatus.STUDIED: "Đã nghiên cứu",
        PetitionStatus.DECIDED: "Chờ trả lời",
        PetitionStatus.ANSWERED: "Chờ công khai",
        PetitionStatus.PUBLISHED: "Đã công khai",
        PetitionStatus.REFUSED: states.NOT_ACCEPTED,
        PetitionStatus.PASSED_ON: "Đã chuyển nơi có thẩm quyền",
        PetitionStatus.WITHDRAWN: "Người gửi rút",
        PetitionStatus.CLOSED: states.ENDED,
    },
    PetitionAct: {
        PetitionAct.RECEIVE: headings.RECEPTION,
        PetitionAct.CLASSIFY: "Phân loại",
        PetitionAct.ASK_INFORMATION: "Yêu cầu bổ sung thông tin",
        PetitionAct.INFORMATION_IN: "Ghi nhận thông tin bổ sung",
        PetitionAct.FORWARD: "Chuyển xử lý",
        PetitionAct.STUDY: "Ghi kết quả nghiên cứu",
        PetitionAct.DECIDE: "Ghi kết quả xử lý",
        PetitionAct.FIND: "Ghi kết luận đúng hay không đúng",
        PetitionAct.ANSWER: "Trả lời",
        PetitionAct.PUBLISH: "Công khai",
        PetitionAct.WITHDRAW: "Người gửi rút",
        PetitionAct.CLOSE: "Kết thúc, lưu hồ sơ",
    },
    Criterion: {
        Criterion.NECESSITY: "Sự cần thiết",
        Criterion.LEGALITY: "Tính hợp lý, hợp pháp",
        Criterion.SIMPLICITY: "Tính đơn giản, dễ hiểu",
        Criterion.FEASIBILITY: "Tính khả thi",
        Criterion.CONSISTENCY: "Sự thống nhất, đồng bộ",
        Criterion.TREATIES: "Phù hợp điều ước quốc tế",
    },
    PetitionOutcome: {
        PetitionOutcome.AMEND: "Sửa đổi, bãi bỏ quy định",
        PetitionOutcome.PROPOSE: "Kiến nghị cấp có thẩm quyền",
        PetitionOutcome.ISSUE: "Ban hành quy định mới",
        PetitionOutcome.NO_GROUND: "Không đủ cơ sở xem xét",
        PetitionOutcome.EXPLAIN: "Giải thích, trả lời",
    },
    Finding: {
        Finding.TRUE: "Phản ánh đúng",
        Finding.FALSE: "Phản ánh không đúng",
    },
    PublishedBy: {
        PublishedBy.SYSTEM: "Hệ thống thông tin tiếp nhận, trả lời",
        PublishedBy.SITE: "Cổng thông tin điện tử",
        PublishedBy.MEDIA: "Phương tiện thông tin đại chúng",
        PublishedBy.LETTER: "Văn bản gửi người phản ánh",
    },
    PetitionDuty: {
        PetitionDuty.REFUSE: "Trả lời không tiếp nhận",
        PetitionDuty.ASK: "Yêu cầu bổ sung thông tin",
        PetitionDuty.FORWARD: "Chuyển nơi có thẩm quyền",
        PetitionDuty.ANSWER: "Trả lời kết quả",
        PetitionDuty.PUBLISH: "Công khai kết quả",
    },
}
