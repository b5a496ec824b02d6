"""The clear head of a backup file: read, or said to be harmed."""

from io import BytesIO

import pytest

from app.services.backup.records import BackupRefusedError
from app.services.backup.sealed import MAGIC, read_header


@pytest.mark.parametrize("document", [b"{}", b"[]", b'{"a":[' * 2_000, b"\xff", b'{"salt": 1}'])
def test_a_head_of_another_hand_is_refused(document: bytes) -> None:
    head = MAGIC + len(document).to_bytes(4, "big") + document
    with pytest.raises(BackupRefusedError, match="hỏng"):
        read_header(BytesIO(head))
