"""A store of every released version, as its own demo day left it: what an upgrade begins from."""

import lzma
from pathlib import Path

from app.paths import STORE_NAME

_STORES = Path(__file__).with_name("released")
RELEASES = tuple(sorted(path.name.removesuffix(".db.xz") for path in _STORES.glob("*.db.xz")))


def a_released_store(release: str, folder: Path) -> Path:
    """Put the store of `release` into `folder`, which is made, and return its path."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / STORE_NAME
    path.write_bytes(lzma.decompress((_STORES / f"{release}.db.xz").read_bytes()))
    return path
