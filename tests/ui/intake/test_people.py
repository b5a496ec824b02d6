"""Who the dossier is for: scans, returning applicants, kinds of owner, the authorised person."""

import unicodedata

import pytest
from PySide6.QtCore import Qt

from app.vocabulary.people import PersonKind, Sex
from tests.services.intake_builders import BIRTH, HUNG, LAND, new_dossier
from tests.ui.intake.desk import CARD, OTHER_CARD, Desk


def _been_before(desk: Desk, **changes: object) -> None:
    case = desk.services.choices.form(desk.actor, desk.ids[LAND.code]).cases[0]
    desk.services.intake.register(desk.actor, new_dossier(case.case_id, "before", **changes))


def _type_number(desk: Desk, number: str) -> None:
    editor = desk.page.sheet.people.owner_id
    editor.setFocus()
    editor.selectAll()
    desk.write(number)
    desk.press(Qt.Key.Key_Return)


def test_a_card_fills_the_owner_from_wherever_the_focus_is(desk: Desk) -> None:
    desk.page.sheet.wishes.note.setFocus()
    assert desk.scan(CARD)
    people = desk.page.typed().people
    assert (people.owner_id, people.owner_name, people.birth) == (
        "072185001234",
        "Trần Thị Bưởi",
        "14/03/1985",
    )
    assert people.sex is Sex.FEMALE
    assert people.address == "Khu phố 3, phường Tân Ninh"
    assert desk.focused() is desk.page.sheet.procedure.lookup


def test_a_card_scanned_after_the_procedure_goes_on_to_the_papers(desk: Desk) -> None:
    desk.choose(BIRTH.code)
    desk.scan(CARD)
    assert desk.focused() is desk.page.sheet.papers.table


def test_a_card_takes_the_place_of_another_person_and_their_phone(desk: Desk) -> None:
    desk.scan(CARD)
    desk.page.sheet.people.phone.setText("0912345678")
    desk.scan(OTHER_CARD)
    people = desk.page.typed().people
    assert (people.owner_name, people.phone) == ("Lê Văn Cam", "")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("072185001234||Trần Thị Bưởi|14031990|Nữ|Tân Ninh|01012022", "năm sinh"),
        ("072185001234||Trần Thị Bưởi|14031985|Nam|Tân Ninh|01012022", "giới tính"),
        ("999185001234||Trần Thị Bưởi|14031985|Nữ|Tân Ninh|01012022", "mã tỉnh"),
        ("072185001234||Trần Thị Bưởi|99999999|Nữ|Tân Ninh|01012022", "Ngày sinh"),
        ("072185001234|||14031985|Nữ|Tân Ninh|01012022", "bộ gõ"),
    ],
)
def test_a_misread_card_changes_nothing_and_says_so(desk: Desk, text: str, sentence: str) -> None:
    desk.page.sheet.people.owner_name.setText("Đang gõ dở")
    before = desk.page.typed()
    assert desk.scan(text)
    assert desk.page.typed() == before
    assert sentence in desk.page.board.box("owner_id").problem
    assert sentence in desk.page.due_card.notice.text


@pytest.mark.parametrize("text", ["1" * 201, "000.00.15.H53-261123-0001", "Nguyễn", "", "|||"])
def test_anything_but_a_card_is_left_to_the_window(desk: Desk, text: str) -> None:
    before = desk.page.typed()
    assert not desk.scan(text)
    assert desk.page.typed() == before


def test_a_known_number_fills_what_is_empty(desk: Desk) -> None:
    _been_before(desk)
    desk.page.sheet.people.phone.setText("0988888888")
    _type_number(desk, HUNG.id_number)
    people = desk.page.typed().people
    assert (people.owner_name, people.birth) == (HUNG.name, "14/03/1985")
    assert people.phone == "0988888888"
    assert "Đã từng nộp" in desk.page.due_card.notice.text


def test_another_number_takes_back_what_was_filled_but_not_what_was_typed(desk: Desk) -> None:
    _been_before(desk)
    _type_number(desk, HUNG.id_number)
    desk.page.sheet.people.address.setText("Ấp mới")
    _type_number(desk, "072190005678")
    people = desk.page.typed().people
    assert (people.owner_name, people.phone) == ("", "")
    assert people.address == "Ấp mới"
    assert desk.page.due_card.notice.text == ""


