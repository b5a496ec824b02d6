"""Scans that are added to a dossier: contents of every kind, and the names they come under."""

import random
from pathlib import Path

from app.printing.scan_reader import read_codes
from app.services.files.attachments import file_name
from tests.harness.fuzzing.entry import AtDesk, Entry, require
from tests.harness.fuzzing.odd import mutated_text, odd_text
from tests.harness.fuzzing.pictures import hostile_content, hostile_picture
from tests.harness.fuzzing.tables import Upload


class Scans(AtDesk[Upload]):
    """Attachments: contents, and the names they come under."""

    tenth = 1_000

    def make(self, chance: random.Random) -> Upload:
        valid = chance.choice(("tờ khai.pdf", "C:\\scan\\a.png", "../a.jpeg", "a.pdf.exe"))
        name = odd_text(chance) if chance.random() < 0.4 else mutated_text(chance, valid)
        return name, hostile_content(chance)

    def feed(self, made: Upload) -> None:
        name, content = made
        for media_type in ("application/pdf", "image/jpeg", "image/png"):
            _require_harmless(file_name(name, media_type))
        desk, officer = self.world.desk, self.world.officer
        line = desk.attachments.add_paper(officer, self.world.codes[0], 1, name, content)
        back = desk.attachments.content(officer, line.attachment_id)
        require(back == content, "another content came back")
        desk.attachments.end(officer, line.attachment_id, "thử")


def _require_harmless(name: str) -> None:
    is_plain = 0 < len(name) <= 200 and Path(name).name == name and name.isprintable()
    require(is_plain, f"a harmful name: {name!r}")


class ScannedFiles(Entry[bytes]):
    """Pictures and PDFs given to the QR verifier."""

    tenth = 2_000

    def make(self, chance: random.Random) -> bytes:
        return hostile_picture(chance) if chance.random() < 0.6 else hostile_content(chance)

    def feed(self, made: bytes) -> None:
        path = self.folder / "scan"
        path.write_bytes(made)
        read_codes(path)
