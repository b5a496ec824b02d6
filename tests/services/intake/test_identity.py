"""Numbers, phones, mail and cards: what is taken, what is refused, and at which field."""

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import InvalidInputError
from app.services.intake.identity import (
    check_email,
    check_number,
    check_personal_number,
    clean_phone,
    looks_like_card,
    parse_card,
)
from app.vocabulary.people import PersonKind, Sex

TODAY = date(2026, 11, 23)
CARD = "072185001234|290123456|Trần Thị Bưởi|14031985|Nữ|Khu phố 3, Tân Ninh, Tây Ninh|10052021"


@pytest.mark.parametrize(
    ("number", "birth", "sex"),
    [
        ("072185001234", "1985-03-14", Sex.FEMALE),
        ("072085001234", "1985", Sex.MALE),
        ("001201000001", "2001-01-31", None),
        ("001301000001", "", Sex.FEMALE),
        ("290123456", "1960", None),
        ("B1234567", "", None),
    ],
)
def test_a_number_that_agrees_is_taken(number: str, birth: str, sex: Sex | None) -> None:
    check_personal_number(number, "owner_id", TODAY, birth=birth, sex=sex)


@pytest.mark.parametrize(
    ("number", "birth", "sex", "said"),
    [
        ("072185001234", "1986-03-14", None, "1986"),
        ("072185001234", "1985", Sex.MALE, "giới tính"),
        ("099185001234", "", None, "mã tỉnh"),
        ("072399001234", "", None, "tương lai"),
        ("07218500123", "", None, "11 chữ số"),
        ("0721850012345", "", None, "13 chữ số"),
        ("b1234567", "", None, "in hoa"),
        ("٠٧٢١٨٥٠٠١٢٣٤", "", None, "chữ"),
        ("1' OR 1=1", "", None, "chữ"),
    ],
)
def test_a_number_that_contradicts_itself_is_refused(
    number: str, birth: str, sex: Sex | None, said: str
) -> None:
    with pytest.raises(InvalidInputError, match=said) as caught:
        check_personal_number(number, "owner_id", TODAY, birth=birth, sex=sex)
    assert caught.value.field == "owner_id"


@pytest.mark.parametrize("number", ["0100109106", "0100109106-001", "072185001234", "12/QĐ-UB"])
def test_numbers_of_organisations(number: str) -> None:
    if "Đ" in number:
        with pytest.raises(InvalidInputError):
            check_number(PersonKind.ORGANISATION, number, "owner_id", TODAY)
    else:
        check_number(PersonKind.ENTERPRISE, number, "owner_id", TODAY)


def test_a_tax_code_with_a_wrong_check_digit_is_refused() -> None:
    with pytest.raises(InvalidInputError, match="kiểm tra"):
        check_number(PersonKind.ENTERPRISE, "0100109107", "owner_id", TODAY)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("0912 345 678", "0912345678"),
        ("+84912345678", "0912345678"),
        ("0276.3822.333", "02763822333"),
        ("", ""),
    ],
)
def test_phones_are_kept_in_one_form(typed: str, kept: str) -> None:
    assert clean_phone(typed, "phone") == kept


@pytest.mark.parametrize("typed", ["0123456789", "091234567", "abc", "09123456789"])
def test_a_phone_that_cannot_ring_is_refused(typed: str) -> None:
    with pytest.raises(InvalidInputError):
        clean_phone(typed, "phone")


@pytest.mark.parametrize(("mail", "good"), [("a@b.vn", True), ("a b@c.vn", False), ("a@b", False)])
def test_mail(mail: str, good: bool) -> None:
    if good:
        check_email(mail, "email")
    else:
        with pytest.raises(InvalidInputError):
            check_email(mail, "email")


def test_a_card_gives_its_facts() -> None:
    card = parse_card(f"\ufeff{CARD}\r\n", TODAY)
    assert (card.number, card.name, card.birth, card.sex) == (
        "072185001234",
        "Trần Thị Bưởi",
        date(1985, 3, 14),
        Sex.FEMALE,
    )


def test_a_newer_card_may_append_fields() -> None:
    assert parse_card(CARD + "|Trần Văn A|Lê Thị B", TODAY).address.startswith("Khu phố 3")


@pytest.mark.parametrize(
    "scan",
    [
        "",
        "|||||||",
        "072185001234|x",
        CARD.replace("14031985", "31021985"),
        CARD.replace("14031985", "14031986"),
        CARD.replace("|Nữ|", "|Nam|"),
        CARD.replace("Trần Thị Bưởi", ""),
        CARD.replace("Trần", "Tr\u202ean"),
        CARD + "x" * 2000,
    ],
)
def test_a_scan_that_is_off_is_refused_at_the_scan(scan: str) -> None:
    with pytest.raises(InvalidInputError) as caught:
        parse_card(scan, TODAY)
    assert caught.value.field == "scan"


@given(st.text(max_size=300))
def test_no_text_breaks_the_card_reader(text: str) -> None:
    for scan in (text, "072185001234|" + text, CARD[:40] + text):
        looks_like_card(scan)
        with suppress(InvalidInputError):
            parse_card(scan, TODAY)
