"""The real program with the real keystore of a Linux desktop: its own session bus, its own keys.

Costs a minute, so it is asked for: MOTCUA_TRY_KEYSTORE=1.
"""

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from app.commands.switches import PASSWORD_VARIABLE, SECOND_PASSWORD_VARIABLE
from app.models.store_key import key_id_of
from app.paths import STORE_NAME

_ASKED = "MOTCUA_TRY_KEYSTORE"
_ROOT = Path(__file__).resolve().parents[2]
_NEEDED = ("dbus-daemon", "gnome-keyring-daemon")
_HERE = ("DISPLAY", "WAYLAND_DISPLAY", "PYTHON_KEYRING_BACKEND", "DBUS_SESSION_BUS_ADDRESS")
_WAIT_S = 20
_LOCKED = "đang khóa hoặc không trả lời"


@dataclass
class Desktop:
    """A person's session: their folders, their bus, and their keystore."""

    folder: Path
    words: dict[str, str]
    passwords: dict[str, str] = field(default_factory=dict)

    @property
    def data(self) -> Path:
        return self.folder / "data"

    def kept(self) -> set[str]:
        """What lies in the folder of keys, by the ending."""
        return {path.suffix for path in (self.data / "keys").iterdir()}

    def run(self, *words: object, officer: str = "", second: str = "") -> tuple[int, str]:
        """Start the program afresh with a verb; return its status and what it said."""
        said = [sys.executable, "-m", "app", *map(str, words), "--data", str(self.data)]
        more = dict(self.words)
        if officer:
            said += ["--officer", officer]
            more[PASSWORD_VARIABLE] = self.passwords[officer]
        if second:
            said += ["--second", second]
            more[SECOND_PASSWORD_VARIABLE] = self.passwords[second]
        done = subprocess.run(
            said, cwd=_ROOT, env=more, capture_output=True, text=True, check=False, timeout=120
        )
        return done.returncode, done.stdout or done.stderr

    def ask(self, *words: object, officer: str = "", second: str = "") -> Any:
        status, said = self.run(*words, "--json", officer=officer, second=second)
        assert status == 0, said
        return json.loads(said.splitlines()[-1])

    @contextmanager
    def keystore(self, password: bytes | None = b"mo khoa") -> Iterator[None]:
        """Let the keystore run, unlocked where a password is given."""
        unlock = [] if password is None else ["--unlock"]
        command = ["gnome-keyring-daemon", "--foreground", "--components=secrets", *unlock]
        quiet = subprocess.DEVNULL
        with subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=quiet, stderr=quiet, env=self.words
        ) as daemon:
            assert daemon.stdin is not None
            daemon.stdin.write(password or b"")
            daemon.stdin.close()
            try:
                self._wait()
                yield
            finally:
                daemon.kill()

    def _wait(self) -> None:
        """Wait until somebody answers by the keystore's name."""
        until = time.monotonic() + _WAIT_S
        while time.monotonic() < until:
            asked = subprocess.run(
                [sys.executable, "-c", _IS_THERE], env=self.words, capture_output=True, check=False
            )
            if asked.returncode == 0:
                return
            time.sleep(0.2)
        pytest.fail("the keystore does not come up")


_IS_THERE = """
import sys
from jeepney import DBusAddress, new_method_call
from jeepney.io.blocking import open_dbus_connection
at = DBusAddress("/", bus_name="org.freedesktop.DBus", interface="org.freedesktop.DBus")
ask = new_method_call(at, "NameHasOwner", "s", ("org.freedesktop.secrets",))
sys.exit(not open_dbus_connection().send_and_get_reply(ask).body[0])
"""


@pytest.fixture
def desktop(tmp_path: Path) -> Iterator[Desktop]:
    if not os.environ.get(_ASKED):
        pytest.skip(f"a minute with the real keystore is asked for by {_ASKED}=1")
    missing = [name for name in _NEEDED if shutil.which(name) is None]
    if missing:
        pytest.skip(f"not installed here: {', '.join(missing)}")
    kept = {name: value for name, value in os.environ.items() if name not in _HERE}
    places = ("HOME", "XDG_RUNTIME_DIR", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME")
    for name in places:
        (tmp_path / name).mkdir(mode=0o700)
        kept[name] = str(tmp_path / name)
    with subprocess.Popen(
        ["dbus-daemon", "--session", "--print-address", "--nofork"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env=kept,
    ) as bus:
        assert bus.stdout is not None
        kept["DBUS_SESSION_BUS_ADDRESS"] = bus.stdout.readline().strip()
        try:
            yield Desktop(tmp_path, kept)
        finally:
            bus.kill()


def _begin(desktop: Desktop) -> str:
    """Found an encrypted store and register a dossier; return its receipt's QR."""
    unit = ("--unit-code", "38.98.H29", "--unit-name", "Xã An Thử", "--admin", "quanly")
    made = desktop.ask("init", *unit, "--demo", "--encrypt")
    desktop.passwords = {one["login"]: one["password"] for one in made["officers"]}
    return str(_register(desktop)["qr"])


def _register(desktop: Desktop) -> Any:
    path = desktop.folder / "one.csv"
    path.write_text("procedure,owner_name\n2.000815,Nguyễn Thị Ánh\n", encoding="utf-8")
    return desktop.ask(
        "import-dossiers", path, "--receipts", desktop.folder / "papers", officer="tiepnhan1"
    )


def test_keys_of_a_real_keystore_open_the_store_sign_and_are_renewed(desktop: Desktop) -> None:
    two = {"officer": "quanly", "second": "phutrach"}
    with desktop.keystore():
        receipt = _begin(desktop)
        assert ".key" not in desktop.kept()
        assert desktop.ask("key", "state", officer="quanly")["keystore"]
        before = key_id_of(desktop.data / STORE_NAME)
        assert desktop.run("key", "renew", **two)[0] == 0
        assert key_id_of(desktop.data / STORE_NAME) not in {before, ""}
        assert desktop.ask("key", "signing", "--reason", "Máy cũ", **two) == {"signing_key": 1}
        later = _register(desktop)["qr"]
        for payload in (receipt, later):
            assert desktop.ask("verify", payload)["verdict"] == "genuine"
        copy = desktop.folder / "a.motcua-backup"
        assert desktop.run("backup", copy)[0] == 0
        (desktop.data / STORE_NAME).unlink()
        assert desktop.run("restore", copy, **two)[0] == 0
        assert desktop.ask("check") == {"ok": True, "problems": [], "notes": []}
        assert desktop.ask("verify", later)["verdict"] == "genuine"
        assert ".key" not in desktop.kept()


def test_a_locked_keystore_is_said_and_nothing_is_lost(desktop: Desktop) -> None:
    with desktop.keystore():
        receipt = _begin(desktop)
    with desktop.keystore(None):
        status, said = desktop.run("check")
        assert status == 1
        assert _LOCKED in said
    with desktop.keystore():
        assert desktop.ask("verify", receipt)["verdict"] == "genuine"
        assert _register(desktop)["code"]
