from typing import get_type_hints

import pytest

from app.printing.forms.cover import official_line
from app.printing.outbox import media_of, render, renderer
from app.printing.raster import page_sizes
from app.services.forms.records import FORM_DATA
from app.vocabulary.forms import FORM_OF_QR_KIND, FORM_SPECS, FormKind, FormSet
from tests.printing.every_form import EVERY_FORM

_OLD, _NEW = FormSet.TT01_2018, FormSet.TT03_2025
_POINTS = {"A5": (420, 595), "A4": (595, 842)}
# What is printed on papers that people hold: number's suffix, QR kind.
_PRINTED = {
    FormKind.RECEIPT: ("TNHS", 1),
    FormKind.HANDOFF_SLIP: ("PBG", 2),
    FormKind.RETURN_RECEIPT: ("PTKQ", 3),
    FormKind.SUPPLEMENT_REQUEST: ("HDHS", 4),
    FormKind.REFUSAL: ("PTC", 5),
    FormKind.APOLOGY: ("PXL", 6),
    FormKind.STOP_NOTICE: ("TBD", 7),
    FormKind.CONTROL_SLIP: ("PKS", 8),
    FormKind.GUIDE_SLIP: ("PHD", 9),
    FormKind.FEE_RECEIPT: ("PT", 10),
    FormKind.WITHDRAWAL_NOTE: ("PRHS", 11),
    FormKind.POST_LABEL: ("NBG", 12),
    FormKind.DAY_CLOSING: ("PKN", 13),
    FormKind.RATING_SLIP: ("PDG", 14),
    FormKind.PETITION_RECEIPT: ("PAKN", 15),
    FormKind.PETITION_ANSWER: ("TLPAKN", 0),
}


def test_every_form_has_its_row_its_record_and_an_example() -> None:
    assert set(FORM_SPECS) == set(FORM_DATA) == set(EVERY_FORM) == set(FormKind)


@pytest.mark.parametrize("kind", FormKind)
def test_the_renderer_of_a_form_draws_its_record_on_its_paper(kind: FormKind) -> None:
    data = EVERY_FORM[kind]

    assert type(data) is FORM_DATA[kind]
    assert get_type_hints(renderer(kind))["data"] is FORM_DATA[kind]
    size = _POINTS[media_of(data)]
    pages = page_sizes(render(data, 1))
    assert {(round(width), round(height)) for width, height in pages} == {size}


@pytest.mark.parametrize("kind", FormKind)
def test_suffix_and_qr_kind_never_change(kind: FormKind) -> None:
    spec = FORM_SPECS[kind]

    assert (spec.suffix, spec.qr_kind) == _PRINTED[kind]
    assert spec.number(42) == f"42/{_PRINTED[kind][0]}"


def test_no_two_forms_share_a_suffix_a_qr_kind_or_a_label() -> None:
    specs = FORM_SPECS.values()

    assert len({spec.suffix for spec in specs}) == len(FormKind)
    assert len({spec.label for spec in specs}) == len(FormKind)
    with_qr = [kind for kind in FormKind if FORM_SPECS[kind].qr_kind]
    assert len(FORM_OF_QR_KIND) == len(with_qr)
    assert all(0 < kind < 16 for kind in FORM_OF_QR_KIND)  # four bits


@pytest.mark.parametrize(
    ("kind", "old", "new"),
    [
        (FormKind.RECEIPT, "01", "01"),
        (FormKind.SUPPLEMENT_REQUEST, "02", "02"),
        (FormKind.REFUSAL, "03", "03"),
        (FormKind.APOLOGY, "04", "04"),
        (FormKind.STOP_NOTICE, "", "05"),
        (FormKind.CONTROL_SLIP, "05", "06"),
        *(
            (kind, "", "")
            for kind in (
                FormKind.HANDOFF_SLIP,
                FormKind.RETURN_RECEIPT,
                FormKind.GUIDE_SLIP,
                FormKind.FEE_RECEIPT,
                FormKind.WITHDRAWAL_NOTE,
                FormKind.POST_LABEL,
                FormKind.DAY_CLOSING,
                FormKind.PETITION_RECEIPT,
                FormKind.PETITION_ANSWER,
                FormKind.RATING_SLIP,
            )
        ),
    ],
)
def test_each_form_bears_the_number_of_its_circular(kind: FormKind, old: str, new: str) -> None:
    expected_old = f"Mẫu số {old} ban hành kèm theo Thông tư 01/2018/TT-VPCP" if old else ""
    expected_new = f"Mẫu số {new} ban hành kèm theo Thông tư 03/2025/TT-VPCP" if new else ""
    assert official_line(kind, _OLD) == expected_old
    assert official_line(kind, _NEW) == expected_new


def test_apology_is_a_letter_that_asks_for_more_time_since_2025() -> None:
    apology, refusal = FORM_SPECS[FormKind.APOLOGY], FORM_SPECS[FormKind.REFUSAL]
    assert apology.title_in(_OLD) == "Phiếu xin lỗi và hẹn lại ngày trả kết quả"
    newer = "Văn bản xin lỗi và đề nghị gia hạn thời gian giải quyết"
    assert apology.title_in(_NEW) == newer
    assert refusal.title_in(_NEW) == refusal.title_in(_OLD)
