"""Whether a folder lies where a synchroniser copies it away: it may take the store for a file."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

_FOLDERS: Final[Mapping[str, str]] = {
    "onedrive": "OneDrive",
    "dropbox": "Dropbox",
    "google drive": "Google Drive",
    "googledrive": "Google Drive",
    "my drive": "Google Drive",
    "iclouddrive": "iCloud Drive",
    "mobile documents": "iCloud Drive",
    "nextcloud": "Nextcloud",
    "megasync": "MEGA",
    "mega": "MEGA",
    "box sync": "Box",
}
"""Beginnings of the names that synchronisers give their folders."""


def cloud_of(folder: Path) -> str:
    """Return the name of the synchroniser that `folder` lies in, "" for none."""
    for part in folder.absolute().parts:
        name = part.casefold()
        for beginning, cloud in _FOLDERS.items():
            if name == beginning or name.startswith((f"{beginning} - ", f"{beginning} (")):
                return cloud
    return ""


def cloud_warning(folder: Path) -> str:
    """Return what a person is told of a data folder in such a place; "" elsewhere."""
    cloud = cloud_of(folder)
    if not cloud:
        return ""
    return (
        f"Kho nằm trong {cloud}, việc đồng bộ có thể làm hỏng kho. Hãy đóng chương trình, chuyển "
        "thư mục dữ liệu ra ngoài rồi mở lại."
    )
