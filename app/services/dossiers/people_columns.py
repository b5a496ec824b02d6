"""What an intake says of people and wishes, one row a column of the dossier; and copies of it."""

from dataclasses import dataclass, fields
from typing import Any, Final, Literal

from app.models.dossiers import Dossier
from app.services.dossiers.records import NewDossier, Owner, Submitter
from app.services.ledger.visibility import Masks, PersonalFact
from app.text import name_sort_key

Whose = Literal["owner", "submitter", "intake"]


@dataclass(frozen=True, slots=True)
class IntakeColumn:
    """One column: whose it is, its name in that record, what people call it.

    `fact` is the kind of personal fact that it is masked and erased as; None is never masked.
    """

    column: str
    whose: Whose
    name: str
    word: str
    fact: PersonalFact | None = None

    @property
    def title(self) -> str:
        """The word as it stands before a value."""
        return self.word[:1].upper() + self.word[1:]


def _wish(name: str, word: str, fact: PersonalFact | None = None) -> IntakeColumn:
    return IntakeColumn(name, "intake", name, word, fact)


_F = PersonalFact
_BY = "người nộp"
INTAKE_COLUMNS: Final = (
    IntakeColumn("owner_kind", "owner", "kind", "loại chủ hồ sơ"),
    IntakeColumn("owner_name", "owner", "name", "họ tên"),
    IntakeColumn("owner_id_number", "owner", "id_number", "số giấy tờ", _F.ID_NUMBER),
    IntakeColumn("owner_birth", "owner", "birth", "ngày sinh", _F.BIRTH),
    IntakeColumn("owner_sex", "owner", "sex", "giới tính"),
    IntakeColumn("address", "owner", "address", "địa chỉ", _F.ADDRESS),
    IntakeColumn("phone", "owner", "phone", "điện thoại", _F.PHONE),
    IntakeColumn("email", "owner", "email", "email", _F.EMAIL),
    IntakeColumn("submitter_name", "submitter", "name", _BY),
    IntakeColumn("submitter_id_number", "submitter", "id_number", _BY, _F.ID_NUMBER),
    IntakeColumn("submitter_phone", "submitter", "phone", _BY, _F.PHONE),
    _wish("request", "nội dung", _F.WORDS),
    _wish("set_count", "số bộ"),
    _wish("return_by", "cách nhận kết quả"),
    _wish("return_address", "cách nhận kết quả", _F.ADDRESS),
    _wish("fee_vnd", "phí, lệ phí"),
    _wish("note", "ghi chú", _F.WORDS),
    _wish("exempt_ground", "miễn, giảm", _F.WORDS),
    _wish("competent_id", "cơ quan có thẩm quyền"),
)
"""Every column that a correction may change, but for the two that follow from others."""
COLUMN_WORDS: Final = {one.column: one.word for one in INTAKE_COLUMNS} | {"is_authorised": _BY}
"""What people call each column."""


def facts_of(whose: Whose) -> tuple[IntakeColumn, ...]:
    """Return the columns with personal facts of the owner, the submitter or the intake itself."""
    return tuple(one for one in _of(whose) if one.fact)


def masked(said: object, whose: Whose, masks: Masks) -> dict[str, Any]:
    """Return the personal facts of a record by their names, as far as they may be seen."""
    return {
        one.name: masks.fact(one.fact, getattr(said, one.name)) for one in _of(whose) if one.fact
    }


def said_on(paper: type, owner: Owner, submitter: Submitter | None) -> dict[str, Any]:
    """Return the owner's facts that a paper has under their names.

    An owner without a telephone is reached by the submitter's.
    """
    phone = owner.phone or (submitter.phone if submitter else "")
    wanted = {field.name for field in fields(paper)}
    said = {one.name: getattr(owner, one.name) for one in _of("owner") if one.name in wanted}
    return {**said, "phone": phone}


def person_columns(new: NewDossier) -> dict[str, object]:
    """Return the columns that a correction may change as well."""
    submitter = new.submitter
    return {
        **{one.column: getattr(new.owner, one.name) for one in _of("owner")},
        "owner_sort": name_sort_key(new.owner.name)[:600],
        **{
            one.column: getattr(submitter, one.name) if submitter else ""
            for one in _of("submitter")
        },
        "is_authorised": submitter is not None,
        **wishes_of(new),
    }


def wishes_of(intake: Dossier | NewDossier) -> dict[str, Any]:
    """Return what was wished and agreed beside people and papers, by the names of its columns."""
    return {one.name: getattr(intake, one.name) for one in _of("intake")}


def owner_of(row: Dossier) -> Owner:
    """Return the owner of a stored dossier."""
    return Owner(**_stored(row, "owner"))


def submitter_of(row: Dossier) -> Submitter | None:
    """Return the authorised person of a stored dossier, or None for the owner in person."""
    return Submitter(**_stored(row, "submitter")) if row.is_authorised else None


def _of(whose: Whose) -> tuple[IntakeColumn, ...]:
    return tuple(one for one in INTAKE_COLUMNS if one.whose == whose)


def _stored(row: Dossier, whose: Whose) -> dict[str, Any]:
    return {one.name: getattr(row, one.column) for one in _of(whose)}
