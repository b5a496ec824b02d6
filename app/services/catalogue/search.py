"""Finding procedures by words without marks, in any order, or by the beginning of a code."""

import re
from typing import Any

from sqlalchemy import ColumnElement, SQLColumnExpression, and_, case, false, func, or_, select
from sqlalchemy.orm import aliased
from sqlalchemy.sql import Select

from app.models.catalogue import Procedure, ProcedureVersion
from app.models.office import Unit
from app.services.catalogue.records import ProcedureFilter
from app.text import words

_MOST_WORDS = 12
_CODE_BEGINNING = re.compile(r"[0-9a-zđ._/-]+")


def rows_of(wanted: ProcedureFilter) -> Select[*tuple[object, ...]]:
    """Return the query of what `wanted` lets through: versions in force, or newest ones."""
    return (
        select(
            Procedure.id.label("procedure_id"),
            ProcedureVersion.id.label("version_id"),
            Procedure.code,
            ProcedureVersion.name,
            ProcedureVersion.field,
            ProcedureVersion.level,
            func.coalesce(Unit.name, "").label("agency_name"),
            ProcedureVersion.number,
            Procedure.is_active,
        )
        .join(ProcedureVersion, ProcedureVersion.procedure_id == Procedure.id)
        .outerjoin(Unit, Unit.id == ProcedureVersion.agency_id)
        .where(*_conditions(wanted))
    )


def _conditions(wanted: ProcedureFilter) -> list[ColumnElement[bool]]:
    found = [_newest() if wanted.has_ended else ProcedureVersion.valid_to.is_(None)]
    if wanted.field:
        found.append(ProcedureVersion.field == wanted.field)
    if wanted.level is not None:
        found.append(ProcedureVersion.level == wanted.level)
    if wanted.text.strip():
        found.append(_matches(wanted.text))
    return found


def _newest() -> ColumnElement[bool]:
    other = aliased(ProcedureVersion)
    newest = (
        select(func.max(other.number)).where(other.procedure_id == Procedure.id).scalar_subquery()
    )
    return ProcedureVersion.number == newest


def best_first(text: str) -> list[SQLColumnExpression[Any]]:
    """Return an order: the code, then the words as typed, then the words anywhere; short first."""
    searched = words(text)
    if not searched:
        return [ProcedureVersion.search_text, Procedure.code]
    phrase = ProcedureVersion.search_text.contains(" " + " ".join(searched), autoescape=True)
    rank = case((_starts(text), 0), (phrase, 1), else_=2)
    return [rank, func.length(ProcedureVersion.name), Procedure.code]


def _matches(text: str) -> ColumnElement[bool]:
    searched = words(text)[:_MOST_WORDS]
    if not searched:
        return _starts(text)
    every_word = and_(
        *(ProcedureVersion.search_text.contains(f" {word}", autoescape=True) for word in searched)
    )
    return or_(_starts(text), every_word)


def _starts(text: str) -> ColumnElement[bool]:
    """Say whether a code begins with `text`, letter case aside."""
    typed = "".join(text.split()).lower()
    if not _CODE_BEGINNING.fullmatch(typed):
        return false()
    return func.lower(Procedure.code).startswith(typed, autoescape=True)
