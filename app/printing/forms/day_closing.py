"""Phiếu khóa ngày, A4: the day's figures, its books and cash, and where the log's chain stood.

Two symbols: the signed one that every form bears, and the whole chain head as 100 digits.
"""

from collections.abc import Sequence
from typing import Final

from app.printing.closing import A4_CLOSING, Closing, Seal, Signature, draw_closing
from app.printing.fonts import FontFace
from app.printing.forms.cover import Cover, open_form, press_form
from app.printing.forms.notice_parts import signed_seal
from app.printing.layout import A4_HEAD, draw_field, draw_prose
from app.printing.phrases import moment, moment_in_words
from app.printing.qr import qr_symbol
from app.printing.sheet import A4, Align, Flow, TextStyle
from app.printing.table import Table, TableColumn
from app.printing.typesetting import TextSpan
from app.services.closing.confirming import Anchor, anchor_digits, in_groups
from app.services.counts import Figures, GroupFigures
from app.services.forms.records import DayClosingData
from app.services.ledger.closed_days import ReopenedLine
from app.vocabulary.dossiers import Action, DossierStatus, Outcome, WorkKind
from app.vocabulary.forms import FORM_SPECS, FormKind
from app.wording import captions, headings, measures, printed, states
from app.wording.labels import label
from app.wording.texts import money_text, number_text, weekday_text

_TEXT_PT: Final = 11.0
_TABLE_PT: Final = 9.5
_ANCHOR_MM: Final = 24.0
_HEADING: Final = TextStyle(11.5, after_mm=1.0)
_FIGURES: Final = (
    TableColumn(captions.FIGURE, 66),
    TableColumn(captions.QUANTITY, 21, Align.RIGHT),
    TableColumn(captions.FIGURE, 66),
    TableColumn(captions.QUANTITY, 22, Align.RIGHT),
)
_GROUPS: Final = (
    TableColumn(captions.NAME, 75),
    TableColumn(measures.CARRIED_OVER, 20, Align.RIGHT),
    TableColumn(headings.RECEPTION, 20, Align.RIGHT),
    TableColumn(measures.RESOLVED, 20, Align.RIGHT),
    TableColumn(measures.IN_WORK, 20, Align.RIGHT),
    TableColumn(states.OVERDUE, 20, Align.RIGHT),
)
_BOOKS: Final = (
    TableColumn("Sổ", 65),
    TableColumn(captions.QUANTITY, 20, Align.RIGHT),
    TableColumn("Số đầu", 45),
    TableColumn("Số cuối", 45),
)
_CASH: Final = (
    TableColumn("Cán bộ thu", 65),
    TableColumn("Số phiếu", 20, Align.RIGHT),
    TableColumn("Số đầu", 27),
    TableColumn("Số cuối", 27),
    TableColumn(captions.AMOUNT, 36, Align.RIGHT),
)
_UNISSUED: Final = "(cấp khi khóa)"
_NOTES: Final = (
    "Giữ phiếu này và quét mã QR khi mở quầy ngày làm việc sau: chương trình đối chiếu kho dữ liệu "
    "với phiếu. Dữ liệu đến hết ngày ghi trên phiếu đã khóa, không ghi thêm được.",
)


def day_closing_pdf(data: DayClosingData, *, copy_no: int = 1) -> bytes:
    """Return the sheet; `copy_no` 2 and up marks a reprint."""
    cover = Cover(
        title=f"{FORM_SPECS[FormKind.DAY_CLOSING].title} {data.day:%d/%m/%Y}",
        head=data.head,
        number=data.number or _UNISSUED,
        issued_at=data.closed_at,
        footer=f"Phiếu khóa ngày {data.day:%d/%m/%Y}   ·   Khóa lúc {moment(data.closed_at)}",
        title_pt=15.0,
        gaps_mm=(4.0, 2.0),
        paper=A4,
        sizes=A4_HEAD,
    )
    flow = open_form(cover)
    _draw_facts(flow, data)
    _draw_figures(flow, data.total)
    _draw_groups(flow, "2. Theo cơ quan giải quyết", data.agencies)
    _draw_groups(flow, "3. Theo lĩnh vực", data.fields)
    _draw_books(flow, data)
    flow.keep_together(lambda: _draw_money_and_end(flow, data))
    return press_form(cover, flow, copy_no)


