"""Bundles of another office: altered files, and nonsense that a trusted key has signed."""

import json
import random
from dataclasses import replace
from pathlib import Path

from app.services.exchange.content import uid_of
from app.services.exchange.envelope import read_own, write_bundle
from app.services.exchange.key_card import read_card_file
from app.services.exchange.records import HandoverDecision
from app.services.forms.keys import KeyFolder
from tests.harness.fuzzing.entry import Entry, each
from tests.harness.fuzzing.odd import mutated_bytes, mutated_text
from tests.harness.fuzzing.trees import members_of, mutated_archive, mutated_tree
from tests.services.exchange_builders import a_place, carried, trust
from tests.services.store_builders import OFFICE, FakeTime, a_store


class BundleFiles(Entry[tuple[str, bytes]]):
    """The bundle's own data is harmed before it is signed, the file after."""

    tenth = 1_000

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        time = FakeTime()
        there_office = replace(OFFICE, code="000.00.08.H53", name="Văn phòng Thử")
        here = a_place(folder / "here", time, a_store(folder / "here"))
        there = a_place(folder / "there", time, a_store(folder / "there"), there_office)
        self.here, self.there = trust(here, there), trust(there, here)
        self.here.send([self.here.counter.code()])
        made = self.here.export()
        path = carried(made)
        self.whole = path.read_bytes()
        self.members = members_of(self.whole)
        self.header, data = read_own(path)
        self.tree = json.loads(data)
        self.key = KeyFolder(self.here.folder / "keys").load_or_create(1)
        self.card = self.here.peers.card(self.here.counter.admin)
        self.path = folder / "upload.motcua"

    def make(self, chance: random.Random) -> tuple[str, bytes]:
        pick = chance.random()
        if pick < 0.45:
            tree = mutated_tree(chance, self.tree)
            return "signed", json.dumps(tree, ensure_ascii=False).encode("utf-8", "replace")
        if pick < 0.55:
            content = mutated_bytes(chance, json.dumps(self.tree).encode())
            return "signed", content
        if pick < 0.65:
            text = mutated_text(chance, self.card.payload)
            return "card", text.encode("utf-8", "surrogatepass")
        return "bytes", mutated_archive(chance, self.whole, self.members)

    def feed(self, made: tuple[str, bytes]) -> None:
        kind, content = made
        officer, admin = self.there.counter.officer, self.there.counter.admin
        if kind == "card":
            self.path.write_bytes(content)
            each(
                lambda: read_card_file(self.path),
                lambda: self.there.peers.propose(admin, content.decode("utf-8", "surrogatepass")),
            )
            return
        if kind == "signed":
            header = replace(self.header, uid=uid_of(self.header, content))
            write_bundle(self.path, header, content, {}, self.key.sign)
        else:
            self.path.write_bytes(content)
        each(
            lambda: self.there.bundles.preview(officer, self.path),
            lambda: self.there.bundles.take_in(officer, self.path, HandoverDecision()),
        )

    def problems(self) -> list[str]:
        drafts = list((self.there.folder / "bundles").glob(".*"))
        return [*self.there.problems(), *(f"left behind: {path.name}" for path in drafts)]

    def close(self) -> None:
        for place in (self.here, self.there):
            place.counter.database.close()
