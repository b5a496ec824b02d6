"""A data folder that a synchroniser copies away is told of by its name."""

from pathlib import Path

import pytest

from app.models.clouds import cloud_of, cloud_warning


@pytest.mark.parametrize(
    ("folder", "cloud"),
    [
        ("/home/a/OneDrive/motcua", "OneDrive"),
        ("/home/a/OneDrive - UBND xã An Thử/motcua", "OneDrive"),
        ("/home/a/Dropbox (Cá nhân)/x", "Dropbox"),
        ("/Users/a/Library/Mobile Documents/x", "iCloud Drive"),
        ("/home/a/Google Drive/x", "Google Drive"),
        ("/home/a/Nextcloud/x", "Nextcloud"),
        ("/home/a/.local/share/motcua", ""),
        ("/home/omega/motcua", ""),
        ("/home/a/onedrivers/motcua", ""),
    ],
)
def test_synchronised_folders_are_told_by_their_names(folder: str, cloud: str) -> None:
    assert cloud_of(Path(folder)) == cloud
    said = cloud_warning(Path(folder))
    assert bool(said) is bool(cloud)
    assert cloud in said
