"""The list editors of cases and papers: their columns and words."""

from app.services.catalogue.records import PaperDraft
from app.ui.catalogue.case_form import CaseForm
from app.ui.catalogue.list_editor import ListEditor, ListWords, Numbered
from app.ui.catalogue.paper_form import COUNTS, PaperForm
from app.ui.catalogue.step_form import StepForm
from app.ui.catalogue.typed import TypedCase, TypedStep
from app.ui.look.icons import Icon
from app.ui.widgets.row_table import Column
from app.wording.texts import money_text


def cases_editor() -> ListEditor[TypedCase]:
    """Return the editor of a procedure's cases."""
    return ListEditor[TypedCase](
        _CASE_COLUMNS,
        CaseForm(),
        ListWords(
            add="Thêm trường hợp",
            remove="Bỏ trường hợp",
            empty="Thủ tục phải có ít nhất một trường hợp. Hãy nhấn Thêm trường hợp.",
        ),
    )


def papers_editor() -> ListEditor[PaperDraft]:
    """Return the editor of a procedure's required documents."""
    return ListEditor[PaperDraft](
        _PAPER_COLUMNS,
        PaperForm(),
        ListWords(
            add="Thêm giấy tờ",
            remove="Bỏ giấy tờ",
            empty="Thủ tục này chưa yêu cầu giấy tờ nào. Hãy nhấn Thêm giấy tờ nếu cần.",
        ),
    )


def steps_editor(form: StepForm) -> ListEditor[TypedStep]:
    """Return the editor of the steps of one case."""
    return ListEditor[TypedStep](
        _STEP_COLUMNS,
        form,
        ListWords(
            add="Thêm bước",
            remove="Bỏ bước",
            empty="Trường hợp này chưa có quy trình: hồ sơ đi theo cơ quan giải quyết. "
            "Hãy nhấn Thêm bước để khai đơn vị đầu tiên.",
        ),
    )


def _count_column(field: str) -> Column[Numbered[PaperDraft]]:
    def count(row: Numbered[PaperDraft]) -> str:
        return str(getattr(row.item, field) or "–")

    return Column(title=COUNTS[field], value=count, width=76, is_right=True)


def _paper_name(row: Numbered[PaperDraft]) -> str:
    return row.item.name if row.item.is_required else f"{row.item.name} (nếu có)"


_CASE_COLUMNS = (
    Column[Numbered[TypedCase]](
        title="Trường hợp", value=lambda row: row.item.name, tip=lambda row: row.item.name
    ),
    Column[Numbered[TypedCase]](title="Thời hạn", value=lambda row: row.item.time_text, width=170),
    Column[Numbered[TypedCase]](
        title="Phí", value=lambda row: money_text(row.item.fee_vnd), width=110, is_right=True
    ),
)
_PAPER_COLUMNS = (
    Column[Numbered[PaperDraft]](title="Giấy tờ", value=_paper_name, tip=_paper_name),
    *(_count_column(field) for field in COUNTS),
)
_STEP_COLUMNS = (
    Column[Numbered[TypedStep]](
        title="Bước",
        value=lambda row: "song song" if row.item.is_parallel else str(row.place + 1),
        width=84,
        tip=lambda row: "cùng lúc với bước trên" if row.item.is_parallel else "",
    ),
    Column[Numbered[TypedStep]](
        title="Đơn vị",
        value=lambda row: row.item.unit_name or "chưa chọn",
        tip=lambda row: row.item.unit_name,
    ),
    Column[Numbered[TypedStep]](
        title="Việc", value=lambda row: row.item.work, tip=lambda row: row.item.work
    ),
    Column[Numbered[TypedStep]](title="Thời gian", value=lambda row: row.item.time_text, width=136),
    Column[Numbered[TypedStep]](
        title="Vai trò",
        value=lambda row: "Chủ trì" if row.item.is_lead else "",
        icon=lambda row: Icon.CHECK if row.item.is_lead else None,
        tip=lambda row: "Đơn vị chủ trì" if row.item.is_lead else "",
        width=92,
    ),
)
