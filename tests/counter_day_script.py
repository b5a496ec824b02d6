"""What the scripted counter day comes to: states, slips, figures, papers, what is left to do."""

from app.services.counts import Ended, Figures, HandoffCounts, Received, StillOpen
from app.vocabulary.dossiers import DossierStatus

OFFICE = "Trung tâm Phục vụ hành chính công phường Mẫu"
COMMUNE, POLICE = "UBND cấp xã", "Công an cấp xã"
S = DossierStatus
DUE_TODAY = "death"

# By the name the script gives a dossier: where the work is, and who holds the paper.
ENDED_AS = {
    "overdue": (S.PROCESSING, POLICE),
    "residence": (S.PROCESSING, POLICE),
    "late": (S.RESOLVED, OFFICE),
    "contract": (S.RETURNED, OFFICE),
    "single": (S.PROCESSING, OFFICE),
    "in time": (S.RETURNED, OFFICE),
    "copy": (S.RETURNED, OFFICE),
    "birth": (S.RECEIVED, OFFICE),
    "household": (S.PROCESSING, POLICE),
    "extract": (S.RETURNED, OFFICE),
    "civil facts": (S.PROCESSING, COMMUNE),
    "lodger": (S.PROCESSING, POLICE),
    "business": (S.WITHDRAWN, OFFICE),
    "land": (S.AWAITING_PAYMENT, OFFICE),
    "single again": (S.RECEIVED, OFFICE),
    "new card": (S.PROCESSING, POLICE),
    "funeral": (S.PROCESSING, COMMUNE),
    "death": (S.RECEIVED, OFFICE),
    "permit": (S.RECEIVED, OFFICE),
    "signature": (S.RECEIVED, OFFICE),
    "stopped": (S.STOPPED, OFFICE),
    "at once": (S.RETURNED, OFFICE),
    "chain": (S.RESOLVED, OFFICE),
    "refused": (S.NOT_ACCEPTED, OFFICE),
}
SLIPS = (
    {"overdue", "residence", "late", "in time", "stopped"},
    {"contract", "single"},
    {"birth", "civil facts", "funeral", "chain"},
    {"household", "lodger", "new card"},
    {"contract", "single"},
    {"chain"},
    {"late", "in time", "chain", "stopped"},
)
FIGURES = Figures(
    carried_over=7,
    received=Received(counter=14, online=1, post=1),
    ended=Ended(early=4, on_time=4, late=1),
    open=StillOpen(in_time=13, overdue=1),
    paused=1,
    refused=1,
    withdrawn=1,
    stopped=1,
    supplements=1,
    returned=5,
    waiting_collection=2,
    fees_vnd=145_000,
    handoffs=HandoffCounts(sent=14, accepted=13, refused=1, outstanding=0),
    not_accepted=1,
)
# Rows of the first sheet by their title, as form II.06a and the office read them.
SHEET = {
    "Tổng số phải giải quyết": 23,
    "Tiếp nhận trực tuyến": 1,
    "Tiếp nhận trực tiếp, qua bưu chính": 15,
    "Từ kỳ trước chuyển sang": 7,
    "Tổng số đã giải quyết": 9,
    "Giải quyết trước hạn": 4,
    "Giải quyết đúng hạn": 4,
    "Giải quyết quá hạn": 1,
    "Tổng số đang giải quyết": 14,
    "Đang giải quyết, trong hạn": 13,
    "Đang giải quyết, quá hạn": 1,
    "Đang tạm dừng tính giờ (thuộc đang giải quyết)": 1,
    "Lượt yêu cầu bổ sung": 1,
    "Đã trả kết quả": 5,
    "Có kết quả, chờ đến nhận": 2,
    "Phí, lệ phí đã thu (đồng)": 145_000,
    "Hồ sơ đã bàn giao đi": 14,
    "Hồ sơ bàn giao không được nhận": 1,
}
# By the name the script gives a notice: its dossier, and what it must say.
NOTICES = {
    "supplement": ("birth", "Bản chính giấy chứng sinh"),
    "stop": ("stopped", "Công văn số 07/CV-CA"),
    "papers back": ("stopped", "Võ Thị Thanh Mai"),
    "withdrawal": ("business", "Công dân rút hồ sơ để hoàn thiện và nộp lại"),
    "apology": ("residence", "Cần thêm thời gian thẩm tra, xác minh nội dung hồ sơ"),
    "fee": ("new card", "50.000"),
    "control slip": ("chain", "Nhận: Công an cấp xã"),
}
OTHER_PAPERS = ("petition", "petition answer", "rating slip")
# Petitions and entries of registers by their number, dossiers by the name the script gives them.
WORK = (
    ("Quá hạn", "overdue"),
    ("Phản ánh, kiến nghị quá hạn", "8/PAKN"),
    ("Đến hạn hôm nay", "death"),
    ("Phản ánh, kiến nghị đến hạn hôm nay", "10/PAKN"),
    ("Sắp đến hạn", "signature"),
    ("Kiểm tra, khắc phục quá hạn", "Đợt kiểm tra 3"),
    ("Kiểm tra, khắc phục quá hạn", "Tồn tại 2"),
    ("Chờ trả kết quả", "late"),
    ("Chờ trả kết quả", "chain"),
    ("Kiểm tra, khắc phục đến hạn", "Đợt kiểm tra 2"),
    ("Kiểm tra, khắc phục đến hạn", "Tồn tại 3"),
)
# What the quarter's report says, blanks left out: something with a figure in every section.
REPORTED = (
    "02 văn bản quy phạm pháp luật có quy định về 03 TTHC",
    "ghi tổng số 203 thủ tục, nhưng các cấp ghi 142 + 13 + 49 = 204 (lệch 1)",
    "phải giải quyết 23 hồ sơ",
    "Có 16 lượt đánh giá của người dân, tổ chức: hài lòng 12 (75 %)",
    "đã tiếp nhận 12 phản ánh, kiến nghị (09 về quy định hành chính, TTHC; 03 về hành vi",
    "Phát hiện 03 vấn đề cần khắc phục; đã khắc phục 01",
    "01 lớp tập huấn cho 45 lượt",
    "có 02 hồ sơ quá hạn (01 đã giải quyết, 01 đang giải quyết)",
    "Hoàn thành khắc phục tồn tại sau kiểm tra (thử)",
)
