"""What is read off papers of trust: key cards, public keys, recovery and closing sheets."""

import random
from pathlib import Path
from typing import Final

from app.services.closing.confirming import read_anchor
from app.services.exchange.key_card import read_card
from app.services.forms.verification import read_public_key_file, verify_offline
from app.services.safekeeping.paper import from_paper, paper_digits
from app.services.safekeeping.secret import OfficeSecret
from tests.harness.fuzzing.entry import AtDesk
from tests.harness.fuzzing.lines import Typed, lines_of
from tests.harness.fuzzing.odd import mutated_text, odd_text
from tests.harness.fuzzing.trees import json_bytes

_KEYS: Final = {"unit": {"number": 1, "code": "000.00.15.H53", "name": "Một cửa"}, "keys": {}}


class PrintedPapers(AtDesk[Typed]):
    """Typed off a paper, scanned from it, or a file of public keys."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        keys = {str(key_id): key.hex() for key_id, key in self.world.public_keys.items()}
        self.tree = _KEYS | {"keys": keys}
        self.valid = (
            *lines_of(self.world),
            "".join(paper_digits(OfficeSecret.of(bytes(range(32))))),
            " - ".join(paper_digits(OfficeSecret.of(bytes(32)))),
            *("1" + "0" * 97 + "00" for _ in range(3)),
            self.world.desk.peers.card(self.world.officer).payload,
        )
        self.places = (self._scan, read_anchor, read_card, from_paper, self._read_keys)

    def make(self, chance: random.Random) -> Typed:
        place = chance.randrange(len(self.places))
        if self.places[place] == self._read_keys:
            text = json_bytes(chance, self.tree).decode("utf-8", "surrogateescape")
            return Typed(place, text)
        text = odd_text(chance) if chance.random() < 0.2 else chance.choice(self.valid)
        return Typed(place, mutated_text(chance, text))

    def feed(self, made: Typed) -> None:
        self.places[made.place](made.text)

    def _scan(self, text: str) -> object:
        return self.world.desk.closing_sheets.scan(self.world.officer, text)

    def _read_keys(self, text: str) -> object:
        path = self.folder / "khóa.json"
        path.write_bytes(text.encode("utf-8", "surrogateescape"))
        return verify_offline(self.world.payloads[0], read_public_key_file(path))
