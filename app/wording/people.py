"""Words that depend on whom they are about."""

from collections.abc import Mapping
from typing import Final

from app.vocabulary.people import PersonKind

NUMBER_NAMES: Final[Mapping[PersonKind, str]] = {
    PersonKind.CITIZEN: "Số định danh/CCCD",
    PersonKind.ENTERPRISE: "Mã số thuế",
    PersonKind.HOUSEHOLD_BUSINESS: "Mã số thuế",
    PersonKind.ORGANISATION: "Mã số thuế, số quyết định",
}
"""What the number is called that a dossier's owner is known by."""
