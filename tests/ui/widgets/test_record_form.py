"""The form of described records: what a field's description makes of its editor."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import pytest
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from app.errors import InvalidInputError
from app.services.fields import Field, FieldKind
from app.ui.widgets.record_form import RecordForm
from app.vocabulary.office import Level
from tests.ui.record_forms import fill

_TODAY = date(2026, 11, 23)
_FIELDS = (
    Field(name="code", title="&Mã", is_fixed=True, missing="Chưa có mã."),
    Field(name="words", title="Lời", lines=3, is_required=False, hint="một câu"),
    Field(
        name="level",
        title="Cấp",
        kind=FieldKind.CHOICE,
        choices=tuple(Level),
        default=Level.COMMUNE,
    ),
    Field(name="unit_id", title="Đơn vị", kind=FieldKind.OPTION, is_required=False),
    Field(name="since", title="Từ ngày", label="Từ n&gày nào", kind=FieldKind.DATE),
    Field(
        name="until", title="Đến ngày", kind=FieldKind.DATE, is_required=False, not_before="since"
    ),
    Field(name="is_open", title="&Còn mở", kind=FieldKind.YES_NO, default=True),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Record:
    code: str
    words: str
    level: Level
    unit_id: int | None
    since: date
    until: date | None
    is_open: bool


_STORED = _Record(
    code="A1",
    words="Một câu",
    level=Level.PROVINCE,
    unit_id=7,
    since=date(2026, 1, 2),
    until=None,
    is_open=False,
)


@pytest.fixture
def form(qtbot: QtBot) -> Iterator[RecordForm]:
    options = {"unit_id": (("Không", None), ("Phòng Kinh tế", 7))}
    holder = QWidget()
    qtbot.addWidget(holder)
    made = RecordForm(
        _FIELDS,
        "Bản ghi",
        "Lưu",
        lambda: _TODAY,
        holder,
        told="Về việc",
        columns=2,
        options=options,
    )
    made.show()
    yield made
    holder.close()  # its own hold on the form ends here


def test_a_field_has_the_editor_the_words_and_the_key_it_describes(form: RecordForm) -> None:
    kinds = [QLineEdit, QPlainTextEdit, QComboBox, QComboBox, QLineEdit, QLineEdit, QCheckBox]
    for editor, kind in zip(form.editors.values(), kinds, strict=True):
        assert isinstance(editor, kind)
    labels = [one.text() for one in form.findChildren(QLabel) if one.buddy() is not None]
    assert labels == ["&Mã", "Lời", "Cấp", "Đơn vị", "Từ n&gày nào", "Đến ngày"]
    assert form.editors["code"].accessibleName() == "Mã"
    assert "Về việc" in [one.text() for one in form.findChildren(QLabel)]
    box = form.editors["is_open"]
    assert isinstance(box, QCheckBox)
    assert box.text() == "&Còn mở"


def test_enter_goes_through_the_fields_in_their_order(form: RecordForm, qtbot: QtBot) -> None:
    chain, editor = [], form.editors["code"]
    for _place in form.editors:
        chain.append(editor)
        following = editor.nextInFocusChain()
        while following is not None and following not in form.editors.values():
            following = following.nextInFocusChain()
        assert following is not None
        editor = following
    assert chain == list(form.editors.values())
    qtbot.waitUntil(form.editors["code"].hasFocus)


def test_a_form_begins_with_the_defaults(form: RecordForm) -> None:
    fill(form, code="a", since="1/2/2026")
    assert form.values() == {
        "code": "a",
        "words": "",
        "level": Level.COMMUNE,
        "unit_id": None,
        "since": date(2026, 2, 1),
        "until": None,
        "is_open": True,
    }


def test_a_stored_record_is_shown_and_its_fixed_fields_stay(form: RecordForm, qtbot: QtBot) -> None:
    form.show_stored(_STORED)
    assert form.read(_Record) == _STORED
    assert form.line("code").isReadOnly()
    qtbot.waitUntil(form.editors["words"].hasFocus)


def test_everything_that_is_wrong_is_said_at_once(form: RecordForm) -> None:
    fill(form, since="31/2/2026")
    with pytest.raises(InvalidInputError) as caught:
        form.values()
    assert caught.value.field == "code"
    assert form.board.box("code").problem == "Chưa có mã."
    assert form.board.box("since").problem.startswith("Không có ngày 31/02/2026")
    assert form.board.box("until").problem == ""


def test_dates_that_cross_are_refused_at_the_later_one(form: RecordForm) -> None:
    fill(form, code="a", since="2/2/2026", until="1/2/2026")
    with pytest.raises(InvalidInputError, match="Đến ngày 01/02/2026 đứng trước từ ngày 02/02"):
        form.values()
    form.accept_with(form.values)
    form.submit.click()
    assert form.isVisible()
    assert "đứng trước" in form.board.box("until").problem


def test_what_was_taken_closes_the_form_before_it_goes_on(form: RecordForm) -> None:
    taken: list[tuple[str, bool]] = []
    form.accept_with(
        lambda: form.values()["code"], lambda code: taken.append((str(code), form.isVisible()))
    )
    form.submit.click()
    assert taken == []
    fill(form, code="a", since="2/2/2026")
    form.submit.click()
    assert taken == [("a", False)]
