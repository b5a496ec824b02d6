"""What is scanned or typed into one line: the scan line, search, QR payloads, citizen cards."""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from app.errors import InvalidInputError
from app.services.closing.confirming import is_sheet
from app.services.exchange.key_card import read_card
from app.services.forms import receipt_qr
from app.services.intake.identity import looks_like_card, parse_card
from app.vocabulary.dossiers import Action, Verdict
from tests.harness.fuzzing.entry import AtDesk, Entry, require
from tests.harness.fuzzing.odd import mutated_text, noise, odd_text
from tests.harness.fuzzing.world import TODAY, World

CARD: Final = "072185001234|271234567|Nguyễn Thị Ánh|15031985|Nữ|Số 1, An Thử, Tây Ninh|12082021"
_TYPED: Final = ("Nguyễn Thị Ánh", "nguyen thi anh 3", "261123-0004", "0912345678", "072185001234")


def lines_of(world: World) -> tuple[str, ...]:
    """Return lines that mean something at this desk."""
    return (*world.codes, *world.payloads, *world.payloads, *world.numbers, *_TYPED, CARD)


def a_line(chance: random.Random, valid: Sequence[str]) -> str:
    """Return one line of text, now and then as it should be, mostly harmed."""
    pick = chance.random()
    if pick < 0.25:
        return odd_text(chance)
    if pick < 0.35:
        return noise(chance, 4_200 if pick < 0.26 else 200)
    line = chance.choice(valid)
    return line if pick < 0.4 else mutated_text(chance, line)


@dataclass(frozen=True, slots=True)
class Typed:
    """A line, and which of the places that take one it has come to."""

    place: int
    text: str


Takes = Callable[[World, str], object]
_BOXES: Final[tuple[Takes, ...]] = (
    lambda at, text: at.desk.search.find(at.officer, text),
    lambda at, text: at.desk.search.find(at.agency_officer, text),
    lambda at, text: at.desk.procedures.find(at.officer, text),
    lambda at, text: at.desk.choices.find(at.officer, text),
    lambda at, text: at.desk.returning.waiting(at.officer, text),
    lambda at, text: at.desk.returning.papers_waiting(at.officer, text),
    lambda at, text: at.desk.applicants.known(at.officer, text),
)
_PAGES: Final[tuple[Takes, ...]] = (
    lambda at, text: at.desk.scans.for_handoff(at.officer, text),
    lambda at, text: at.desk.scans.for_handoff(at.agency_officer, text),
    lambda at, text: at.desk.scans.for_action(at.officer, text, Action.RETURN),
    lambda at, text: at.desk.scans.for_fees(at.officer, text),
    lambda at, text: at.desk.tracking.one(at.officer, text),
    lambda at, text: at.desk.postings.of_dossier(at.officer, text),
    lambda at, text: at.desk.rating_slips.look(at.officer, text),
    lambda at, text: at.desk.petitions.id_of(at.officer, text, TODAY.year),
    lambda _at, text: looks_like_card(text) and parse_card(text, TODAY),
    lambda at, text: is_sheet(text) and at.desk.closing_sheets.scan(at.officer, text),
)


class PlacedLines(AtDesk[Typed]):
    """Lines for one of several places."""

    places: tuple[Takes, ...]

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.valid = lines_of(self.world)

    def make(self, chance: random.Random) -> Typed:
        return Typed(chance.randrange(len(self.places)), a_line(chance, self.valid))

    def feed(self, made: Typed) -> None:
        self.places[made.place](self.world, made.text)


class SearchLines(PlacedLines):
    """The one box, the boxes of the catalogue and of the intake, the lists' filters."""

    places = _BOXES


class ScanLines(PlacedLines):
    """What each page does with a scan it has been given."""

    places = _PAGES


class QrLines(AtDesk[str]):
    """The verifier: no payload but a signed one is genuine."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.valid = lines_of(self.world)

    def make(self, chance: random.Random) -> str:
        pick = chance.random()
        if pick < 0.5:
            return mutated_text(chance, chance.choice(self.world.payloads))
        if pick < 0.7:
            return "1" + "".join(chance.choices("0123456789", k=chance.choice((200, 253))))
        return a_line(chance, self.valid)

    def feed(self, made: str) -> None:
        said = self.world.desk.verifier.verify(self.world.officer, made)
        is_ours = made in self.world.payloads
        require((said.verdict is Verdict.GENUINE) == is_ours, f"{said.verdict}: {made[:210]!r}")
        for read in (receipt_qr.decode, read_card):
            try:
                read(made)
            except InvalidInputError:
                continue


class CardLines(Entry[str]):
    """The citizen card's parser, field by field."""

    def make(self, chance: random.Random) -> str:
        pick = chance.random()
        if pick < 0.1:
            return odd_text(chance)
        if pick < 0.5:
            return mutated_text(chance, CARD)
        fields = CARD.split("|")
        fields[chance.randrange(len(fields))] = chance.choice(
            (odd_text(chance), mutated_text(chance, CARD.split("|")[3]), noise(chance, 12))
        )
        return "|".join(fields)

    def feed(self, made: str) -> None:
        looks_like_card(made)
        card = parse_card(made, TODAY)
        require(card.name and card.birth <= TODAY, f"an impossible card: {card}")
