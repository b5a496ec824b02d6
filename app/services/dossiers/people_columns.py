"""How the people and wishes of an intake become a dossier's columns, and back."""

from typing import Any, Final

from app.models.dossiers import Dossier
from app.services.dossiers.records import NewDossier, Owner, Submitter
from app.text import name_sort_key

_WISHES: Final = (
    "request",
    "set_count",
    "return_by",
    "return_address",
    "fee_vnd",
    "note",
    "exempt_ground",
    "competent_id",
)


def person_columns(new: NewDossier) -> dict[str, object]:
    """Return the columns that a correction may change as well."""
    owner, submitter = new.owner, new.submitter
    return {
        "owner_kind": owner.kind,
        "owner_name": owner.name,
        "owner_sort": name_sort_key(owner.name)[:600],
        "owner_id_number": owner.id_number,
        "owner_birth": owner.birth,
        "owner_sex": owner.sex,
        "address": owner.address,
        "phone": owner.phone,
        "email": owner.email,
        "submitter_name": submitter.name if submitter else "",
        "submitter_id_number": submitter.id_number if submitter else "",
        "submitter_phone": submitter.phone if submitter else "",
        "is_authorised": submitter is not None,
        **wishes_of(new),
    }


def wishes_of(intake: Dossier | NewDossier) -> dict[str, Any]:
    """Return what was wished and agreed beside people and papers, by the names of its columns."""
    return {name: getattr(intake, name) for name in _WISHES}


def owner_of(row: Dossier) -> Owner:
    """Return the owner of a stored dossier."""
    return Owner(
        name=row.owner_name,
        kind=row.owner_kind,
        id_number=row.owner_id_number,
        birth=row.owner_birth,
        sex=row.owner_sex,
        address=row.address,
        phone=row.phone,
        email=row.email,
    )


def submitter_of(row: Dossier) -> Submitter | None:
    """Return the authorised person of a stored dossier, or None for the owner in person."""
    if not row.is_authorised:
        return None
    return Submitter(
        name=row.submitter_name, id_number=row.submitter_id_number, phone=row.submitter_phone
    )
