"""What a field takes and what it refuses, kind by kind; the sentence stands at the field."""

from datetime import date, datetime

import pytest

from app.errors import InvalidInputError
from app.services.fields import Field, FieldKind, Given, Value, read_value, value_text
from app.services.registers.definitions import REGISTERS, Register
from app.services.registers.writing import read_values
from app.vocabulary.office import Level
from app.vocabulary.reports import ActivityKind, RegisterKind
from tests.harness.register_entries import TYPED

_TODAY = date(2026, 11, 23)
_TEXT = Field(name="f", title="Ô", longest=20)
_DATE = Field(name="f", title="Ô", kind=FieldKind.DATE)
_MONTH = Field(name="f", title="Ô", kind=FieldKind.MONTH)
_NUMBER = Field(name="f", title="Ô", kind=FieldKind.NUMBER, most=1000)
_LEVEL = Field(name="f", title="Ô", kind=FieldKind.CHOICE, choices=tuple(Level))
_YES_NO = Field(name="f", title="Ô", kind=FieldKind.YES_NO)
_ENTRY = Field(name="f", title="Ô", kind=FieldKind.ENTRY)


@pytest.mark.parametrize(
    ("field", "raw", "value"),
    [
        (_TEXT, "  Kiểm   tra ", "Kiểm tra"),
        (_TEXT, "Ki\u00ea\u0309m", "Kiểm"),
        (_TEXT, 800.0, "800"),
        (_TEXT, 800, "800"),
        (_TEXT, datetime(2026, 3, 14), "14/03/2026"),  # noqa: DTZ001 - as a spreadsheet gives it
        (_DATE, "14/03/2026", date(2026, 3, 14)),
        (_DATE, "4.3.2026", date(2026, 3, 4)),
        (_DATE, "2026-03-14", date(2026, 3, 14)),
        (_DATE, "2026-03-14 00:00:00", date(2026, 3, 14)),
        (_DATE, date(2026, 3, 14), date(2026, 3, 14)),
        (_DATE, datetime(2026, 3, 14), date(2026, 3, 14)),  # noqa: DTZ001 - the same
        (_DATE, "29/02/2028", date(2028, 2, 29)),
        (_MONTH, "9/2026", date(2026, 9, 1)),
        (_MONTH, "09-2026", date(2026, 9, 1)),
        (_MONTH, "2026-09", date(2026, 9, 1)),
        (_MONTH, date(2026, 9, 17), date(2026, 9, 1)),
        (_NUMBER, "0", 0),
        (_NUMBER, "1000", 1000),
        (_NUMBER, "1.000", 1000),
        (_NUMBER, 12.0, 12),
        (_NUMBER, 12, 12),
        (_LEVEL, "commune", Level.COMMUNE),
        (_LEVEL, "cap XA", Level.COMMUNE),
        (_LEVEL, Level.PROVINCE, Level.PROVINCE),
        (_YES_NO, "Có", True),
        (_YES_NO, "x", True),
        (_YES_NO, "KHÔNG", False),
        (_YES_NO, 0.0, False),
        (_YES_NO, True, True),
        (_ENTRY, "3", 3),
    ],
)
def test_a_field_takes_what_people_type_and_spreadsheets_hold(
    field: Field, raw: Given, value: Value
) -> None:
    assert read_value(field, raw) == value
    assert type(read_value(field, raw)) is type(value)


@pytest.mark.parametrize(
    ("field", "raw", "said"),
    [
        (_TEXT, "", "Chưa nhập “Ô”"),
        (_TEXT, "   ", "Chưa nhập “Ô”"),
        (_TEXT, None, "Chưa nhập “Ô”"),
        (_TEXT, "a" * 21, "tối đa 20 ký tự"),
        (_TEXT, "a\u202eb", "ký tự ẩn"),
        (_DATE, "", "Chưa nhập"),
        (_DATE, "31/02/2026", "Không có ngày 31/02/2026"),
        (_DATE, "29/02/2026", "Không có ngày 29/02/2026"),
        (_DATE, "01/13/2026", "Không có tháng 13"),
        (_DATE, "00/01/2026", "Không có ngày 00/01/2026"),
        (_DATE, "14/03/0026", "Năm 26 không hợp lý"),
        (_DATE, "14/03/9999", "Năm 9999 không hợp lý"),
        (_DATE, "hôm qua", "không phải là ngày"),
        (_DATE, "14/03/26", "không phải là ngày"),
        (_DATE, "2026-03-14 09:30", "không phải là ngày"),
        (_DATE, 45365.0, "không phải là ngày"),
        (_MONTH, "13/2026", "Không có tháng 13"),
        (_MONTH, "0/2026", "Không có tháng 0"),
        (_MONTH, "9", "không phải là tháng"),
        (_MONTH, "2026-13", "Không có tháng 13"),
        (_NUMBER, "", "Chưa nhập"),
        (_NUMBER, "-1", "số nguyên từ 0 đến 1.000"),
        (_NUMBER, -1, "số nguyên từ 0 đến 1.000"),
        (_NUMBER, "1001", "số nguyên từ 0 đến 1.000"),
        (_NUMBER, "9" * 40, "số nguyên từ 0 đến 1.000"),
        (_NUMBER, 1e300, "số nguyên từ 0 đến 1.000"),
        (_NUMBER, "1,5", "số nguyên từ 0 đến 1.000"),
        (_NUMBER, 1.5, "số nguyên từ 0 đến 1.000"),
        (_NUMBER, float("nan"), "số nguyên từ 0 đến 1.000"),
        (_NUMBER, float("inf"), "số nguyên từ 0 đến 1.000"),
        (_NUMBER, "hai", "số nguyên từ 0 đến 1.000"),
        (_NUMBER, "\u0663", "số nguyên từ 0 đến 1.000"),
        (_DATE, "1\u0664/03/2026", "không phải là ngày"),
        (_NUMBER, True, "số nguyên từ 0 đến 1.000"),
        (_LEVEL, "thôn", "Hãy chọn một trong: Cấp bộ, Cấp tỉnh, Cấp huyện, Cấp xã"),
        (_YES_NO, "có lẽ", "Có hoặc Không"),
        (_YES_NO, 2, "Có hoặc Không"),
        (_ENTRY, "0", "bắt đầu từ 1"),
    ],
)
def test_a_field_refuses_with_a_sentence_of_its_own(field: Field, raw: Given, said: str) -> None:
    with pytest.raises(InvalidInputError) as refused:
        read_value(field, raw)
    assert refused.value.field == "f"
    assert said in refused.value.message


