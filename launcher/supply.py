"""What the program is made of: ``run.py supply sbom FILE | advisories | licences``.

Runs in the program's environment, whose libraries it tells of; the tools for it lie in one of
their own, from a hash-pinned lock of their own.
"""

from __future__ import annotations

import hashlib
import re
import shutil
import sys
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

from launcher.console import LaunchError, run_command, say, tail
from launcher.environment import RUNTIME_LOCK, Checkout, make_empty, python_of
from launcher.packages import install

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from launcher.console import Runner

TOOLS_LOCK = "requirements-supply.lock"
USAGE = "Cách dùng: python3 run.py supply sbom TỆP | advisories | licences"
STATED = {"sqlcipher3": "Zlib"}
"""Licences of packages whose file lies in the package but whose metadata does not name it."""


def run_supply(checkout: Checkout, arguments: Sequence[str], run: Runner) -> int:
    """Do what was asked and give the exit code: 1 for a finding, 2 for wrong usage.

    Raises LaunchError where the tools cannot be had, or where they could not do their work.
    """
    match list(arguments):
        case ["sbom", file]:
            return write_sbom(checkout, Path(file), run)
        case ["advisories"]:
            return tell_advisories(checkout, run)
        case ["licences"]:
            return tell_licences(checkout)
    say(USAGE)
    return 2


def write_sbom(checkout: Checkout, file: Path, run: Runner) -> int:
    """Write the bill of materials of the runtime lock, hashes too, as CycloneDX JSON.

    Raises LaunchError.
    """
    tools = prepare_tools(checkout, run)
    lock = str(checkout.root / RUNTIME_LOCK)
    project = str(checkout.root / "pyproject.toml")
    asked = ("requirements", lock, "--pyproject", project, "--of", "JSON", "-o", str(file))
    done = run([str(tools / "cyclonedx-py"), *asked])
    if done.code != 0:
        raise LaunchError(f"{tail(done.output)}\nKhông lập được danh mục thành phần (SBOM).")
    say(f"Đã ghi danh mục thành phần (SBOM) vào {file}.")
    return 0


def tell_advisories(checkout: Checkout, run: Runner) -> int:
    """Ask the advisory service about every pinned package; none may be left out of the answer.

    Raises LaunchError.
    """
    tools = prepare_tools(checkout, run)
    asked = ("--requirement", str(checkout.root / RUNTIME_LOCK), "--require-hashes")
    quiet = ("--disable-pip", "--progress-spinner", "off", "--strict")
    done = run([str(tools / "pip-audit"), *asked, *quiet])
    say(tail(done.output))
    if done.code == 0:
        say("Không có cảnh báo an ninh nào cho các thư viện đã ghim.")
        return 0
    if "could not be audited" in done.output or "onnection" in done.output:
        say("Chưa hỏi được đủ cho mọi thư viện. Hãy chạy lại khi máy tới được dịch vụ cảnh báo.")
    return 1


def tell_licences(checkout: Checkout) -> int:
    """Print every library of the program with its licence; 1 where one may not be shipped."""
    found = licences(pinned(checkout.root / RUNTIME_LOCK))
    for name, licence in sorted(found.items(), key=lambda row: row[0].lower()):
        print(f"{name:<28} {licence or '?'}")
    refused = refused_licences(found)
    if refused:
        say(f"Không được phát hành cùng chương trình: {', '.join(refused)}.")
    return 1 if refused else 0


def pinned(lock: Path) -> list[str]:
    """Give the names a lock pins, in its order."""
    return re.findall(r"^([\w.-]+)==", lock.read_text("utf-8"), re.MULTILINE)


def licences(
    names: Iterable[str], read: Callable[[str], metadata.PackageMetadata] = metadata.metadata
) -> dict[str, str]:
    """Give the licence each installed package states; those not for this machine are left out."""
    found = {}
    for name in names:
        try:
            told = read(name)
        except metadata.PackageNotFoundError:
            continue
        marks = [line for line in told.get_all("Classifier") or [] if line.startswith("License")]
        named = "; ".join(line.rpartition(" :: ")[2] for line in marks)
        found[name] = (
            STATED.get(name)
            or _first_line(told, "License-Expression")
            or named
            or _first_line(told, "License")
        )
    return found


def _first_line(told: metadata.PackageMetadata, field: str) -> str:
    lines: list[str] = told.get_all(field) or [""]
    return lines[0].partition("\n")[0][:80]


def refused_licences(found: dict[str, str]) -> list[str]:
    """Give the packages without a stated licence, or with none but the GPL or AGPL."""
    return [name for name, licence in found.items() if not licence or is_gpl_only(licence)]


def is_gpl_only(licence: str) -> bool:
    """Say whether each choice that a licence gives is the GPL or AGPL; the LGPL is neither."""
    strong = re.compile(r"\bA?GPL|(?<!Lesser )\bGeneral Public License")
    return all(strong.search(choice) for choice in re.split(r"\bOR\b|;", licence))


def prepare_tools(checkout: Checkout, run: Runner) -> Path:
    """Install the tools unless they are there, and give the folder of their commands.

    Raises LaunchError.
    """
    lock = checkout.root / TOOLS_LOCK
    place = checkout.root / ".cache" / "supply"
    stamp = place / "motcua-stamp"
    wanted = hashlib.sha256(lock.read_bytes()).hexdigest()
    python = python_of(place)
    if not stamp.exists() or stamp.read_text("ascii") != wanted:
        say("Đang chuẩn bị công cụ xem xét thành phần…")
        shutil.rmtree(place, ignore_errors=True)
        make_empty(place, run)
        install(python, lock, run)
        stamp.write_text(wanted, "ascii")
    return python.parent


def main(arguments: Sequence[str]) -> int:
    """Do what was asked of the checkout this file lies in; gives the exit code."""
    try:
        return run_supply(Checkout(Path(__file__).resolve().parents[1]), arguments, run_command)
    except LaunchError as error:
        say(str(error))
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
