"""The acts of each page beyond those every window has; they join the one action table."""

from app.ui.look.icons import Icon
from app.ui.shell.actions import ActionSpec
from app.vocabulary.dossiers import Action
from app.vocabulary.forms import FormKind
from app.wording import buttons, captions, headings, prompts
from app.wording.labels import label

WORK_ACTIONS = (
    ActionSpec("worklist.filter", prompts.FILTER_WORK, "Ctrl+F", "worklist", Icon.SEARCH),
    ActionSpec("worklist.more", "Xem thêm việc cần làm", "Ctrl+M", "worklist", Icon.MORE),
    ActionSpec("worklist.export", "Xuất việc cần làm", "Ctrl+E", "worklist", Icon.EXPORT),
)
INTAKE_ACTIONS = (
    ActionSpec("intake.all_papers", buttons.ALL_PAPERS, "Ctrl+Shift+A", "intake", Icon.CHECK),
    ActionSpec("intake.add_paper", "Thêm giấy tờ khác", "Ctrl+Shift+G", "intake", Icon.ADD),
    ActionSpec("intake.refuse", label(Action.NOT_ACCEPT), "Ctrl+Shift+X", "intake", Icon.REFUSED),
    ActionSpec("intake.guide", label(FormKind.GUIDE_SLIP), "Ctrl+Shift+M", "intake", Icon.INFO),
    ActionSpec(
        "intake.finish", "Tiếp nhận và trả ngay", "Ctrl+Shift+Return", "intake", Icon.RETURN
    ),
    ActionSpec(
        "intake.for_unit", captions.RECEIVED_FOR_UNIT, "Ctrl+Shift+O", "intake", Icon.OFFICE
    ),
    ActionSpec(
        "intake.late_entry", "Nhập bù hồ sơ đã nhận trên giấy", "Ctrl+Shift+I", "intake", Icon.LATE
    ),
    ActionSpec("intake.online", "Nhận từ tệp Cổng DVC…", "Ctrl+Shift+C", "intake", Icon.IMPORT),
    ActionSpec("intake.why", headings.WHY_DUE, "Ctrl+Shift+D", "intake", Icon.CALENDAR),
)
HANDOFF_ACTIONS = (
    ActionSpec("handoff.scan", "Tới ô gõ mã bàn giao", "Ctrl+L", "handoff", Icon.SCAN),
    ActionSpec(
        "handoff.accept_all", "Nhận tất cả của phiếu", "Ctrl+Shift+A", "handoff", Icon.CHECK
    ),
    ActionSpec("handoff.decline", "Không nhận hồ sơ", "Ctrl+Shift+D", "handoff", Icon.REFUSED),
    ActionSpec("handoff.received", "Ghi cơ quan đã nhận", "Ctrl+Shift+G", "handoff", Icon.RECEIVE),
    ActionSpec(
        "handoff.signed_slip", buttons.ATTACH_SIGNED_SLIP, "Ctrl+Shift+S", "handoff", Icon.ADD
    ),
    ActionSpec("handoff.recall", "Thu hồi hồ sơ đang đi", "Ctrl+Shift+R", "handoff", Icon.UNDO),
    ActionSpec(
        "handoff.control_slip",
        "In phiếu kiểm soát của hồ sơ vừa giao",
        "Ctrl+Shift+K",
        "handoff",
        Icon.PRINT,
    ),
    ActionSpec("handoff.confirm", buttons.RECORD_ENTRY, "Ctrl+Return", "handoff", Icon.SAVE),
)
EXCHANGE_ACTIONS = (
    ActionSpec("exchange.open", "Chọn gói để nhập", "Ctrl+O", "exchange", Icon.IMPORT),
    ActionSpec("exchange.take", buttons.TAKE_BUNDLE, "Ctrl+Return", "exchange", Icon.RECEIVE),
    ActionSpec("exchange.decline", "Không nhận hồ sơ của gói", "Ctrl+Shift+D", "exchange"),
    ActionSpec("exchange.export", buttons.EXPORT_HANDOVERS, "Ctrl+Shift+E", "exchange", Icon.SEND),
    ActionSpec("exchange.results", buttons.EXPORT_RESULTS, "Ctrl+Shift+K", "exchange", Icon.EXPORT),
)
CUSTODY_ACTIONS = (
    ActionSpec("custody.scan", "Tới ô gõ mã tìm giấy tờ", "Ctrl+L", "custody", Icon.SCAN),
    ActionSpec("custody.move", headings.MOVE_WITHIN_UNIT, "Ctrl+M", "custody", Icon.PEOPLE),
    ActionSpec("custody.place", "Ghi nơi để giấy tờ", "Ctrl+Shift+M", "custody", Icon.PAPER),
    ActionSpec("custody.mine", "Chỉ giấy tờ của tôi", "Ctrl+T", "custody", Icon.PERSON),
    ActionSpec(
        "custody.untouched", "Chỉ giấy tờ chưa ai động tới", "Ctrl+Shift+T", "custody", Icon.LATE
    ),
    ActionSpec("custody.stand_in", headings.DEPUTIES, "Ctrl+D", "custody", Icon.PERSON),
    ActionSpec("custody.end_stand_in", "Kết thúc ủy quyền", "Ctrl+Shift+D", "custody", Icon.CLOSE),
    ActionSpec("custody.export", "Xuất bảng giấy tờ ở đâu", "Ctrl+E", "custody", Icon.EXPORT),
)
RETURNING_ACTIONS = (
    ActionSpec("returning.collect", "Trả kết quả cho công dân", "", "returning", Icon.RETURN),
    ActionSpec("returning.results", "Nhập kết quả từ cơ quan", "", "returning", Icon.RECEIVE),
    ActionSpec("returning.papers", label(Action.GIVE_BACK), "", "returning", Icon.PAPER),
    ActionSpec("returning.fees", headings.COLLECT_FEES, "", "returning", Icon.MONEY),
    ActionSpec("returning.exempt", "Miễn, giảm phí…", "Ctrl+G", "returning", Icon.EDIT),
    ActionSpec("returning.post_in", "Ghi bưu gửi đến…", "Ctrl+B", "returning", Icon.SEND),
    ActionSpec("returning.scan", "Tới ô gõ mã", "Ctrl+L", "returning", Icon.SCAN),
    ActionSpec("returning.filter", "Lọc danh sách chờ trả", "Ctrl+F", "returning", Icon.SEARCH),
)
RATING_ACTIONS = (
    ActionSpec("ratings.enter", buttons.ENTER_RATING, "", None, Icon.RATING),
    ActionSpec("ratings.list", "Xem các lượt đánh giá", "", None, Icon.RATING),
    ActionSpec("ratings.window", "Mở hoặc đóng màn hình đánh giá", "", None, Icon.RATING),
)
DAYLOG_ACTIONS = (
    ActionSpec("daylog.previous", "Xem kỳ trước", "Alt+Left", "daylog", Icon.LEFT),
    ActionSpec("daylog.next", "Xem kỳ sau", "Alt+Right", "daylog", Icon.RIGHT),
    ActionSpec("daylog.today", "Xem hôm nay", "Alt+Home", "daylog", Icon.CALENDAR),
    ActionSpec("daylog.export", buttons.EXPORT_SUMMARY, "Ctrl+E", "daylog", Icon.EXPORT),
    ActionSpec("daylog.close", buttons.CLOSE_DAY, "Ctrl+L", "daylog", Icon.LOCK),
)
PETITION_ACTIONS = (
    ActionSpec(
        "petitions.new", "Tiếp nhận phản ánh, kiến nghị mới", "Ctrl+N", "petitions", Icon.ADD
    ),
    ActionSpec(
        "petitions.receive", "Ghi phản ánh, kiến nghị vào sổ", "Ctrl+Return", "petitions", Icon.SAVE
    ),
    ActionSpec("petitions.find", prompts.FIND_PETITIONS, "Ctrl+L", "petitions", Icon.SEARCH),
    ActionSpec("petitions.overdue", "Chỉ phản ánh quá hạn", "Ctrl+Shift+D", "petitions", Icon.LATE),
    ActionSpec(
        "petitions.export", "Xuất sổ phản ánh, kiến nghị", "Ctrl+E", "petitions", Icon.EXPORT
    ),
)
REGISTER_ACTIONS = tuple(
    ActionSpec(f"registers.{name}", text, shortcut, "registers", which, "register")
    for name, text, shortcut, which in (
        ("add", "Thêm mục vào sổ", "Ins", Icon.ADD),
        ("strike", "Gạch mục đang chọn", "Del", Icon.REMOVE),
        ("find", "Tìm trong sổ", "Ctrl+F", Icon.SEARCH),
        ("export", "Xuất sổ", "Ctrl+E", Icon.EXPORT),
        ("take_in", "Nhập sổ từ tệp", "Ctrl+O", Icon.IMPORT),
        ("follow_up", "Theo dõi mục đang chọn", "Ctrl+T", Icon.CALENDAR),
        ("renew", "Ghi thay đổi từ một ngày", "Ctrl+D", Icon.EDIT),
        ("history", "Xem các lần sửa của mục", "Ctrl+H", Icon.MORE),
    )
)
PUBLISHING_ACTIONS = tuple(
    ActionSpec(f"publishing.{name}", text, shortcut, "registers", which, "publishing")
    for name, text, shortcut, which in (
        ("enter", buttons.ENTER_DECISION, "Ins", Icon.ADD),
        ("end", "Bỏ quyết định khỏi sổ", "Del", Icon.REMOVE),
        ("find", prompts.FIND_DECISIONS, "Ctrl+F", Icon.SEARCH),
        ("export", "Xuất số thủ tục theo cơ quan", "Ctrl+E", Icon.EXPORT),
    )
)
CATALOGUE_ACTIONS = (
    ActionSpec("catalogue.save", "Lưu thủ tục", "Ctrl+Return", "catalogue", Icon.SAVE),
    ActionSpec("catalogue.add", buttons.ADD_PROCEDURE, "Ctrl+N", "catalogue", Icon.ADD),
    ActionSpec("catalogue.import", "Nhập danh mục từ tệp", "Ctrl+O", "catalogue", Icon.IMPORT),
    ActionSpec("catalogue.search", "Tìm trong danh mục", "Ctrl+F", "catalogue", Icon.SEARCH),
    ActionSpec("catalogue.up", "Chuyển dòng lên", "Alt+Up", "catalogue", Icon.UP, "lists"),
    ActionSpec("catalogue.down", "Chuyển dòng xuống", "Alt+Down", "catalogue", Icon.DOWN, "lists"),
)
ADMINISTRATION_ACTIONS = tuple(
    ActionSpec(f"administration.{name}", text, shortcut, "administration", which, place)
    for place, name, text, shortcut, which in (
        ("accounts", "add_account", buttons.ADD_ACCOUNT, "Ins", Icon.ADD),
        ("calendar", "add_day", "Thêm ngày nghỉ, ngày làm bù", "Ins", Icon.ADD),
        ("calendar", "remove_day", "Bỏ ngày đang chọn", "Del", Icon.REMOVE),
        ("calendar", "promise_anew", "Hẹn lại hồ sơ lệch lịch", "Ctrl+Return", Icon.CALENDAR),
        ("reasons", "add_reason", "Thêm mẫu lý do", "Ins", Icon.ADD),
        ("reasons", "end_reason", "Bỏ mẫu lý do", "Del", Icon.REMOVE),
        ("reasons", "reason_up", "Đưa mẫu lý do lên", "Alt+Up", Icon.UP),
        ("reasons", "reason_down", "Đưa mẫu lý do xuống", "Alt+Down", Icon.DOWN),
    )
)
