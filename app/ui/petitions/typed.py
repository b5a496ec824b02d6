"""A petition as typed, letter by letter: what its draft keeps."""

from dataclasses import dataclass, replace

import msgspec

from app.errors import InvalidInputError
from app.vocabulary.petitions import PetitionAbout, PetitionChannel, PetitionKind


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedPetition:
    """What stands in the form; `received_day` and `received_time` are as typed."""

    channel: PetitionChannel = PetitionChannel.IN_PERSON
    kind: PetitionKind = PetitionKind.FEEDBACK
    about: PetitionAbout = PetitionAbout.RULE
    sender_name: str = ""
    sender_phone: str = ""
    sender_address: str = ""
    content: str = ""
    dossier_code: str = ""
    procedure_code: str = ""
    officer_login: str = ""
    received_day: str = ""
    received_time: str = ""
    prints: bool = True

    @property
    def is_blank(self) -> bool:
        """Say whether nothing would be lost with it: choices alone are nothing typed."""
        chosen = {
            name: getattr(self, name)
            for name in ("channel", "kind", "about", "officer_login", "prints")
        }
        return self == replace(TypedPetition(), **chosen)


def encode(typed: TypedPetition) -> str:
    """Return the text a draft is kept as."""
    return msgspec.json.encode(typed).decode()


def decode(content: str) -> TypedPetition:
    """Return a kept draft. Raises InvalidInputError for one this version cannot read."""
    try:
        return msgspec.json.decode(content, type=TypedPetition)
    except (msgspec.MsgspecError, RecursionError):
        raise InvalidInputError(
            "draft",
            "Bản nháp này của phiên bản khác nên không mở lại được. Hãy nhập lại phản ánh.",
        ) from None
