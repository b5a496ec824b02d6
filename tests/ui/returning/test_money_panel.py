"""Thu phí at the return page: scan, one look, Ctrl+Enter; and today's sheet."""

import pytest
from pytestqt.qtbot import QtBot

from app.reports.formats import ExportFormat
from app.services.forms.notice_records import FeeReceiptData
from app.ui.desk.scan_banner import ScanSign
from app.ui.returning.fee_card import ExemptDialog
from app.ui.returning.money_panel import PreviewDialog
from app.ui.returning.posting import PostingDialog
from app.ui.returning.returning_page import ReturningPage
from app.vocabulary.dossiers import PaymentKind
from tests.services.desk_builders import Counter
from tests.ui.desk_pages import Ground
from tests.ui.desk_room import misfits, show_smallest
from tests.ui.returning.conftest import Papers

CARD = "079085001234|271234567|Trần Văn Nộp|01011985|Nam|Khu phố 9|01012022"


@pytest.fixture
def till(page: ReturningPage) -> ReturningPage:
    page.show_fees()
    return page


def test_a_scan_brings_up_what_is_owed_and_ctrl_enter_takes_it(
    counter: Counter, till: ReturningPage, ground: Ground
) -> None:
    made = counter.dossier(fee_vnd=50_000)
    assert till.handle_scan(made.receipt.qr_payload)
    card = till.fees.card
    assert (card.amount.value(), card.input().kind) == (50_000, PaymentKind.ADVANCE)
    assert "còn phải thu 50.000 ₫" in till.banner.detail
    card.amount.set_value(20_000)
    assert till.handle_scan(CARD)
    ground.actions.do("returning.return")
    assert ground.last == "Đã thu 20.000 ₫, phiếu thu 1/PT."
    assert ground.prints == 0
    standing = counter.cashier.standing(counter.officer, made.code)
    assert [(line.amount_vnd, line.payer_name) for line in standing.payments] == [
        (20_000, "Trần Văn Nộp")
    ]
    assert card.standing == standing
    assert card.amount.value() == 30_000
    assert [row.number for row in till.fees.taken.rows_model.rows] == ["1/PT"]


def test_too_much_is_refused_at_its_field_and_may_be_tried_again(
    counter: Counter, till: ReturningPage
) -> None:
    till.start_fees(counter.code(fee_vnd=50_000))
    till.fees.card.amount.set_value(50_001)
    till.do()
    assert "còn phải thu" in till.fees.card.board.box("amount_vnd").problem
    till.fees.card.amount.set_value(50_000)
    till.do()
    assert till.fees.day is not None
    assert till.fees.day.total_vnd == 50_000


def test_what_owes_nothing_says_so_and_takes_nothing(counter: Counter, till: ReturningPage) -> None:
    till.handle_scan(counter.code())
    assert till.banner.sign is ScanSign.NOTICE
    assert "không có phí" in till.banner.detail
    assert till.fees.card.problem == "", "nothing is wrong: nothing is said in red"
    assert not till.fees.card.take_button.isEnabled()
    till.do()
    assert till.fees.taken.rows_model.rows == ()


def test_a_double_ctrl_enter_takes_once(
    counter: Counter, till: ReturningPage, ground: Ground, monkeypatch: pytest.MonkeyPatch
) -> None:
    till.start_fees(counter.code(fee_vnd=50_000))
    asked: list[object] = []
    monkeypatch.setattr(ground.tasks, "write", lambda *given: asked.append(given))
    till.do()
    till.do()
    assert len(asked) == 1


def test_a_receipt_is_printed_when_asked_or_later_and_shown_when_printed(
    counter: Counter, till: ReturningPage, ground: Ground, papers: Papers
) -> None:
    till.start_fees(counter.code(fee_vnd=50_000, paid_vnd=10_000))
    card = till.fees.card
    card.payments.row_activated.emit(card.payments.rows_model.rows[0])
    assert (ground.prints, ground.last) == (1, "Phiếu thu 1/PT. Đang in phiếu 1/PT.")
    card.prints.setChecked(True)
    till.do()
    assert ground.prints == 2
    lines = card.payments.rows_model.rows
    assert all(line.form_id for line in lines)
    card.payments.row_activated.emit(lines[1])
    assert ground.navigator.all("open_form") == [lines[1].form_id]


