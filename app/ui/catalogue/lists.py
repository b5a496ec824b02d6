"""The list editors of cases and papers: their columns and words."""

from app.services.catalogue.records import PaperDraft
from app.ui.catalogue.case_form import CaseForm
from app.ui.catalogue.list_editor import ListEditor, ListWords, Numbered
from app.ui.catalogue.paper_form import COUNTS, PaperForm
from app.ui.catalogue.step_form import StepForm
from app.ui.catalogue.typed import TypedCase, TypedStep
from app.ui.look.icons import Icon
from app.ui.widgets.columns import plain_column, text_column
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

    return plain_column(COUNTS[field], count, 76, is_right=True)


def _paper_name(row: Numbered[PaperDraft]) -> str:
    return row.item.name if row.item.is_required else f"{row.item.name} (nếu có)"


_CASE_COLUMNS: tuple[Column[Numbered[TypedCase]], ...] = (
    text_column("Trường hợp", "item.name"),
    plain_column("Thời hạn", "item.time_text", 170),
    plain_column("Phí", lambda row: money_text(row.item.fee_vnd), 110, is_right=True),
)
_PAPER_COLUMNS: tuple[Column[Numbered[PaperDraft]], ...] = (
    text_column("Giấy tờ", _paper_name),
    *(_count_column(field) for field in COUNTS),
)
_STEP_COLUMNS: tuple[Column[Numbered[TypedStep]], ...] = (
    text_column(
        "Bước",
        lambda row: "song song" if row.item.is_parallel else str(row.place + 1),
        84,
        tip=lambda row: "cùng lúc với bước trên" if row.item.is_parallel else "",
    ),
    text_column(
        "Đơn vị", lambda row: row.item.unit_name or "chưa chọn", tip=lambda row: row.item.unit_name
    ),
    text_column("Việc", "item.work"),
    plain_column("Thời gian", "item.time_text", 136),
    text_column(
        "Vai trò",
        lambda row: "Chủ trì" if row.item.is_lead else "",
        92,
        tip=lambda row: "Đơn vị chủ trì" if row.item.is_lead else "",
        icon=lambda row: Icon.CHECK if row.item.is_lead else None,
    ),
)
