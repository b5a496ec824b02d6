import os
import stat
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.errors import StoreError
from app.settings import LARGEST_BYTES, PrinterChoice, Settings, SettingsFile

_FULL = Settings(
    counter_name="Quầy 3",
    station="Máy cửa sổ",
    theme="dark",
    last_login="canbo.a",
    pdf_folder="/srv/giấy tờ",
    database_url="postgresql://motcua@kho/motcua",
    printers={"A5": PrinterChoice("queue", "HP_A5"), "A4": PrinterChoice("folder", "")},
    shortcuts={"intake.register": "Ctrl+S"},
    seen=frozenset({"welcome", "keys"}),
    same_day_receipt=True,
    keystore="file",
)


@pytest.fixture
def file(tmp_path: Path) -> SettingsFile:
    return SettingsFile(tmp_path / "data")


def write(file: SettingsFile, text: str) -> None:
    file.path.parent.mkdir(exist_ok=True)
    file.path.write_bytes(text.encode())


def test_change_alters_what_is_there(file: SettingsFile) -> None:
    file.save(_FULL)
    file.change(lambda known: replace(known, last_login="canbo.b"))
    assert file.load() == replace(_FULL, last_login="canbo.b")


def test_missing_file_gives_the_defaults(file: SettingsFile) -> None:
    assert file.load() == Settings()
    assert Settings().printer("A5") == PrinterChoice("folder", "")
    assert not file.path.exists()


def test_what_is_saved_is_read_back(file: SettingsFile) -> None:
    file.save(_FULL)
    assert file.load() == _FULL
    assert file.load().printer("A5").queue == "HP_A5"


def test_saving_again_can_take_everything_back(file: SettingsFile) -> None:
    file.save(_FULL)
    file.save(Settings())
    assert file.load() == Settings()


def test_comments_order_and_unknown_keys_are_kept(file: SettingsFile) -> None:
    before = (
        "# ghi chú của tôi\n"
        'la = "giữ nguyên"\n'
        "\n"
        'theme = "light" # sáng dễ nhìn\n'
        'counter_name = "Quầy 2"\n'
        "\n"
        "[shortcuts]\n"
        "# phím của tôi\n"
        '"intake.register" = "Ctrl+S"\n'
        "\n"
        "[cua_toi]\n"
        "so = 3\n"
    )
    write(file, before)
    file.save(replace(file.load(), counter_name="Quầy 5"))
    after = file.path.read_text(encoding="utf-8")
    for line in before.replace("Quầy 2", "Quầy 5").splitlines():
        assert line in after.splitlines()
    assert file.load().counter_name == "Quầy 5"
    assert file.load().shortcuts == {"intake.register": "Ctrl+S"}


def test_saving_unchanged_settings_changes_no_line(file: SettingsFile) -> None:
    file.save(_FULL)
    before = file.path.read_bytes()
    file.save(file.load())
    assert file.path.read_bytes() == before


def test_file_is_for_its_owner_alone(file: SettingsFile) -> None:
    if os.name != "posix":
        pytest.skip("modes are a POSIX matter")
    file.save(_FULL)
    assert stat.S_IMODE(file.path.stat().st_mode) == 0o600
    assert [entry.name for entry in file.path.parent.iterdir()] == [file.path.name]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('theme = "dark"\ncounter_name = Quầy\n', 2),
        ('theme = "dark"\n\n[printers\n', 3),
        ('theme = "dark"\ntheme = "light"\n', 2),
        ('theme = "đen"\n', 1),
        ('\ncounter_name = "a"\nlast_login = 7\n', 3),
        ('\nseen = "welcome"\n', 2),
        ("\n\n[shortcuts]\na = 1\n", 3),
        ('\nprinters = "HP"\n', 2),
        ('[printers.A5]\nkind = "fax"\n', 1),
        ('[printers.A3]\nkind = "queue"\n', 1),
        (f'\ncounter_name = "{"Q" * 501}"\n', 2),
        ("lock_after_minutes = 6\n", 1),
        ("lock_after_minutes = 0\n", 1),
        ('theme = "dark"\ncounter_name = "chưa đóng', 2),
        (f'theme = "dark"\n{"a." * 7_000}a = 1\n', 2),
    ],
)
def test_broken_file_is_named_with_its_line(file: SettingsFile, text: str, line: int) -> None:
    write(file, text)
    with pytest.raises(StoreError) as caught:
        file.load()
    assert f"{file.path}, dòng {line}:" in caught.value.message
    with pytest.raises(StoreError):
        file.save(_FULL)
    assert file.path.read_text(encoding="utf-8") == text


def test_bytes_that_are_no_text_are_named_with_their_line(file: SettingsFile) -> None:
    file.path.parent.mkdir()
    file.path.write_bytes(b'theme = "dark"\n# \xff\xfe\n')
    with pytest.raises(StoreError, match="dòng 2: không phải UTF-8"):
        file.load()


def test_file_from_notepad_with_a_mark_in_front_is_read(file: SettingsFile) -> None:
    file.path.parent.mkdir()
    file.path.write_bytes(b'\xef\xbb\xbftheme = "dark"\r\n')
    assert file.load().theme == "dark"


def test_huge_file_is_refused_unread(file: SettingsFile) -> None:
    write(file, "#" * (LARGEST_BYTES + 1))
    with pytest.raises(StoreError, match="lớn hơn 16 KB"):
        file.load()


def test_settings_too_long_to_be_read_again_are_not_written(file: SettingsFile) -> None:
    file.save(Settings())
    before = file.text()
    many = {f"act.{number}": "Ctrl+S" for number in range(LARGEST_BYTES // len("act.1Ctrl+S"))}
    with pytest.raises(StoreError, match="dài hơn 16 KB"):
        file.save(Settings(shortcuts=many))
    assert file.text() == before


def test_folder_in_place_of_the_file_is_told(file: SettingsFile) -> None:
    file.path.mkdir(parents=True)
    with pytest.raises(StoreError, match="Không đọc được"):
        file.load()


def test_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("một tệp")
    with pytest.raises(StoreError):
        SettingsFile(tmp_path / "data").save(_FULL)


_TEXT = st.text(st.characters(codec="utf-8"), max_size=30)


@settings(max_examples=60)
@given(
    counter=_TEXT,
    shortcuts=st.dictionaries(_TEXT, _TEXT, max_size=4),
    seen=st.frozensets(_TEXT, max_size=4),
)
def test_any_text_survives(
    tmp_path_factory: pytest.TempPathFactory,
    counter: str,
    shortcuts: dict[str, str],
    seen: frozenset[str],
) -> None:
    file = SettingsFile(tmp_path_factory.mktemp("settings"))
    wanted = replace(_FULL, counter_name=counter, shortcuts=shortcuts, seen=seen)
    file.save(Settings())
    file.save(wanted)
    assert file.load() == wanted


@pytest.mark.parametrize(
    ("said", "why"),
    [
        (f"a = {'[' * 10_000}", "lồng nhau quá sâu"),
        (f"station = {'9' * 5_000}", "có số quá dài"),
    ],
    ids=["nested without end", "a number of thousands of digits"],
)
def test_what_no_person_wrote_is_refused(file: SettingsFile, said: str, why: str) -> None:
    write(file, said)
    with pytest.raises(StoreError, match=why):
        file.load()


def test_many_dots_in_a_text_or_a_comment_are_nobodys_name(file: SettingsFile) -> None:
    write(file, f'# {"." * 300}\nla = "{"." * 300}"\ntheme = "dark"\n')
    assert file.load().theme == "dark"