def test_a_preview_shows_the_receipt_and_stores_nothing(
    counter: Counter, till: ReturningPage, papers: Papers
) -> None:
    code = counter.code(fee_vnd=50_000)
    till.start_fees(code)
    till.fees.show_preview()
    (shown,) = papers.set
    assert isinstance(shown, FeeReceiptData)
    assert shown.amount_vnd == 50_000
    assert till.findChildren(PreviewDialog)
    assert counter.cashier.standing(counter.officer, code).paid_vnd == 0


def test_an_exemption_asks_for_its_ground(
    counter: Counter, till: ReturningPage, ground: Ground
) -> None:
    till.start_fees(counter.code(fee_vnd=50_000))
    till.fees.ask_exemption()
    (dialog,) = till.findChildren(ExemptDialog)
    dialog.fee.set_value(10_000)
    dialog.submitted.emit()
    assert "căn cứ" in dialog.board.box("ground").problem
    dialog.ground.setText("Hộ nghèo")
    dialog.submitted.emit()
    assert "từ 50.000 ₫ còn 10.000 ₫" in ground.last
    assert "miễn, giảm: Hộ nghèo" in till.fees.card.facts
    assert till.fees.card.amount.value() == 10_000


def test_without_a_dossier_there_is_nothing_to_take_or_lower(till: ReturningPage) -> None:
    till.do()
    assert till.banner.title == "Chưa chọn hồ sơ"
    till.fees.ask_exemption()
    assert till.banner.title == "Chưa có gì để miễn, giảm"
    assert not till.handle_scan(CARD)


def test_today_s_sheet_is_written_where_asked(
    counter: Counter, till: ReturningPage, ground: Ground, papers: Papers
) -> None:
    till.start_fees(counter.code(fee_vnd=50_000))
    till.do()
    till.fees.export(ExportFormat.PDF)
    assert papers.dialogs.names == ["thu-phi-2026-11-23-canbo.a.pdf"]
    assert (papers.folder / papers.dialogs.names[0]).read_bytes().startswith(b"%PDF-")
    assert "Đã xuất" in ground.last


def test_papers_that_came_by_post_are_noted_for_their_dossier(
    counter: Counter, page: ReturningPage, ground: Ground
) -> None:
    code = counter.code()
    ground.actions.do("returning.post_in")
    (dialog,) = page.findChildren(PostingDialog)
    dialog.code.setText("không có")
    dialog.waybill.setText("RA123456784VN")
    dialog.submitted.emit()
    assert "Không tìm thấy" in dialog.board.box("code").problem
    assert dialog.handle_scan(code)
    dialog.submitted.emit()
    said = [text for _, text in ground.said]
    assert f"Đã ghi bưu gửi đến RA123456784VN cho hồ sơ {code}." in said
    assert "S10" in said[-1]
    (line,) = counter.postings.of_dossier(counter.officer, code)
    assert line.waybill == "RA123456784VN"


def test_scans_fill_the_fields_of_the_item_that_came(qtbot: QtBot) -> None:
    dialog = PostingDialog()
    qtbot.addWidget(dialog)
    assert dialog.handle_scan("RA123456785VN")
    assert dialog.handle_scan("1" * 201)
    assert not dialog.handle_scan(CARD)
    assert (dialog.waybill.text(), dialog.code.text()) == ("RA123456785VN", "1" * 201)


def test_everything_fits_the_smallest_desk(
    counter: Counter, till: ReturningPage, qtbot: QtBot
) -> None:
    code = counter.code("Nguyễn Thị " + "Ánh " * 40, fee_vnd=1_250_000_000, paid_vnd=1_000)
    counter.cashier.exempt(counter.officer, code, 1_249_000_000, "Hộ nghèo " * 30)
    till.start_fees(code)
    show_smallest(till, qtbot)
    assert misfits(till) == []