def _draw_facts(flow: Flow, data: DayClosingData) -> None:
    again = f" (lần khóa thứ {data.ordinal})" if data.ordinal > 1 else ""
    waiting = data.waiting
    still = (
        f"{waiting.on_the_way} hồ sơ đang đi trên {waiting.unaccepted_slips} phiếu bàn giao chưa "
        f"ký nhận; {waiting.print_jobs} bản chờ in"
    )
    for name, value in (
        ("Ngày khóa", f"{weekday_text(data.day)}{again}"),
        ("Khóa lúc", moment_in_words(data.closed_at)),
        ("Người khóa", data.officer_name),
        ("Khi khóa còn", still),
    ):
        draw_field(flow, name, value, _TEXT_PT, FontFace.REGULAR)
    for line in data.reopenings:
        draw_prose(flow, _reopened(line), _TEXT_PT, FontFace.BOLD)
    if data.newly_trusted:
        said = f"{'; '.join(data.newly_trusted)}."
        draw_field(flow, "Khóa và vai trò mới", said, _TEXT_PT, FontFace.REGULAR)


def _reopened(line: ReopenedLine) -> str:
    second = f" và {line.reopened_with}" if line.reopened_with else ""
    return (
        f"Ngày này (khóa lần {line.ordinal} lúc {moment(line.closed_at)} bởi {line.closed_by}) đã "
        f"mở lại lúc {moment(line.reopened_at)} do {line.reopened_by}{second}, lý do: {line.reason}"
    )


def _draw_figures(flow: Flow, total: Figures) -> None:
    _heading(flow, "1. Số liệu đến hết ngày (đơn vị tính: hồ sơ)")
    table = Table(flow, _FIGURES, size_pt=_TABLE_PT, head_pt=_TABLE_PT)
    left, right = _left_figures(total), _right_figures(total)
    pairs = zip(left, right, strict=True)
    table.draw([[a, number_text(b), c, _amount(c, d)] for (a, b), (c, d) in pairs])
    flow.skip(0.8)
    words = (
        f"Đối chiếu: tồn đầu {total.carried_over} + tiếp nhận {total.received.total} = "
        f"đã giải quyết {total.ended.total} + đang giải quyết {total.open.total}."
    )
    told = "Số liệu khớp." if total.adds_up else "SỐ LIỆU KHÔNG KHỚP."
    flow.paragraph(
        [TextSpan(words), TextSpan(told, FontFace.BOLD)], TextStyle(_TEXT_PT, after_mm=1.0)
    )


def _amount(name: str, value: int) -> str:
    return money_text(value) if name == captions.FEE_PAID else number_text(value)


def _left_figures(total: Figures) -> tuple[tuple[str, int], ...]:
    received, ended, still = total.received, total.ended, total.open
    return (
        ("Tồn đầu ngày", total.carried_over),
        (headings.RECEPTION, received.total),
        ("  – tại quầy", received.counter),
        ("  – trực tuyến", received.online),
        ("  – qua bưu chính", received.post),
        (measures.RESOLVED, ended.total),
        ("  – trước hạn", ended.early),
        ("  – đúng hạn", ended.on_time),
        ("  – quá hạn", ended.late),
        (measures.IN_WORK, still.total),
        ("  – trong hạn", still.in_time),
        ("  – quá hạn", still.overdue),
    )


