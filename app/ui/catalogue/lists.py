"""The list editors of cases and papers: their columns and words."""

from app.services.catalogue.records import PaperDraft
from app.ui.catalogue.case_form import CaseForm
from app.ui.catalogue.list_editor import ListEditor, ListWords, Numbered
from app.ui.catalogue.paper_form import COUNTS, PaperForm
from app.ui.catalogue.typed import TypedCase
from app.ui.widgets.row_table import Column
from app.wording import money_text


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
