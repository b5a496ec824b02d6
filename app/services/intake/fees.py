"""What is asked of the citizen on intake: the case's fee, or less with its ground (miễn, giảm)."""

from dataclasses import replace

from app.errors import InvalidInputError
from app.services.dossiers.records import NewDossier
from app.wording.texts import money_text


def settle_exemption(new: NewDossier, fee_of_case: int) -> NewDossier:
    """Return `new` whose ground stands only where less than the case's fee is taken.

    Raises InvalidInputError (`exempt_ground`) for a lower fee without its ground.
    """
    if new.fee_vnd >= fee_of_case:
        return replace(new, exempt_ground="")
    if not new.exempt_ground:
        raise InvalidInputError(
            "exempt_ground",
            f"Mức thu thấp hơn phí, lệ phí của trường hợp này ({money_text(fee_of_case)}). "
            "Hãy ghi căn cứ miễn, giảm.",
        )
    return new
