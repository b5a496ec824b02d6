"""What this program itself has written and reads again: the settings, half-typed drafts."""

import json
import random
from pathlib import Path
from typing import Final

from app.services.petitions.records import NewPetition
from app.settings import LARGEST_BYTES, SettingsFile
from app.ui.intake.papers import PaperEntry
from app.ui.intake.typed import (
    TypedIntake,
    TypedPeople,
    TypedSpecial,
    decode,
    encode,
    to_new,
    to_preview,
    typed_of,
)
from app.ui.petitions.entry_form import TypedPetition
from app.ui.petitions.entry_form import decode as decode_petition
from app.ui.petitions.entry_form import encode as encode_petition
from tests.harness.fuzzing.entry import AtDesk, Entry, each, require
from tests.harness.fuzzing.odd import mutated_bytes, mutated_text, odd_text
from tests.harness.fuzzing.trees import json_bytes
from tests.harness.fuzzing.world import TODAY

_SETTINGS: Final = """# Cài đặt của máy này.
counter_name = "Quầy 1"
station = "Máy 1"
theme = "dark"
files_folder = ""
database_url = ""
seen = ["một", "hai"]
same_day_receipt = true
unknown = { a = [1, 2, { b = 1979-05-27T07:32:00Z }] }

[printers.A5]
kind = "queue"
queue = "Máy in 1"

[shortcuts]
"intake.register" = "Ctrl+Return"
"""
_LONG: Final = (
    "[[t{0}]]\na = 1\n",
    "[t.x{0}]\na = 1\n",
    "a.k{0} = 1\n",
    "k{0} = [" + "1," * 500 + "]\n",
    "[t.x{0}]\na = 1\n[u.x{0}]\nb = 2\n",
    "z{0}" + ".a" * 90 + " = 1\n",
    "# {0} chú thích\n",
)


class SettingsTexts(Entry[bytes]):
    """settings.toml: read, changed and written back, or refused with its line."""

    tenth = 1_000

    def make(self, chance: random.Random) -> bytes:
        pick = chance.random()
        if pick < 0.1:
            return odd_text(chance).encode("utf-8", "surrogatepass")
        if pick < 0.4:
            return mutated_bytes(chance, _SETTINGS.encode())
        if pick < 0.42:
            return b"a = " + b"[" * chance.choice((50, 5_000, 200_000))
        if pick < 0.44:
            return b".".join([b"a"] * chance.choice((50, 5_000, 100_000))) + b" = 1"
        if pick < 0.46:
            return _long(chance)
        return mutated_text(chance, _SETTINGS).encode("utf-8", "surrogatepass")

    def feed(self, made: bytes) -> None:
        file = SettingsFile(self.folder)
        file.path.write_bytes(made)
        settings = file.load()
        file.save(settings)
        require(file.load() == settings, "other settings came back")


def _long(chance: random.Random) -> bytes:
    """Return a file as long as one may be, or a little longer, of lines that are dear to read."""
    line = chance.choice(_LONG)
    many = int(LARGEST_BYTES * chance.choice((0.5, 0.95, 1.05)) / len(line.format(1000).encode()))
    return (_SETTINGS + "\n" + "".join(map(line.format, range(many)))).encode()


class Drafts(AtDesk[str]):
    """Drafts as another version, a crash or a hand left them in the store."""

    tenth = 1_500

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.count = 0
        desk, officer = self.world.desk, self.world.officer
        with_everything = TypedIntake(
            case_id=1,
            people=TypedPeople(owner_name="Ánh", birth="15/03/1985", owner_id="072185001234"),
            papers=(PaperEntry(name="Tờ khai", counts=(1, 0, 0, 0)),),
            special=TypedSpecial(is_late=True, received_day="20/11/2026", received_time="08:10"),
        )
        view = desk.tracking.one(officer, self.world.codes[0])
        self.trees = [json.loads(encode(one)) for one in (with_everything, typed_of(view))]

    def make(self, chance: random.Random) -> str:
        pick = chance.random()
        if pick < 0.1:
            return odd_text(chance)
        return json_bytes(chance, chance.choice(self.trees)).decode("utf-8", "replace")

    def feed(self, made: str) -> None:
        desk, officer = self.world.desk, self.world.officer
        self.count += 1
        draft_id = f"draft-{self.count}"
        desk.drafts.save(officer, draft_id, made)
        (kept,) = [one for one in desk.drafts.waiting(officer) if one.draft_id == draft_id]
        desk.drafts.discard(officer, draft_id)
        typed = decode(kept.content)
        each(
            lambda: desk.intake.preview(officer, to_preview(typed, TODAY)),
            lambda: desk.intake.register(officer, to_new(typed, draft_id, TODAY)),
        )


class PetitionDrafts(AtDesk[str]):
    """Drafts of petitions as another version, a crash or a hand left them in the store."""

    tenth = 500

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.count = 0
        self.tree = json.loads(
            encode_petition(
                TypedPetition(
                    sender_name="Ánh",
                    sender_phone="0912345678",
                    sender_address="Ấp 3",
                    content="Đề nghị bỏ một giấy tờ.",
                    received_day="20/11/2026",
                    received_time="08:10",
                )
            )
        )

    def make(self, chance: random.Random) -> str:
        if chance.random() < 0.1:
            return odd_text(chance)
        return json_bytes(chance, self.tree).decode("utf-8", "replace")

    def feed(self, made: str) -> None:
        desk, officer = self.world.desk, self.world.officer
        self.count += 1
        draft_id = f"petition-{self.count}"
        desk.petition_drafts.save(officer, draft_id, made)
        (kept,) = desk.petition_drafts.waiting(officer)
        desk.petition_drafts.discard(officer, draft_id)
        typed = decode_petition(kept.content)
        require(decode_petition(encode_petition(typed)) == typed, "another draft came back")
        desk.petitions.receive(
            officer,
            NewPetition(
                draft_id=draft_id,
                channel=typed.channel,
                kind=typed.kind,
                about=typed.about,
                sender_name=typed.sender_name,
                sender_address=typed.sender_address,
                sender_phone=typed.sender_phone,
                content=typed.content,
                dossier_code=typed.dossier_code,
                officer_login=typed.officer_login,
                procedure_code=typed.procedure_code,
            ),
        )
