"""An office's facts as they are stored, or the field that is wrong."""

from dataclasses import replace
from typing import Final
from urllib.parse import urlsplit

from app.errors import InvalidInputError
from app.services.forms.numbering import UNIT_CODE_EXAMPLES, is_unit_code
from app.services.office.records import NewOffice, OfficeEdit
from app.text import clean
from app.vocabulary.catalogue import OffHoursRule

MAX_FOOTER_LINES: Final = 3
MAX_SUPPLEMENT_DAYS: Final = 365


def clean_unit_code(code: str) -> str:
    """Return `code` in capitals. Raises InvalidInputError (field `code`) for another shape."""
    plain = code.strip().upper()
    if not is_unit_code(plain):
        raise InvalidInputError(
            "code",
            f"Mã phải có dạng như {UNIT_CODE_EXAMPLES}; hãy nhập lại.",
        )
    return plain


def clean_new_office(office: NewOffice) -> NewOffice:
    """Return `office` in its stored form. Raises InvalidInputError naming the field."""
    return replace(
        office,
        name=_required(office.name, "name", "Chưa nhập tên đơn vị; hãy nhập tên ghi trên giấy tờ."),
        code=clean_unit_code(office.code),
        parent_name=clean(office.parent_name, "parent_name", limit=300),
        head_name=clean(office.head_name, "head_name", limit=200),
        address=clean(office.address, "address", limit=500),
        place=clean(office.place, "place", limit=200),
        hotline=clean(office.hotline, "hotline", limit=100),
    )


def clean_edit(edit: OfficeEdit) -> OfficeEdit:
    """Return `edit` in its stored form. Raises InvalidInputError naming the field."""
    if edit.off_hours is OffHoursRule.MIXED:
        raise InvalidInputError(
            "off_hours", "Cách tính này chỉ còn cho hồ sơ cũ; hãy chọn một trong hai cách."
        )
    return replace(
        edit,
        name=_required(edit.name, "name", "Chưa nhập tên đơn vị; hãy nhập tên ghi trên giấy tờ."),
        parent_name=clean(edit.parent_name, "parent_name", limit=300),
        head_name=clean(edit.head_name, "head_name", limit=200),
        address=clean(edit.address, "address", limit=500),
        place=clean(edit.place, "place", limit=200),
        hotline=clean(edit.hotline, "hotline", limit=100),
        lookup_url=_url(edit.lookup_url),
        footer=_footer(edit.footer),
        supplement_days=_supplement_days(edit.supplement_days),
    )


def _required(text: str, field: str, missing: str) -> str:
    plain = clean(text, field, limit=300)
    if not plain:
        raise InvalidInputError(field, missing)
    return plain


def _footer(text: str) -> str:
    plain = clean(text, "footer", limit=500, lines=True)
    if plain.count("\n") >= MAX_FOOTER_LINES:
        raise InvalidInputError(
            "footer", f"Chân giấy tối đa {MAX_FOOTER_LINES} dòng; hãy rút gọn để vừa khổ A5."
        )
    return plain


def _supplement_days(days: int) -> int:
    if not 1 <= days <= MAX_SUPPLEMENT_DAYS:
        raise InvalidInputError(
            "supplement_days", f"Số ngày chờ bổ sung từ 1 đến {MAX_SUPPLEMENT_DAYS}; hãy nhập lại."
        )
    return days


def _url(text: str) -> str:
    plain = clean(text, "lookup_url", limit=300)
    if not plain:
        return ""
    problem = InvalidInputError(
        "lookup_url",
        "Địa chỉ tra cứu phải bắt đầu bằng https:// hoặc http://; hãy sửa lại hoặc để trống.",
    )
    try:
        parts = urlsplit(plain)
    except ValueError:
        raise problem from None
    if parts.scheme not in {"https", "http"} or not parts.hostname or " " in plain:
        raise problem
    return plain
