"""Papers as a scanner or a telephone sees them: turned, small, blurred, noisy, with a stamp."""

import random
from dataclasses import dataclass
from math import pi, sqrt
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageChops, ImageDraw, ImageFilter

from app.printing.qr import QUIET_ZONE_MODULES, qr_symbol

Colours = NDArray[np.uint8]
THERMAL_DPI: Final = 203
_WIDEST_MM: Final = 25.0
_WHITE: Final = (255, 255, 255)
_INK: Final = (205, 30, 45)
"""Of a stamp on white paper; what is black below it stays black."""


@dataclass(frozen=True, slots=True)
class Seen:
    """How a symbol is looked at: pixels a printed dot, and the share of it under a stamp."""

    px_per_dot: float = 1.0
    stamped: float = 0.0


def dots_per_module(side: int) -> int:
    """Return how many whole dots a module gets so that the symbol is at most 25 mm at 203 dpi."""
    return int(_WIDEST_MM / 25.4 * THERMAL_DPI) // side


def side_mm(side: int) -> float:
    """Return how wide the symbol of `side` modules then is, without its quiet zone."""
    return side * dots_per_module(side) / THERMAL_DPI * 25.4


def seen(payload: str, how: Seen, chance: random.Random) -> Image.Image:
    """Return the printed symbol of `payload` as it is seen, in colours."""
    paper = _stamped(_printed(payload), how.stamped, chance)
    turned = paper.rotate(
        chance.uniform(-6, 6), Image.Resampling.BICUBIC, expand=True, fillcolor=_WHITE
    )
    size = (round(turned.width * how.px_per_dot), round(turned.height * how.px_per_dot))
    small = turned.resize(size, Image.Resampling.BOX) if how.px_per_dot < 1 else turned
    blurred = small.filter(ImageFilter.GaussianBlur(chance.uniform(0, 0.6)))
    return _noisy(blurred, chance)


def _printed(payload: str) -> Image.Image:
    symbol = qr_symbol(payload)
    dot, quiet = dots_per_module(symbol.side), QUIET_ZONE_MODULES
    size = (symbol.side + 2 * quiet) * dot
    paper: Colours = np.full((size, size, 3), 255, dtype=np.uint8)
    for run in symbol.runs:
        top, left = (run.row + quiet) * dot, (run.column + quiet) * dot
        paper[top : top + dot, left : left + run.length * dot] = 0
    return Image.fromarray(paper)


def _stamped(paper: Image.Image, share: float, chance: random.Random) -> Image.Image:
    """Put a round of ink that covers `share` of the symbol somewhere over it."""
    if not share:
        return paper
    ink = Image.new("RGB", paper.size, _WHITE)
    inner = paper.width * 37 // (37 + 2 * QUIET_ZONE_MODULES)
    edge = (paper.width - inner) / 2
    radius = sqrt(share * inner * inner / pi)
    x, y = (chance.uniform(edge + radius, paper.width - edge - radius) for _ in range(2))
    ImageDraw.Draw(ink).ellipse((x - radius, y - radius, x + radius, y + radius), _INK)
    return ImageChops.multiply(paper, ink)


def _noisy(picture: Image.Image, chance: random.Random) -> Image.Image:
    light = np.random.default_rng(chance.getrandbits(32))
    noise = light.normal(0, 6, (picture.height, picture.width, 1))
    return Image.fromarray(np.clip(np.asarray(picture) + noise, 0, 255).astype(np.uint8))
