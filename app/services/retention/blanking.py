"""A printed form without its people: numbers, codes, dates and the office's own words stay.

Whatever is text is blanked unless it is named here, so a field that is added later is blanked too.
"""

from dataclasses import fields, is_dataclass, replace
from enum import Enum
from typing import Any, Final, TypeVar

from app.services.forms.form_parts import Letterhead
from app.services.forms.records import FormData, HandoffSlipData
from app.wording.texts import ERASED

_T = TypeVar("_T")

KEPT: Final = frozenset(
    {
        *("number", "code", "code_check", "replaces", "payment_number", "result_number"),
        *("qr_payload", "lookup_url", "book_name"),
        *("procedure_code", "procedure_name", "case_name", "time_text", "due_text"),
        *("agency_name", "partner_names", "from_name", "to_name"),
        *("officer_name", "sender_name", "counter_name", "signer", "approver", "contact_phone"),
        *("result_text", "given_with", "office_words"),
    }
)
"""Texts of a form that say nothing of a citizen."""


def blanked(data: FormData) -> FormData:
    """Return `data` without what it says of people."""
    return _blank(data)


def blanked_lines(data: HandoffSlipData, codes: frozenset[str]) -> HandoffSlipData:
    """Return a slip on which the dossiers `codes` are without their people.

    Its note goes with them: nothing says which of them it is about.
    """
    lines = tuple(_blank(line) if line.code in codes else line for line in data.lines)
    return replace(data, lines=lines, note=ERASED if data.note else "")


def _blank(record: _T) -> _T:
    changes = {
        field.name: _without_people(field.name, getattr(record, field.name))
        for field in fields(record)  # type: ignore[arg-type]
    }
    return replace(record, **changes)  # type: ignore[type-var]


def _without_people(name: str, value: Any) -> Any:  # noqa: ANN401 - any field of any form
    if name in KEPT or isinstance(value, Enum | Letterhead):
        return value
    if isinstance(value, str):
        return ERASED if value else ""
    if isinstance(value, tuple):
        return tuple(_without_people(name, one) for one in value)
    return _blank(value) if is_dataclass(value) and not isinstance(value, type) else value