@pytest.mark.parametrize("register", REGISTERS.values(), ids=lambda one: one.kind.value)
def test_what_is_shown_is_read_as_the_same_again(register: Register) -> None:
    values = read_values(register, TYPED[register.kind], _TODAY)
    shown = {one.name: value_text(one, values[one.name]) for one in register.fields}
    assert read_values(register, shown, _TODAY) == values


@pytest.mark.parametrize("register", REGISTERS.values(), ids=lambda one: one.kind.value)
def test_the_description_is_of_the_table(register: Register) -> None:
    """Each field is a column of its type, and is missing in the table only where it may be."""
    kept = {"id", "unit_id", "number", "version", "from_at", "to_at", "entered_at"}
    kept |= {"officer_id", "reason", "is_struck", "words"}
    columns = {one.name: one for one in register.table.__table__.columns}
    assert set(columns) - kept == {one.name for one in register.fields}
    types = {FieldKind.DATE: date, FieldKind.MONTH: date, FieldKind.NUMBER: int}
    types |= {FieldKind.ENTRY: int, FieldKind.YES_NO: bool}
    for one in register.fields:
        column = columns[one.name]
        if one.kind is not FieldKind.CHOICE:
            assert column.type.python_type is types.get(one.kind, str)
        assert column.nullable == (not one.is_required and one.kind is not FieldKind.TEXT)
        length = getattr(column.type, "length", None)
        assert one.kind is not FieldKind.TEXT or length in {None, one.longest}
    roles = (register.called, register.day, register.due, register.done, register.followed_up)
    for name in (*roles, register.since, register.until, register.of_field, *register.once):
        assert not name or register.field(name).name == name


@pytest.mark.parametrize(
    ("kind", "given", "field", "said"),
    [
        (RegisterKind.INSPECTIONS, {"decision_no": ""}, "decision_no", "phải có số quyết định"),
        (RegisterKind.INSPECTIONS, {"held_on": "24/11/2026"}, "held_on", "còn ở tương lai"),
        (RegisterKind.INSPECTIONS, {"colour": "đỏ"}, "colour", "không có mục “colour”"),
        (RegisterKind.FINDINGS, {"mend_by": "19/11/2026"}, "mend_by", "đứng trước ngày phát hiện"),
        (RegisterKind.FINDINGS, {"mended_on": "19/11/2026"}, "mended_on", "đứng trước"),
        (RegisterKind.ONE_STOP_UNITS, {"valid_to": "30/06/2025"}, "valid_to", "đứng trước"),
        (RegisterKind.ONE_STOP_UNITS, {"level": "ministry"}, "level", "Cấp tỉnh, Cấp huyện"),
        (RegisterKind.REGULATIONS, {"issued_on": "24/11/2026"}, "issued_on", "tương lai"),
        (RegisterKind.ACTIVITIES, {"participants": "-5"}, "participants", "số nguyên từ 0"),
    ],
)
def test_an_entry_that_cannot_be_true_is_refused_at_its_field(
    kind: RegisterKind, given: dict[str, Given], field: str, said: str
) -> None:
    with pytest.raises(InvalidInputError) as refused:
        read_values(REGISTERS[kind], {**TYPED[kind], **given}, _TODAY)
    assert refused.value.field == field
    assert said in refused.value.message


def test_a_choice_is_read_as_its_member() -> None:
    values = read_values(REGISTERS[RegisterKind.ACTIVITIES], TYPED[RegisterKind.ACTIVITIES], _TODAY)
    assert values["kind"] is ActivityKind.TRAINING
