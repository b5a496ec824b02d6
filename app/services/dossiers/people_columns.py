"""How the people and wishes of an intake become a dossier's columns, and back."""

from app.models.dossiers import Dossier
from app.services.dossiers.records import NewDossier, Owner, Submitter
from app.text import name_sort_key


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
        "request": new.request,
        "set_count": new.set_count,
        "return_by": new.return_by,
        "return_address": new.return_address,
        "fee_vnd": new.fee_vnd,
        "note": new.note,
        "exempt_ground": new.exempt_ground,
        "competent_id": new.competent_id,
    }


def owner_of(row: Dossier) -> Owner:
    """Return the owner of a stored dossier."""
    return Owner(
        row.owner_name,
        row.owner_kind,
        row.owner_id_number,
        row.owner_birth,
        row.owner_sex,
        row.address,
        row.phone,
        row.email,
    )


def submitter_of(row: Dossier) -> Submitter | None:
    """Return the authorised person of a stored dossier, or None for the owner in person."""
    if not row.is_authorised:
        return None
    return Submitter(row.submitter_name, row.submitter_id_number, row.submitter_phone)