def _right_figures(total: Figures) -> tuple[tuple[str, int], ...]:
    slips = total.handoffs
    return (
        ("Đang tạm dừng (trong số đang giải quyết)", total.paused),
        (label(Outcome.REFUSED), total.refused),
        (label(DossierStatus.WITHDRAWN), total.withdrawn),
        (label(DossierStatus.STOPPED), total.stopped),
        (label(Action.ASK_SUPPLEMENT), total.supplements),
        (states.NOT_ACCEPTED, total.not_accepted),
        (label(DossierStatus.RETURNED), total.returned),
        (label(WorkKind.WAITING_COLLECTION), total.waiting_collection),
        (headings.HANDOVER, slips.sent),
        ("Bàn giao đã nhận / không nhận", slips.accepted + slips.refused),
        ("Bàn giao đang đi", slips.outstanding),
        (captions.FEE_PAID, total.fees_vnd),
    )


def _draw_groups(flow: Flow, title: str, groups: Sequence[GroupFigures]) -> None:
    if not groups:
        return
    _heading(flow, title)
    table = Table(flow, _GROUPS, size_pt=_TABLE_PT, head_pt=_TABLE_PT)
    table.draw([_group_cells(group) for group in groups])


def _group_cells(group: GroupFigures) -> list[str]:
    figures = group.figures
    counts = (
        figures.carried_over,
        figures.received.total,
        figures.ended.total,
        figures.open.total,
        figures.open.overdue,
    )
    return [group.name, *(number_text(count) for count in counts)]


def _draw_books(flow: Flow, data: DayClosingData) -> None:
    _heading(flow, "4. Các sổ trong ngày")
    if not data.books:
        draw_prose(flow, "Trong ngày không cấp số nào.", _TEXT_PT)
        return
    table = Table(flow, _BOOKS, size_pt=_TABLE_PT, head_pt=_TABLE_PT)
    table.draw(
        [[book.title, number_text(book.count), book.first, book.last] for book in data.books]
    )


def _draw_money_and_end(flow: Flow, data: DayClosingData) -> None:
    """Draw what is signed for last: signatures never stand on a page alone."""
    _draw_cash(flow, data)
    _draw_end(flow, data)


def _draw_cash(flow: Flow, data: DayClosingData) -> None:
    _heading(flow, "5. Tiền phí, lệ phí")
    if not data.cash:
        draw_prose(flow, "Trong ngày không thu tiền.", _TEXT_PT)
        return
    table = Table(flow, _CASH, size_pt=_TABLE_PT, head_pt=_TABLE_PT)
    table.draw(
        [
            [line.name, number_text(line.count), line.first, line.last, money_text(line.total_vnd)]
            for line in data.cash
        ]
    )
    total = money_text(sum(line.total_vnd for line in data.cash))
    flow.paragraph(
        [TextSpan("Cộng:"), TextSpan(total, FontFace.BOLD)], TextStyle(_TEXT_PT, Align.RIGHT)
    )


def _draw_end(flow: Flow, data: DayClosingData) -> None:
    flow.skip(3)
    blocks = (
        Signature(printed.MAKER, data.officer_name),
        Signature(printed.HEAD_OF_OFFICE, ""),
    )
    seal = signed_seal(data.qr_payload, data.number)
    if not data.chain_head:
        draw_closing(flow, Closing(blocks, _NOTES, seal), A4_CLOSING)
        return
    digits = anchor_digits(Anchor(data.log_seq, bytes.fromhex(data.chain_head)))
    chain = f"Đầu chuỗi nhật ký, dòng số {data.log_seq}: {in_groups(digits)}"
    lookup = Seal(qr_symbol(digits), _ANCHOR_MM, ("Đầu chuỗi",))
    draw_closing(flow, Closing(blocks, (*_NOTES, chain), seal, lookup), A4_CLOSING)


def _heading(flow: Flow, words: str) -> None:
    flow.skip(1.6)
    # A heading is not left alone at the foot of a page.
    flow.reserve(_HEADING.pitch_mm + 14)
    flow.paragraph([TextSpan(words, FontFace.BOLD)], _HEADING)
