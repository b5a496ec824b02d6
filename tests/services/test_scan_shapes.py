"""What text is a scan by its shape, and which beginning may still become one."""

import pytest

from app.services.scan_shapes import LEAST_QR_DIGITS, is_scan, may_become_scan

SCANS = (
    *("1" * 201, "1" * 200, "9" * LEAST_QR_DIGITS),
    *("000.00.15.H53-261123-0042", "000.00.15.h53-261123-0042", "38.98.H29-261123-12345"),
    "001090012345||Nguyễn Văn An|01011990|Nam|Số 1, phố Huế|01012021",
    "001090012345|012345678|Nguyeen Vawn An|01011990|Nam||01012021|thêm",
    *("RR123456785VN", "ra123456785vn"),
)


@pytest.mark.parametrize("text", SCANS)
def test_what_the_program_reads_is_a_scan_from_its_first_key_on(text: str) -> None:
    assert is_scan(text)
    assert all(may_become_scan(text[:end]) for end in range(1, len(text) + 1))


@pytest.mark.parametrize(
    "text",
    [
        *("", "001090012345", "0912345678", "1" * (LEAST_QR_DIGITS - 1), "²" * LEAST_QR_DIGITS),
        *("Nguyễn Văn An", "nguyenvanan1990", "5/PBG", "261123-0042", "H53-261123-0042"),
        *("000.00.15.H53-261323-0042", "000.00.15.H53-261123-0000", "mã 000.00.15.H53-261123-0042"),
        *("RR123456784VN", "a|b|c|d|e|f|g", "1|2|3|4|5|6"),
    ],
)
def test_other_text_is_no_scan(text: str) -> None:
    assert not is_scan(text)


@pytest.mark.parametrize("beginning", ["Ngu", "ng ", "Số", "1 2", " ", "http", "a|", "|", "0912/"])
def test_a_beginning_that_cannot_become_a_scan_is_known_at_once(beginning: str) -> None:
    assert not may_become_scan(beginning)
