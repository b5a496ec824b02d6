import pytest

from app.printing.forms.form_titles import TITLES, form_title, official_line
from app.vocabulary.forms import FormKind, FormSet

_OLD, _NEW = FormSet.TT01_2018, FormSet.TT03_2025


@pytest.mark.parametrize(
    ("kind", "old", "new"),
    [
        (FormKind.RECEIPT, "01", "01"),
        (FormKind.SUPPLEMENT_REQUEST, "02", "02"),
        (FormKind.REFUSAL, "03", "03"),
        (FormKind.APOLOGY, "04", "04"),
        (FormKind.STOP_NOTICE, "", "05"),
        (FormKind.CONTROL_SLIP, "05", "06"),
        (FormKind.HANDOFF_SLIP, "", ""),
        (FormKind.RETURN_RECEIPT, "", ""),
        (FormKind.GUIDE_SLIP, "", ""),
        (FormKind.FEE_RECEIPT, "", ""),
        (FormKind.WITHDRAWAL_NOTE, "", ""),
        (FormKind.POST_LABEL, "", ""),
        (FormKind.DAY_CLOSING, "", ""),
        (FormKind.PETITION_RECEIPT, "", ""),
        (FormKind.PETITION_ANSWER, "", ""),
    ],
)
def test_each_form_bears_the_number_of_its_circular(kind: FormKind, old: str, new: str) -> None:
    expected_old = f"Mẫu số {old} ban hành kèm theo Thông tư 01/2018/TT-VPCP" if old else ""
    expected_new = f"Mẫu số {new} ban hành kèm theo Thông tư 03/2025/TT-VPCP" if new else ""
    assert official_line(kind, _OLD) == expected_old
    assert official_line(kind, _NEW) == expected_new


def test_every_form_has_a_title() -> None:
    assert set(TITLES) == set(FormKind)


def test_apology_is_a_letter_that_asks_for_more_time_since_2025() -> None:
    assert form_title(FormKind.APOLOGY, _OLD) == "Phiếu xin lỗi và hẹn lại ngày trả kết quả"
    newer = "Văn bản xin lỗi và đề nghị gia hạn thời gian giải quyết"
    assert form_title(FormKind.APOLOGY, _NEW) == newer
    assert form_title(FormKind.REFUSAL, _NEW) == form_title(FormKind.REFUSAL, _OLD)
