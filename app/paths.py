"""Where things lie: the data folder, and one lookup for packaged resources."""

import os
import secrets
import stat
from importlib.resources import files
from importlib.resources.abc import Traversable
from itertools import takewhile
from pathlib import Path, PurePosixPath
from typing import BinaryIO, Final

import platformdirs

STORE_NAME = "motcua.db"
"""The store's file within the data folder."""
KEYS_NAME = "keys"
"""The folder of keys within the data folder."""
_ZEROS: Final = bytes(1 << 20)
_NAME_LENGTH_MAX: Final = 100


def default_data_folder() -> Path:
    """Return the user's data folder for this program (not created here)."""
    return Path(platformdirs.user_data_dir("motcua", appauthor=False))


def default_high_water_folder() -> Path:
    """Return where records of what each store has held lie: never within a data folder."""
    return Path(platformdirs.user_state_dir("motcua", appauthor=False)) / "high-water"


def make_folder(folder: Path, mode: int = 0o777) -> None:
    """Create `folder` and those above it: after a power cut they are there with what is in them.

    Raises OSError.
    """
    missing = list(takewhile(lambda each: not each.exists(), (folder, *folder.parents)))
    folder.mkdir(parents=True, exist_ok=True, mode=mode)
    for made in missing:
        sync_folder(made.parent)


def make_private_folder(folder: Path) -> Path:
    """Create `folder` for its owner alone where the system knows modes, and return it.

    A folder that the system shares out (/tmp) is not taken away from the others. Raises OSError.
    """
    make_folder(folder, mode=0o700)
    if os.name == "posix" and not folder.stat().st_mode & stat.S_ISVTX:
        folder.chmod(0o700)
    return folder


def write_whole(path: Path, content: bytes, *, replace: bool = True, mode: int = 0o600) -> None:
    """Write `content` to `path` so that after a power cut it is there whole or not at all.

    The folder must exist. With `replace` false an existing file is kept and FileExistsError raised.
    """
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
        if replace:
            draft.replace(path)
        else:
            path.hardlink_to(draft)
    finally:
        draft.unlink(missing_ok=True)
    sync_folder(path.parent)


def put_in_place(draft: Path, path: Path) -> None:
    """Give a finished `draft` of the same folder its name: whole there, or not, after a power cut.

    Raises OSError.
    """
    with draft.open("r+b") as file:
        os.fsync(file.fileno())
    draft.replace(path)
    sync_folder(path.parent)


def overwrite(what: BinaryIO | Path) -> None:
    """Write zeros over every byte of a file. Raises OSError."""
    if isinstance(what, Path):
        with what.open("r+b") as file:
            overwrite(file)
        return
    left = what.seek(0, os.SEEK_END)
    what.seek(0)
    while left > 0:
        left -= what.write(_ZEROS[: min(left, len(_ZEROS))])
    what.flush()
    os.fsync(what.fileno())


def sync_folder(folder: Path) -> None:
    """Make a new name in `folder` durable; Windows has no such call and needs none.

    Raises OSError.
    """
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def portable_name(title: str) -> str:
    """Return `title` as a name that every file system takes, without its ending."""
    kept = "".join(char if char.isalnum() or char in " -_.()" else "-" for char in title)
    return kept.strip(" .")[:_NAME_LENGTH_MAX] or "giay"


def resource(name: str) -> Traversable:
    """Return the packaged resource `name` (relative, forward slashes).

    Works from a wheel, an editable install and a checkout. Raises FileNotFoundError naming what is
    missing and ValueError for an absolute or climbing name.
    """
    wanted = PurePosixPath(name)
    if wanted.is_absolute() or ".." in wanted.parts:
        message = f"not a resource name: {name}"
        raise ValueError(message)
    packaged = files("app").joinpath("resources")
    beside = Path(__file__).resolve().parent.parent / "resources"
    for root in (packaged, beside):
        found = root.joinpath(*wanted.parts)
        if found.is_file() or found.is_dir():
            return found
    message = f"missing resource: {name}"
    raise FileNotFoundError(message)
