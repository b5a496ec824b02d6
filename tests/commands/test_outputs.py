"""No verb's output hits the store: every option that names an output × hostile paths."""

import argparse
import os
from collections.abc import Iterator
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path
from typing import Final

import pytest

from app.__main__ import VERBS
from app.bootstrap.safe_places import high_water_folder
from app.paths import STORE_NAME
from app.settings import SettingsFile
from tests.commands.conftest import Console, run_words
from tests.services.ready_stores import a_ready_store

_DAY: Final = ("--from", "2026-11-23", "--to", "2026-11-23")
_BOSS: Final = "phutrach"

Option = tuple[str, str]
"""A verb, and the option (or positional) of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Output:
    """How a verb is run with an output named by `{}`; `suffix` is that of a new file."""

    words: tuple[str, ...]
    officer: str = ""
    suffix: str = ""
    is_folder: bool = False


OUTPUTS: Final = {
    ("summary", "--out"): Output(words=("summary", *_DAY, "--out", "{}"), suffix=".json"),
    ("cash", "--out"): Output(words=("cash", "--day", "2026-11-23", "--out", "{}"), suffix=".json"),
    ("register", "--out"): Output(words=("register", *_DAY, "--out", "{}"), suffix=".xlsx"),
    ("portal", "--out"): Output(words=("portal", *_DAY, "--out", "{}"), suffix=".json"),
    ("evaluate", "--out"): Output(words=("evaluate", *_DAY, "--out", "{}"), suffix=".xlsx"),
    ("procedures", "--out"): Output(words=("procedures", "--out", "{}"), suffix=".xlsx"),
    ("registers", "--out"): Output(
        words=("registers", "export", "inspections", "--out", "{}"), suffix=".xlsx"
    ),
    ("petition", "--out"): Output(words=("petition", "export", "--out", "{}"), suffix=".xlsx"),
    ("report", "--out"): Output(
        words=("report", "--period", "2026-Q3", "--out", "{}"), is_folder=True
    ),
    ("period", "--out"): Output(
        words=("period", "export", "2026-Q3", "--out", "{}"), officer=_BOSS, suffix=".motcua"
    ),
    ("close", "--out"): Output(words=("close", "--out", "{}"), officer=_BOSS, suffix=".pdf"),
    ("import-dossiers", "--receipts"): Output(
        words=("import-dossiers", "{rows}", "--receipts", "{}"),
        officer="tiepnhan1",
        is_folder=True,
    ),
    ("bundle", "--out"): Output(
        words=("bundle", "export", "--to", "XX", "--out", "{}"),
        officer="tiepnhan1",
        suffix=".motcua",
    ),
    ("bundle", "--reply"): Output(
        words=("bundle", "import", "{rows}", "--reply", "{}"),
        officer="tiepnhan1",
        suffix=".motcua",
    ),
    ("audit", "--export"): Output(words=("audit", "--export", "{}"), is_folder=True),
    ("audit", "--extract"): Output(
        words=("audit", "--extract", "{}", "--reason", "Thanh tra"), officer="quantri"
    ),
    ("restore", "--out"): Output(words=("restore", "{rows}", "--out", "{}"), is_folder=True),
    ("backup", "file"): Output(words=("backup", "{}")),
    ("demo", "--out"): Output(words=("demo", "--out", "{}"), is_folder=True),
    ("sample-store", "--out"): Output(words=("sample-store", "--out", "{}"), is_folder=True),
}
"""Each option that names what a verb writes."""

MORE: Final = (
    Output(words=("bundle", "key", "--out", "{}"), suffix=".txt"),
    Output(
        words=("bundle", "export-results", "--to", "XX", "--out", "{}"),
        officer="tiepnhan1",
        suffix=".motcua",
    ),
    Output(words=("period", "sum", "2026-Q3", "--out", "{}"), is_folder=True),
    Output(
        words=("register", *_DAY, "--unmasked", "--reason", "Thanh tra", "--out", "{}"),
        officer=_BOSS,
        suffix=".xlsx",
    ),
    *(
        replace(
            OUTPUTS["summary", "--out"], words=("summary", *_DAY, "--format", kind, "--out", "{}")
        )
        for kind in ("xlsx", "pdf", "csv", "register-csv")
    ),
)
"""Other acts of the same options."""

INPUTS: Final = {
    ("attach", "file"),
    ("bundle", "file"),
    ("import-catalogue", "file"),
    ("import-dossiers", "file"),
    ("import-online", "file"),
    ("registers", "file"),
    ("restore", "file"),
    ("verify", "--public-key"),
    ("audit", "--public-key"),
}
"""Each option that names what a verb reads."""

STORES: Final = {("restore", "--to")}
"""Each option that names a data folder; what is there already is asked for, or kept aside."""


def _path_options() -> Iterator[Option]:
    """Yield every option of every verb that takes a path, as its parser has it."""
    for verb in VERBS:
        module = import_module(f"app.commands.{verb.replace('-', '_')}")
        parser = module.add_parser(argparse.ArgumentParser().add_subparsers())
        for action in parser._actions:
            name = action.option_strings[-1] if action.option_strings else action.dest
            metavar = str(action.metavar or "")
            if (
                action.type is Path
                or name in {"--out", "--export", "--extract", "--reply"}
                or metavar in {"TỆP", "THƯ_MỤC", "DIR"}
            ):
                yield verb, name


def test_every_option_with_a_path_is_known_as_output_or_input() -> None:
    found = set(_path_options())
    assert found == OUTPUTS.keys() | INPUTS | STORES


@dataclass(frozen=True, slots=True)
class Ground:
    """A store with everything it guards, and a folder beside it."""

    console: Console
    beside: Path

    @property
    def data(self) -> Path:
        return self.console.data

    def run(self, output: Output, target: object) -> str:
        """Run a verb with an output; return what it said on standard error, "" for success."""
        rows = self.beside / "hồ sơ.csv"
        words = [str(target) if word == "{}" else word for word in output.words]
        words = [str(rows) if word == "{rows}" else word for word in words]
        answer = self.console.run(*words, officer=output.officer)
        if answer.status == 0:
            return ""
        assert answer.status == 1, (words, answer.out, answer.err)
        return answer.err


def _settle(data: Path, beside: Path) -> None:
    """Put files, records and both backup folders beside the data folder."""
    file = SettingsFile(data)
    file.save(
        replace(
            file.load(),
            files_folder=str(beside / "tệp chung"),
            high_water_folder=str(beside / "sổ mốc"),
            backup_folder=str(beside / "sao lưu"),
            backup_second_folder=str(beside / "sao lưu 2"),
        )
    )
    for name in ("tệp chung", "sổ mốc", "sao lưu", "sao lưu 2/motcua-backup-files"):
        (beside / name).mkdir(parents=True)


@pytest.fixture
def ground(console: Console, tmp_path: Path) -> Ground:
    beside = tmp_path / "bên ngoài"
    beside.mkdir()
    _settle(console.data, beside)
    (beside / "hồ sơ.csv").write_text("procedure,owner_name\n2.000815,Lê Thử\n", "utf-8")
    assert console.run("backup", beside / "một.motcua-backup").status == 0
    (beside / "tệp chung" / "ảnh").write_bytes(b"scan")
    (beside / "sao lưu" / "cũ.backup").write_bytes(b"backup")
    (console.data / "printed").mkdir(exist_ok=True)
    (console.data / "printed" / "1-1-1.pdf").write_bytes(b"%PDF-1.4 kept")
    other = beside / "kho khác"
    other.mkdir()
    a_ready_store(other).close()
    (other / "keys").mkdir()
    (beside / "bản chép.db").write_bytes((other / STORE_NAME).read_bytes())
    (beside / "khóa riêng").write_text("ssh-ed25519 bí mật\n", "utf-8")
    (beside / "liên kết kho").symlink_to(console.data / STORE_NAME)
    (beside / "thư mục nối").symlink_to(console.data, target_is_directory=True)
    (beside / "tên thứ hai.db").hardlink_to(console.data / STORE_NAME)
    (beside / "nối dở").symlink_to(console.data / "keys" / "chưa có.key")
    (beside / "vòng").symlink_to(beside / "vòng")
    return Ground(console, beside)


def _hostile(ground: Ground, suffix: str) -> dict[str, Path | str]:
    """Return the paths that no output may take, by what each is."""
    data, beside = ground.data, ground.beside
    keys = sorted((data / "keys").iterdir())
    return {
        "the store": data / STORE_NAME,
        "its write-ahead log": data / f"{STORE_NAME}-wal",
        "its shared memory": data / f"{STORE_NAME}-shm",
        "the settings": data / "settings.toml",
        "a new file of the data folder": data / f"mới{suffix}",
        "a key": keys[0],
        "a new file among the keys": data / "keys" / f"mới{suffix}",
        "a kept paper": data / "printed" / "1-1-1.pdf",
        "a new folder of the data folder": data / "mới" / f"mới{suffix}",
        "a scan": beside / "tệp chung" / "ảnh",
        "a new file among the scans": beside / "tệp chung" / f"mới{suffix}",
        "a record of what was held": next(high_water_folder(data).iterdir()),
        "a new file among the records": beside / "sổ mốc" / f"mới{suffix}",
        "a backup": beside / "sao lưu" / "cũ.backup",
        "beside the second backups": beside / "sao lưu 2" / "motcua-backup-files" / f"a{suffix}",
        "a link to the store": beside / "liên kết kho",
        "through a linked folder": beside / "thư mục nối" / STORE_NAME,
        "through a linked folder, new": beside / "thư mục nối" / f"mới{suffix}",
        "a second name of the store": beside / "tên thứ hai.db",
        "up and down again": beside / ".." / "data" / STORE_NAME,
        "a link to a key that is not there yet": beside / "nối dở",
        "a link that goes round": beside / "vòng",
        "another store": beside / "kho khác" / STORE_NAME,
        "another store's folder, new": beside / "kho khác" / "keys" / f"mới{suffix}",
        "a copy of a store": beside / "bản chép.db",
        "a private key elsewhere": beside / "khóa riêng",
        "a device": "/dev/null",
        "relative": os.path.relpath(data / STORE_NAME),
    }


def _standing(ground: Ground) -> dict[str, tuple[int, bytes]]:
    """Return what lies in every guarded place: which file it is, and its content where it rests."""
    told = {}
    for path in (*ground.data.rglob("*"), *ground.beside.rglob("*")):
        if path.is_file() and not path.name.endswith(("-wal", "-shm")):
            found = path.stat()
            is_store = path.name == STORE_NAME or found.st_nlink > 1
            grows = is_store or path.parent.name == "sổ mốc"
            with path.open("rb") as file:
                told[str(path)] = (found.st_ino, file.read(16 if grows else -1))
    return told


_ABOUT_THE_PLACE: Final = (
    *("Hãy chọn thư mục khác", "Hãy chọn nơi ghi khác", "Hãy đặt tên", "phải có đuôi .xlsx"),
    "Đã có kho dữ liệu",
)
_ALL: Final = {
    **{" ".join(option): output for option, output in OUTPUTS.items()},
    **{" ".join(output.words): output for output in MORE},
}


@pytest.mark.skipif(os.name != "posix", reason="links and inodes of POSIX")
@pytest.mark.parametrize("name", _ALL)
def test_no_output_hits_what_is_guarded_or_of_another_kind(ground: Ground, name: str) -> None:
    output = _ALL[name]
    before = _standing(ground)
    hostile = _hostile(ground, output.suffix)
    assert len(hostile) >= 20
    with (ground.data / STORE_NAME).open("rb") as held:
        hostile["an open file's number"] = f"/proc/self/fd/{held.fileno()}"
        for what, path in hostile.items():
            said = ground.run(output, path)
            assert said.startswith("Lỗi: "), f"{name} → {what}: {said or 'written'}"
            assert said.count("\n") == 1, said
            assert any(words in said for words in _ABOUT_THE_PLACE), f"{name} → {what}: {said}"
            assert _standing(ground) == before, f"{name} → {what}"
    assert ground.console.ask("check") == {"ok": True, "problems": [], "notes": []}


def test_backup_is_written_into_its_folder_under_a_new_name_alone(ground: Ground) -> None:
    folder = ground.beside / "sao lưu"
    assert run_words("backup", folder / "mới.motcua-backup", "--data", ground.data).status == 0
    again = run_words("backup", folder / "mới.motcua-backup", "--data", ground.data)
    assert "Đã có tệp" in again.refusal()
    assert "giữ dữ liệu" in run_words("backup", folder / "a" / "b", "--data", ground.data).refusal()
