"""A field of the form that is not known keeps its label, and dots for the pen."""

import json
from dataclasses import replace

import msgspec
import pytest

from app.printing.outbox import render
from app.services.forms.issuing import read_snapshot
from app.services.forms.records import FormData
from app.vocabulary.forms import FormKind
from app.vocabulary.people import PersonKind
from tests.printing.forms import a_receipt, a_return_receipt, text_pages
from tests.printing.notices import (
    SUBJECT,
    a_control_slip,
    a_guide_slip,
    a_refusal,
    a_stop_notice,
    a_supplement_request,
    a_withdrawal_note,
    an_apology,
)
from tests.printing.petitions import a_petition_receipt

_UNKNOWN = replace(SUBJECT, address="", phone="", email="")
_CONTACT = ("Địa chỉ: …", "Số điện thoại: …", "Email: …")
_FORMS: dict[str, tuple[FormData, tuple[str, ...]]] = {
    "01": (
        a_receipt(address="", phone="", email="", id_number=""),
        (*_CONTACT, "Số định danh/CCCD: …"),
    ),
    "02": (a_supplement_request(subject=_UNKNOWN, reason=""), (*_CONTACT, "Lý do: …")),
    "03": (a_refusal(subject=_UNKNOWN), _CONTACT),
    "04": (an_apology(subject=_UNKNOWN), _CONTACT),
    "05": (a_stop_notice(subject=_UNKNOWN, ground=""), (*_CONTACT, "Căn cứ: …")),
    "06": (
        a_control_slip(subject=_UNKNOWN, partner_names=()),
        (*_CONTACT, "Cơ quan phối hợp giải quyết hồ sơ: …"),
    ),
    "guide slip": (a_guide_slip(phone=""), ("Số điện thoại: …",)),
    "withdrawal": (
        a_withdrawal_note(subject=_UNKNOWN, receiver_id=""),
        (*_CONTACT, "Số định danh/CCCD: …"),
    ),
    "return receipt": (
        a_return_receipt(collector_id=""),
        ("Số định danh/CCCD người nhận: …",),
    ),
    "petition": (
        a_petition_receipt(address="", phone=""),
        ("Địa chỉ: …", "Số điện thoại: …"),
    ),
}


@pytest.mark.parametrize("form", _FORMS)
def test_an_empty_field_keeps_its_label_and_dots_for_the_pen(form: str) -> None:
    data, labels = _FORMS[form]
    pages = text_pages(render(data, 1))
    assert len(pages) == (2 if form == "01" else 1)
    assert all(label in pages[0] for label in labels), pages[0]


def test_one_of_two_known_keeps_the_other_s_label() -> None:
    text = text_pages(render(a_refusal(subject=replace(SUBJECT, email="")), 1))[0]
    assert "Số điện thoại: 0912 345 678 Email: …" in text


def test_dots_end_with_the_line() -> None:
    page = text_pages(render(a_receipt(address=""), 1))[0]
    assert "Địa chỉ: …" in page
    assert "… …" not in page.split("Địa chỉ", 1)[1].split("Số điện thoại", 1)[0]


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        (PersonKind.CITIZEN, "Số định danh/CCCD: 0315"),
        (PersonKind.ENTERPRISE, "Mã số thuế: 0315"),
        (PersonKind.HOUSEHOLD_BUSINESS, "Mã số thuế: 0315"),
        (PersonKind.ORGANISATION, "Mã số thuế, số quyết định: 0315"),
    ],
)
def test_the_owner_s_number_is_called_by_what_it_is(kind: PersonKind, name: str) -> None:
    receipt = a_receipt(owner_kind=kind, id_number="0315999999")
    assert name in text_pages(render(receipt, 1))[0]


@pytest.mark.parametrize(
    ("kind", "data", "added"),
    [
        (FormKind.RECEIPT, a_receipt(), "owner_kind"),
        (FormKind.APOLOGY, an_apology(), "agency_head"),
    ],
)
def test_a_form_stored_before_a_field_was_kept_is_printed_as_it_was(
    kind: FormKind, data: FormData, added: str
) -> None:
    stored = json.loads(msgspec.json.encode(data))
    del stored[added]
    assert render(read_snapshot(kind, json.dumps(stored)), 1) == render(data, 1)
