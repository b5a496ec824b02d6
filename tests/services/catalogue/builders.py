"""Procedures for tests, with sensible defaults."""

from decimal import Decimal
from typing import Any

from app.services.catalogue.records import CaseDraft, PaperDraft, ProcedureDraft
from app.vocabulary.catalogue import TimeUnit
from app.vocabulary.office import Level


def a_case(name: str = "Thông thường", value: str = "3", **fields: Any) -> CaseDraft:
    known: dict[str, Any] = {"unit": TimeUnit.WORKING_DAY}
    return CaseDraft(name, Decimal(value), **known | fields)


def a_procedure(**fields: Any) -> ProcedureDraft:
    """Return a draft that keeps every rule, changed."""
    return ProcedureDraft(
        **{
            "code": "1.001193",
            "name": "Đăng ký khai sinh",
            "field": "Hộ tịch",
            "level": Level.COMMUNE,
            "agency_name": "UBND cấp xã",
            "cases": (a_case(),),
            "papers": (PaperDraft("Tờ khai", original=1), PaperDraft("Giấy chứng sinh", plain=1)),
        }
        | fields
    )
