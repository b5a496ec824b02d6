"""Show 10,000 forged QR payloads to every way of proving a paper; read genuine ones off paper."""

import argparse
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from PIL import Image

from app.printing.outbox import render
from app.printing.qr import qr_symbol
from app.printing.raster import page_count, page_image
from app.printing.scan_reader import read_codes
from app.vocabulary.forms import FORM_OF_QR_KIND
from tests.harness.forging.forger import Forger
from tests.harness.forging.pictures import Seen, seen, side_mm
from tests.harness.forging.proving import Proofs, show, ways_to_prove
from tests.harness.forging.typing_methods import telex, vni
from tests.harness.fuzzing.odd import chances
from tests.harness.fuzzing.world import World, a_world
from tests.harness.telling import count_of, tell

WHOLE: Final = 10_000
_LOOKS: Final = (
    ("clean", Seen(), 0.99),
    ("a stamp over a tenth", Seen(stamped=0.1), 0.95),
    ("0.4 pixels a dot", Seen(px_per_dot=0.4), 0.95),
)
_WIDEST_MM: Final = 25.0
_PAGE_DPI: Final = (150, 203, 300)

Figures = list[tuple[str, object]]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Nothing beside what every verb takes."""


def run(args: argparse.Namespace) -> int:
    """Forge, prove, read; the status is 0 where no forgery passed and what is genuine did."""
    count = count_of(args, WHOLE)
    with tempfile.TemporaryDirectory(prefix="motcua-forged-") as root:
        folder = Path(root) / "desk" / "0"
        folder.mkdir(parents=True)
        world = a_world(folder)
        try:
            return _run(world, folder, args.seed, count)
        finally:
            world.desk.close()


def _run(world: World, folder: Path, seed: int, count: int) -> int:
    forger = Forger(world.payloads, Ed25519PrivateKey.generate())
    proofs = show(forger, ways_to_prove(world, folder), seed, count)
    figures, problems = figures_of(proofs, world)
    for told, wrong in (
        _on_pages(world, folder / "page.png"),
        _as_seen(world, folder / "seen.png", seed, max(20, count // 20)),
        _as_typed(world),
    ):
        figures += told
        problems += wrong
    return tell("Forged and genuine papers", figures, problems)


def figures_of(proofs: Proofs, world: World) -> tuple[Figures, list[str]]:
    """Return the figures of forging, and what did not hold."""
    passed = sum(one.startswith("accepted") for one in proofs.is_wrong)
    kinds = {form.kind for form in world.forms}
    lacking = [
        f"no genuine paper of kind {one.value}"
        for one in FORM_OF_QR_KIND.values()
        if one not in kinds
    ]
    figures: Figures = [(f"forged: {how}", many) for how, many in sorted(proofs.forged.items())]
    figures += [
        ("forged, in all", f"{proofs.count}, {passed} accepted"),
        ("genuine", f"{len(world.payloads)} of {len(kinds)} kinds"),
    ]
    return figures, proofs.is_wrong + lacking


def _on_pages(world: World, path: Path) -> tuple[Figures, list[str]]:
    """Read every genuine paper off its printed page."""
    shown = [
        (form.kind.value, form.payload, picture)
        for form in world.forms
        for picture in _pages(render(form.data, 1))
    ]
    read = [_is_read(path, picture, payload) for _kind, payload, picture in shown]
    wrong = sorted({kind for (kind, _text, _page), was in zip(shown, read, strict=True) if not was})
    share = sum(read) / len(read)
    dpi = ", ".join(map(str, _PAGE_DPI))
    problems = [f"pages not read: {', '.join(wrong)}"] if share < 0.99 else []
    return [(f"read off the page at {dpi} dpi", f"{share:.1%} of {len(read)}")], problems


def _pages(pdf: bytes) -> Iterator[Image.Image]:
    """Return the page that bears the symbol, at each fineness."""
    for dpi in _PAGE_DPI:
        page = page_image(pdf, page_count(pdf) - 1, dpi)
        yield Image.frombytes("RGB", (page.width, page.height), page.rgb)


def _as_seen(world: World, path: Path, seed: int, many: int) -> tuple[Figures, list[str]]:
    """Read a symbol of a receipt printer's size off pictures of it."""
    width = max(side_mm(qr_symbol(payload).side) for payload in world.payloads)
    figures: Figures = [("symbol at 203 dpi", f"{width:.1f} mm")]
    problems = [f"symbol is {width:.1f} mm wide"] if width > _WIDEST_MM else []
    for name, how, least in _LOOKS:
        read = 0
        for number in range(many):
            chance = chances(seed, name, number)
            payload = chance.choice(world.payloads)
            read += _is_read(path, seen(payload, how, chance), payload)
        figures.append((f"read: {name}", f"{read / many:.1%} of {many}"))
        if read / many < least:
            problems.append(f"read {name}: {read / many:.1%}, must be {least:.0%}")
    return figures, problems


def _is_read(path: Path, picture: Image.Image, payload: str) -> bool:
    picture.save(path, compress_level=1)
    return payload in read_codes(path)


def _as_typed(world: World) -> tuple[Figures, list[str]]:
    """Type every payload and number through the input methods."""
    methods: tuple[tuple[str, Callable[[str], str]], ...] = (("Telex", telex), ("VNI", vni))
    texts = world.payloads
    figures: Figures = []
    problems: list[str] = []
    for name, types in methods:
        kept = sum(types(text) == text for text in texts)
        figures.append((f"typed through {name}", f"{kept / len(texts):.0%} survive"))
        if kept < len(texts):
            problems.append(f"{name} rewrote {len(texts) - kept} payloads")
    return figures, problems
