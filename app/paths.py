"""Where things lie: the data folder, and one lookup for packaged resources."""

import os
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path, PurePosixPath

import platformdirs


def default_data_folder() -> Path:
    """Return the user's data folder for this program (not created here)."""
    return Path(platformdirs.user_data_dir("motcua", appauthor=False))


def make_private_folder(folder: Path) -> Path:
    """Create `folder` for its owner alone where the system knows modes, and return it."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    if os.name == "posix":
        folder.chmod(0o700)
    return folder


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
