"""The longest names a page has to bear: the procedure's is real, of 1,094 letters; all else is not.

They are entered after the day, for the gallery alone.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Final

from app.bootstrap.demo.cast import Cast
from app.bootstrap.demo.people import LONG_NAME
from app.bootstrap.demo.quarter.actors import administrator
from app.services.catalogue.records import CaseDraft, PaperDraft, ProcedureDraft
from app.services.petitions.records import NewPetition
from app.services.publishing.level_counts import LevelCounts
from app.services.publishing.records import DecisionDraft, ItemDraft
from app.services.registers.fields import Given
from app.vocabulary.catalogue import Liaison, TimeUnit
from app.vocabulary.office import Level
from app.vocabulary.petitions import PetitionAbout, PetitionChannel, PetitionKind
from app.vocabulary.registers import RegisterKind

CODE: Final = "1.013980"
PROCEDURE: Final = (
    "Đăng ký biến động đối với trường hợp thay đổi quyền sử dụng đất, quyền sở hữu tài sản gắn "
    "liền với đất theo thỏa thuận của các thành viên hộ gia đình hoặc của vợ và chồng; quyền sử"
    " dụng đất xây dựng công trình trên mặt đất phục vụ cho việc vận hành, khai thác sử dụng "
    "công trình ngầm, quyền sở hữu công trình ngầm; bán tài sản, điều chuyển, chuyển nhượng "
    "quyền sử dụng đất là tài sản công theo quy định của pháp luật về quản lý, sử dụng tài sản "
    "công; nhận quyền sử dụng đất, quyền sở hữu tài sản gắn liền với đất theo kết quả giải "
    "quyết tranh chấp, khiếu nại, tố cáo về đất đai hoặc bản án, quyết định của Tòa án, quyết "
    "định thi hành án của cơ quan thi hành án đã được thi hành; quyết định hoặc phán quyết của "
    "Trọng tài thương mại Việt Nam về giải quyết tranh chấp giữa các bên phát sinh từ hoạt động"
    " thương mại liên quan đến đất đai; nhận quyền sử dụng đất, quyền sở hữu tài sản gắn liền "
    "với đất do xử lý tài sản thế chấp là quyền sử dụng đất, tài sản gắn liền với đất đã được "
    "đăng ký, bao gồm cả xử lý khoản nợ có nguồn gốc từ khoản nợ xấu của tổ chức tín dụng, chi "
    "nhánh ngân hàng nước ngoài"
)
UNIT: Final = (
    "Trung tâm Phục vụ hành chính công đặc khu Thử Nghiệm Quần Đảo Xa Bờ, bộ phận lưu động tại các "
    "ấp, khóm, xóm, bản vùng sâu, vùng xa chưa có đường bộ"
)
_DECISION: Final = "1523-MẪU/QĐ-UBND-VPDKDD"
_CONTENT: Final = (
    f"Kiến nghị về thủ tục: {PROCEDURE}. Người gửi đề nghị rút ngắn tên thủ tục khi niêm yết, vì "
    "bảng niêm yết một trang chỉ đủ chỗ cho một thủ tục và người cao tuổi không đọc được."
)

_ENTRIES: Final[tuple[tuple[RegisterKind, Mapping[str, Given]], ...]] = (
    (
        RegisterKind.INSPECTIONS,
        {
            "subject": f"Kiểm tra việc thực hiện thủ tục {PROCEDURE}",
            "inspected": UNIT,
            "planned_month": date(2026, 12, 1),
            "decision_no": _DECISION,
            "decided_on": date(2026, 11, 24),
        },
    ),
    (
        RegisterKind.ONE_STOP_UNITS,
        {
            "name": UNIT,
            "level": Level.COMMUNE,
            "valid_from": date(2025, 7, 1),
            "cameras": 1,
            "queue_machines": 0,
            "kiosks": 0,
            "scanners": 1,
            "touch_screens": 0,
        },
    ),
    (
        RegisterKind.REGULATIONS,
        {
            "document_no": _DECISION,
            "issued_on": date(2026, 11, 24),
            "issuer": UNIT,
            "subject": f"Quy định về {PROCEDURE}",
            "is_legal": False,
            "procedures": 1,
        },
    ),
    (
        RegisterKind.ACTIVITIES,
        {
            "held_on": date(2026, 11, 24),
            "kind": "training",
            "form": "Hội nghị trực tuyến kết hợp trực tiếp tại ba điểm cầu cụm xã",
            "subject": f"Tập huấn thủ tục {PROCEDURE}",
            "place": UNIT,
            "participants": 1250,
        },
    ),
)


def enter_long_names(cast: Cast) -> None:
    """Enter a procedure, a petition, a decision, an inspection, a unit, a regulation."""
    _add_procedure(cast)
    _receive(cast)
    _publish(cast)
    window = cast.stage.window
    for kind, given in _ENTRIES:
        window.services.registers.add(window.actor, kind, given)


def _add_procedure(cast: Cast) -> None:
    draft = ProcedureDraft(
        code=CODE,
        name=PROCEDURE,
        field="Đất đai",
        level=Level.PROVINCE,
        decision="3380/QĐ-BNNMT",
        agency_code="VPDKDD",
        cases=(CaseDraft("Thông thường", Decimal(8), TimeUnit.WORKING_DAY),),
        papers=(PaperDraft("Đơn đăng ký biến động đất đai theo Mẫu số 18", original=1),),
    )
    desk = cast.stage.window.services
    desk.procedures.add(administrator(cast), draft)


def _receive(cast: Cast) -> None:
    window = cast.stage.window
    new = NewPetition(
        draft_id="demo-long-names",
        channel=PetitionChannel.IN_PERSON,
        kind=PetitionKind.PROPOSAL,
        about=PetitionAbout.RULE,
        sender_name=LONG_NAME.name,
        sender_address=LONG_NAME.address,
        sender_phone=LONG_NAME.phone,
        content=_CONTENT,
        procedure_code=CODE,
    )
    window.services.petitions.receive(window.actor, new)


def _publish(cast: Cast) -> None:
    window = cast.stage.window
    day = date(2026, 11, 24)
    item = ItemDraft(
        code=CODE,
        name=PROCEDURE,
        level=Level.PROVINCE,
        field="Đất đai",
        agency_name=UNIT,
        liaison=Liaison.ACROSS_LEVELS,
        process_number=_DECISION,
        process_date=day,
    )
    draft = DecisionDraft(
        number=_DECISION,
        decided_on=day,
        issuer=UNIT,
        agency_name=UNIT,
        effective_from=day,
        stated=LevelCounts(total=2, province=1, commune=0),
        items=(item,),
    )
    window.services.publishing.enter(window.actor, draft)
