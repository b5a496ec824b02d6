import pytest

from app.reports.cells import cell_text, csv_code, csv_text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Nguyễn Văn A", "Nguyễn Văn A"),
        ("Nguye\u0302\u0303n", "Nguyễn"),
        ("một\nhai\tba", "một hai ba"),
        ("\x00a\x1bb\x7f", "a b"),
        ("a\u202eb\u200bc\ufeff", "abc"),
        ("a\ud800b\uffff", "ab"),
        ("không\u00a0ngắt", "không ngắt"),
        ("\U0001f600", "\U0001f600"),
        ("a" * 40_000, "a" * 32_767),
    ],
)
def test_cell_text_shows_only_what_can_be_seen(text: str, shown: str) -> None:
    assert cell_text(text) == shown


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+cmd",
        "-cmd",
        "@SUM(1)",
        "＝1",
        "＋a",
        "－a",
        "＠a",
        "-1+2",
        "--1",
        "=",
        "-",
        "+1e5",
    ],
)
def test_csv_text_puts_an_apostrophe_before_what_may_run(text: str) -> None:
    assert csv_text(text) == f"'{text}"


@pytest.mark.parametrize("text", ["\t=1+1", "\r=1+1", " =1+1", "\u00a0=1+1", "\u200b=1+1"])
def test_csv_text_sees_through_what_stands_before(text: str) -> None:
    assert csv_text(text) == "'=1+1"


@pytest.mark.parametrize("text", ["-5", "+84901234567", "-1.250.000", "-1,5", "5", "", "Lê -"])
def test_csv_text_leaves_plain_numbers_and_text(text: str) -> None:
    assert csv_text(text) == text


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        ("079185001234", "'079185001234"),
        ("1.001720", "'1.001720"),
        ("079*****1234", "079*****1234"),
        ("000.00.15.H53-261123-0042", "000.00.15.H53-261123-0042"),
        ("=1", "'=1"),
        ("", ""),
    ],
)
def test_csv_code_stays_text(code: str, shown: str) -> None:
    assert csv_code(code) == shown
