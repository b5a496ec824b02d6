"""The starter catalogue that comes with the program: one TOML file a field, one for agencies."""

import tomllib
from dataclasses import dataclass
from decimal import Decimal
from importlib.resources.abc import Traversable
from typing import Any

import msgspec

from app.paths import resource
from app.services.catalogue.cells import channels_of, cutoff_of
from app.services.catalogue.records import (
    CaseDraft,
    FileContent,
    ImportedProcedure,
    PaperDraft,
    ProcedureDraft,
)
from app.vocabulary.catalogue import TimeUnit
from app.vocabulary.office import Level

_FOLDER = "catalogue"
_AGENCIES = "agencies.toml"


@dataclass(frozen=True, slots=True)
class StarterAgency:
    """An agency of the starter catalogue."""

    code: str
    name: str
    level: Level


class _Case(msgspec.Struct, forbid_unknown_fields=True):
    name: str
    unit: TimeUnit
    value: str = "0"
    fee_vnd: int = 0
    channels: list[str] = []
    late_cutoff: str = ""


class _Paper(msgspec.Struct, forbid_unknown_fields=True):
    name: str
    original: int = 0
    certified: int = 0
    plain: int = 0
    electronic: int = 0
    required: bool = True


class _Procedure(msgspec.Struct, forbid_unknown_fields=True):
    code: str
    name: str
    level: Level
    agency: str
    case: list[_Case]
    decision: str = ""
    document: list[_Paper] = []


class _File(msgspec.Struct, forbid_unknown_fields=True):
    field: str
    procedure: list[_Procedure]


def starter_agencies() -> tuple[StarterAgency, ...]:
    """Return the agencies of the starter catalogue."""
    rows = _load(resource(f"{_FOLDER}/{_AGENCIES}"))["agency"]
    return tuple(msgspec.convert(row, StarterAgency) for row in rows)


def read_starter() -> FileContent:
    """Return the starter catalogue's procedures, in order of file name."""
    codes = {agency.name: agency.code for agency in starter_agencies()}
    files = sorted(
        (
            each
            for each in resource(_FOLDER).iterdir()
            if each.name.endswith(".toml") and each.name != _AGENCIES
        ),
        key=lambda each: each.name,
    )
    drafts = [
        _draft(procedure, read.field, codes)
        for read in (msgspec.convert(_load(each), _File) for each in files)
        for procedure in read.procedure
    ]
    return FileContent(
        tuple(ImportedProcedure((row,), draft) for row, draft in enumerate(drafts, start=1))
    )


def _load(file: Traversable) -> dict[str, Any]:
    return tomllib.loads(file.read_text(encoding="utf-8"))


def _draft(read: _Procedure, field: str, codes: dict[str, str]) -> ProcedureDraft:
    return ProcedureDraft(
        code=read.code,
        name=read.name,
        field=field,
        level=read.level,
        decision=read.decision,
        agency_name=read.agency,
        agency_code=codes[read.agency],
        cases=tuple(
            CaseDraft(
                name=case.name,
                value=Decimal(case.value),
                unit=case.unit,
                channels=channels_of(",".join(case.channels)),
                fee_vnd=case.fee_vnd,
                late_cutoff=cutoff_of(case.late_cutoff),
            )
            for case in read.case
        ),
        papers=tuple(
            PaperDraft(
                name=paper.name,
                original=paper.original,
                certified=paper.certified,
                plain=paper.plain,
                electronic=paper.electronic,
                is_required=paper.required,
            )
            for paper in read.document
        ),
    )