def test_a_name_in_decomposed_letters_is_stored_composed(desk: Desk) -> None:
    desk.fill()
    name = unicodedata.normalize("NFD", "Nguyễn Thị Hoà Đặng")
    desk.page.sheet.people.owner_name.setText(name)
    desk.ask()
    desk.register()
    assert desk.stored()[0].owner_name == "Nguyễn Thị Hoà Đặng"
    assert unicodedata.is_normalized("NFC", desk.typeset[0].owner_name)


def test_a_name_that_looks_like_markup_stays_letters(desk: Desk) -> None:
    desk.fill()
    name = "<b>Trần</b> &amp; Bưởi"
    desk.page.sheet.people.owner_name.setText(name)
    desk.ask()
    desk.register()
    assert desk.stored()[0].owner_name == name
    assert desk.typeset[0].owner_name == name


@pytest.mark.parametrize(
    ("kind", "number_title", "name_title", "asks_birth"),
    [
        (PersonKind.CITIZEN, "Số căn cước, hộ chiếu", "Họ và tên", True),
        (PersonKind.ENTERPRISE, "Mã số thuế", "Tên doanh nghiệp", False),
        (PersonKind.HOUSEHOLD_BUSINESS, "Mã số thuế", "Tên hộ kinh doanh", False),
        (PersonKind.ORGANISATION, "Mã số thuế, quyết định", "Tên tổ chức", False),
    ],
)
def test_the_kind_of_owner_changes_what_is_asked(
    desk: Desk, kind: PersonKind, number_title: str, name_title: str, asks_birth: bool
) -> None:
    card = desk.page.sheet.people
    card.kind.setCurrentIndex(card.kind.findData(kind))
    assert card.owner_id.accessibleName() == number_title
    assert card.owner_name.accessibleName() == name_title
    assert (card.birth.isEnabled(), card.sex.isEnabled()) == (asks_birth, asks_birth)


def test_an_enterprise_keeps_no_birth_typed_before(desk: Desk) -> None:
    desk.fill()
    card = desk.page.sheet.people
    card.kind.setCurrentIndex(card.kind.findData(PersonKind.ENTERPRISE))
    card.owner_id.setText("0100109106")
    card.owner_name.setText("Công ty Mẫu")
    desk.register()
    stored = desk.stored()[0]
    assert (stored.owner_kind, stored.owner_birth, stored.owner_sex) == (
        PersonKind.ENTERPRISE,
        "",
        None,
    )


def test_the_authorised_person_is_asked_for_only_when_there_is_one(desk: Desk) -> None:
    card = desk.page.sheet.people
    assert not any(editor.isEnabled() for editor in card.submitter_editors)
    card.authorised.setChecked(True)
    assert all(editor.isEnabled() for editor in card.submitter_editors)


def test_the_second_card_is_the_authorised_person_s(desk: Desk) -> None:
    desk.fill()
    desk.page.sheet.people.authorised.setChecked(True)
    desk.scan(OTHER_CARD)
    desk.register()
    stored = desk.stored()[0]
    assert (stored.owner_name, stored.is_authorised) == (HUNG.name, True)
    assert (stored.submitter_name, stored.submitter_id_number) == ("Lê Văn Cam", "072090005678")


def test_an_authorised_person_without_a_name_is_asked_for_at_the_field(desk: Desk) -> None:
    desk.fill()
    desk.page.sheet.people.authorised.setChecked(True)
    desk.register()
    assert desk.stored() == []
    assert "ủy quyền" in desk.page.board.box("submitter_name").problem
    assert desk.focused() is desk.page.sheet.people.submitter_name


def test_one_s_own_card_with_an_authorised_person_chosen_stays_the_owner_s(desk: Desk) -> None:
    desk.page.sheet.people.authorised.setChecked(True)
    desk.scan(CARD)
    people = desk.page.typed().people
    assert (people.owner_name, people.submitter_name) == ("Trần Thị Bưởi", "")
