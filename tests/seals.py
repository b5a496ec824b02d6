"""A seal for tests that need files and no store to keep their key."""

from pathlib import Path

from app.services.exchange.folder import BundleFolder
from app.services.files.folder import FileFolder
from app.services.files.kept_papers import KeptPapers
from app.services.safekeeping.sealing import FileSeal

_KEY = bytes(range(32))


def a_seal(key: bytes = _KEY) -> FileSeal:
    """Return a seal of one key."""
    return FileSeal(lambda: (key,), lambda: key)


def a_file_folder(folder: Path) -> FileFolder:
    return FileFolder(folder, a_seal())


def a_bundle_folder(folder: Path) -> BundleFolder:
    return BundleFolder(folder, a_seal())


def kept_papers(folder: Path) -> KeptPapers:
    return KeptPapers(folder, a_seal())
