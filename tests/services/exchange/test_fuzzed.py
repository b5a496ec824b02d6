"""Whatever a trusted key signed, and whatever lies in the file: a sentence, and nothing half."""

import hashlib
import json
import random
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from app.errors import UserError
from app.services.exchange.content import uid_of
from app.services.exchange.envelope import BundleError, BundleHeader, read_own, write_bundle
from app.services.forms.keys import KeyFolder, SigningKey
from tests.services.exchange_builders import Place, carried
from tests.services.store_builders import logged_acts

_ODD_VALUES: tuple[Any, ...] = (
    *(None, True, -1, 0, 1 << 31, 1 << 70, 1.5, "", " ", "x" * 5000, "\x00", "a\u202eb", "e\u0301"),
    *([], {}, [1], "9999-12-31T23:59:59+14:00", "0001-01-01T00:00:00Z", "2026-11-23T09:00:00"),
    *("NaN", "1e400", "-3", "0.25", "../../etc", "000.00.15.H53-261123-0001", "counter", "sent"),
)


def _leaves(tree: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    children = tree.items() if isinstance(tree, dict) else enumerate(tree)
    found = [path] if path else []
    for key, child in children:
        if isinstance(child, dict | list):
            found += _leaves(child, (*path, key))
        else:
            found.append((*path, key))
    return found


def _mutated(data: bytes, chance: random.Random, code: str) -> bytes:
    tree = json.loads(data)
    tree["dossiers"][0]["code"] = code
    for _ in range(chance.choice((0, 1, 1, 1, 2))):
        *way, last = chance.choice(_leaves(tree))
        at = tree
        for key in way:
            at = at[key]
        if chance.random() < 0.1 and isinstance(at, dict):
            del at[last]
        else:
            at[last] = chance.choice(_ODD_VALUES)
    return json.dumps(tree, ensure_ascii=False).encode()


def _key(place: Place) -> SigningKey:
    return KeyFolder(place.folder / "keys").load_or_create(1)


def _signed(place: Place, header: BundleHeader, data: bytes) -> Path:
    path = place.folder / "made.motcua"
    write_bundle(path, replace(header, uid=uid_of(header, data)), data, {}, _key(place).sign)
    return path


def _attempt(place: Place, path: Path) -> str:
    """Look into a bundle and take it in; return what was said against it."""
    try:
        place.bundles.preview(place.counter.officer, path)
        place.take(path)
    except UserError as problem:
        return problem.message
    return ""


def test_signed_nonsense_is_taken_whole_or_refused_in_a_sentence(here: Place, there: Place) -> None:
    chance = random.Random(7)  # noqa: S311 - a seed, not a secret
    here.send([here.counter.code()])
    header, data = read_own(carried(here.export()))
    taken, refused = 0, 0
    for number in range(400):
        path = _signed(here, header, _mutated(data, chance, f"000.00.15.H53-261123-{number:04d}"))
        acts = len(logged_acts(there.counter.database))
        said = _attempt(there, path)
        if said:
            assert said.endswith(".")
            assert len(logged_acts(there.counter.database)) == acts
        refused, taken = refused + bool(said), taken + (not said)
    assert taken > 40
    assert refused > 100
    assert there.problems() == []


@pytest.mark.parametrize("length", [0, 10, 0.3, 0.7, -1])
def test_a_cut_file_changes_nothing(here: Place, there: Place, length: float) -> None:
    here.send([here.counter.code()])
    path = carried(here.export())
    whole = path.read_bytes()
    path.write_bytes(whole[: int(len(whole) * length) if 0 < length < 1 else int(length)])
    _refused(there, path, "Gói bị cụt|không phải gói")


@pytest.mark.parametrize("name", ["a\x00b", "a\u202eb", "e\u0301"])
def test_hidden_and_unfinished_characters_are_refused(here: Place, there: Place, name: str) -> None:
    here.send([here.counter.code()])
    header, data = read_own(carried(here.export()))
    tree = json.loads(data)
    tree["dossiers"][0]["owner"]["name"] = name
    _refused(there, _signed(here, header, json.dumps(tree).encode()), "không đọc được")


def test_wrong_addressees_unknown_keys_and_borrowed_uids_are_refused(
    here: Place, there: Place
) -> None:
    here.send([here.counter.code()])
    made = here.export()
    header, data = read_own(carried(made))
    _refused(there, _signed(here, replace(header, to_code="000.00.09.H53"), data), "không phải cho")
    _refused(here, carried(made), "Chưa xác nhận khóa")
    stranger = KeyFolder(here.folder / "others").load_or_create(2)
    other = replace(header, public_key=stranger.public_key.hex())
    path = here.folder / "other.motcua"
    write_bundle(path, other, data, {}, stranger.sign)
    _refused(there, path, "Chưa xác nhận khóa")
    write_bundle(path, replace(header, uid="1" * 36), data, {}, _key(here).sign)
    _refused(there, path, "Nội dung gói không đọc được")
    naive = replace(header, made_at=header.made_at.replace(tzinfo=None))
    write_bundle(path, naive, data, {}, _key(here).sign)
    _refused(there, path, "Nội dung gói không đọc được")


def test_files_that_were_not_announced_or_are_of_another_kind_are_refused(
    here: Place, there: Place
) -> None:
    here.send([here.counter.code()])
    header, data = read_own(carried(here.export()))
    path = here.folder / "files.motcua"
    sha256 = there.files.put(b"MZ")
    write_bundle(path, header, data, {sha256: lambda: b"MZ"}, _key(here).sign)
    _refused(there, path, "không khớp với danh sách")
    tree = json.loads(data)
    file = {"name": "a.exe", "kind": "paper", "paper_ordinal": 1, "media_type": "image/png"}
    tree["dossiers"][0]["files"] = [{**file, "size": 2, "sha256": sha256}]
    told = json.dumps(tree).encode()
    named = replace(header, uid=uid_of(header, told))
    write_bundle(path, named, told, {sha256: lambda: b"MZ"}, _key(here).sign)
    _refused(there, path, "không nhận được")
    png = _png()
    sha256 = hashlib.sha256(png).hexdigest()
    for wrong in ({"media_type": "application/pdf"}, {"size": 2}):
        said = {**file, "name": "a.png", "size": len(png), "sha256": sha256} | wrong
        tree["dossiers"][0]["files"] = [said]
        told = json.dumps(tree).encode()
        named = replace(header, uid=uid_of(header, told))
        write_bundle(path, named, told, {sha256: lambda: png}, _key(here).sign)
        _refused(there, path, "không khớp với danh sách")


def _png() -> bytes:
    out = BytesIO()
    Image.new("RGB", (4, 4), "white").save(out, "PNG")
    return out.getvalue()


def _refused(place: Place, path: Path, words: str) -> None:
    acts = logged_acts(place.counter.database)
    with pytest.raises(BundleError, match=words):
        place.take(path)
    assert logged_acts(place.counter.database) == acts
    assert not list((place.folder / "bundles").glob(".*"))
