"""Harms done inside a structure: JSON trees, archives member by member, tables cell by cell."""

import csv
import io
import json
import random
import zipfile
from copy import deepcopy
from typing import Any, Final

from tests.harness.fuzzing.odd import ODD_WHOLES, mutated_bytes, mutated_text, odd_text

_ODD_LEAVES: Final[tuple[Any, ...]] = (
    *(None, True, False, 1.5, -0.0, 1e308, float("nan"), float("inf"), [], {}, [[]], {"": {}}),
    *ODD_WHOLES,
)


def mutated_tree(chance: random.Random, tree: Any) -> Any:
    """Return a copy of a JSON tree with one to three leaves or branches made odd."""
    changed = deepcopy(tree)
    for _ in range(chance.choice((1, 1, 2, 3))):
        at = changed
        keys = _keys(at)
        while keys:
            key = chance.choice(keys)
            below = _keys(at[key])
            if not below or chance.random() < 0.2:
                _harm(chance, at, key)
                break
            at, keys = at[key], below
    return changed


def _keys(at: Any) -> list[Any]:
    if isinstance(at, dict):
        return list(at)
    return list(range(len(at))) if isinstance(at, list) else []


def _harm(chance: random.Random, at: Any, key: Any) -> None:
    pick = chance.random()
    if pick < 0.1:
        del at[key]
    elif pick < 0.2 and isinstance(at, dict):
        at[odd_text(chance)] = at.pop(key)
    elif pick < 0.3 and isinstance(at, list):
        at.extend(deepcopy(at[key]) for _ in range(chance.choice((1, 3, 100))))
    elif pick < 0.6 and isinstance(at[key], str):
        at[key] = mutated_text(chance, at[key])
    elif pick < 0.8:
        at[key] = odd_text(chance)
    else:
        at[key] = deepcopy(chance.choice(_ODD_LEAVES))


def json_bytes(chance: random.Random, tree: Any) -> bytes:
    """Return a harmed tree as JSON bytes, now and then harmed as bytes or buried deep."""
    pick = chance.random()
    if pick < 0.02:
        depth = chance.choice((50, 1_000, 100_000))
        return b'{"a":[' * depth + (b"]}" * depth if chance.random() < 0.5 else b"")
    text = json.dumps(
        mutated_tree(chance, tree),
        ensure_ascii=chance.random() < 0.5,
        indent=chance.choice((None, 1)),
    )
    content = text.encode(chance.choice(("utf-8", "utf-8", "utf-8-sig", "utf-16")), "surrogatepass")
    return mutated_bytes(chance, content) if pick < 0.3 else content


def members_of(archive: bytes) -> dict[str, bytes]:
    """Return an archive's members in order."""
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def archive_of(members: dict[str, bytes], packing: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return an archive of `members` in order."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", packing, compresslevel=1) as archive:
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name), content, packing)
    return out.getvalue()


def mutated_archive(chance: random.Random, archive: bytes, members: dict[str, bytes]) -> bytes:
    """Return the archive harmed as bytes, or packed again from harmed members."""
    if chance.random() < 0.35:
        return mutated_bytes(chance, archive)
    changed = dict(members)
    name = chance.choice(list(changed))
    match chance.randrange(8):
        case 0:
            del changed[name]
        case 1:
            changed[chance.choice(("../../fallen", "/etc/fallen", "C:\\fallen", "a" * 300))] = b"x"
        case 2:
            changed = dict(reversed(list(changed.items())))
        case 3:
            bomb = chance.choice((100_000, 1_000_000)) if chance.random() < 0.9 else 60_000_000
            changed[name] = bytes(bomb)
        case _:
            changed[name] = mutated_bytes(chance, changed[name])
    packing = zipfile.ZIP_DEFLATED if chance.random() < 0.8 else zipfile.ZIP_STORED
    return archive_of(changed, packing)


def mutated_csv(chance: random.Random, rows: list[tuple[Any, ...]]) -> bytes:
    """Return rows as CSV bytes with harmed cells, other marks, quotes and encodings."""
    table = [list(map(str, row)) for row in rows]
    for _ in range(chance.choice((1, 1, 2, 5))):
        row = chance.choice(table)
        if row:
            at = chance.randrange(len(row))
            row[at] = mutated_text(chance, row[at]) if chance.random() < 0.5 else odd_text(chance)
    if chance.random() < 0.05:
        table.append(["x"] * chance.choice((0, 70, 5_000)))
    out = io.StringIO()
    csv.writer(out, delimiter=chance.choice(",,;\t")).writerows(table)
    encoding = chance.choice(("utf-8", "utf-8-sig", "utf-16", "utf-16-be", "latin-1"))
    errors = "replace" if encoding == "latin-1" else "surrogatepass"
    content = out.getvalue().encode(encoding, errors)
    return mutated_bytes(chance, content) if chance.random() < 0.3 else content
