"""What the program is made of: ``run.py supply sbom FILE | advisories | licences``.

Runs in the program's environment, whose libraries it tells of; the tools for it lie in one of
their own, from a hash-pinned lock of their own.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from launcher.console import LaunchError, run_command, say, tail
from launcher.environment import RUNTIME_LOCK, Checkout, make_empty, python_of
from launcher.licensing import licences, pinned, refused_licences
from launcher.packages import install

if TYPE_CHECKING:
    from collections.abc import Sequence

    from launcher.console import Runner
    from launcher.licensing import Licence

TOOLS_LOCK = "requirements-supply.lock"
USAGE = "Cách dùng: python3 run.py supply sbom TỆP | advisories | licences"


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
    """Write the bill of materials of the runtime lock, hashes and licences too, as CycloneDX JSON.

    Raises LaunchError.
    """
    tools = prepare_tools(checkout, run)
    lock = str(checkout.root / RUNTIME_LOCK)
    project = str(checkout.root / "pyproject.toml")
    asked = ("requirements", lock, "--pyproject", project, "--of", "JSON", "-o", str(file))
    done = run([str(tools / "cyclonedx-py"), *asked])
    if done.code != 0:
        raise LaunchError(f"{tail(done.output)}\nKhông lập được danh mục thành phần (SBOM).")
    silent = _tell_licences_in(file, licences(pinned(checkout.root / RUNTIME_LOCK)))
    say(f"Đã ghi danh mục thành phần (SBOM) vào {file}.")
    if silent:
        say(f"Chưa ghi giấy phép của thành phần không cài trên máy này: {', '.join(silent)}.")
    return 0


def _tell_licences_in(file: Path, found: dict[str, Licence]) -> list[str]:
    """Put each component's licence into a bill; give the names of those without one.

    Raises LaunchError where the bill cannot be read.
    """
    try:
        bill = json.loads(file.read_text("utf-8"))
        components = bill["components"]
        silent = [part["name"] for part in components if part["name"] not in found]
        for part in components:
            if part["name"] in found:
                part["licenses"] = [found[part["name"]].entry()]
        file.write_text(json.dumps(bill, ensure_ascii=False, indent=2) + "\n", "utf-8")
    except (OSError, ValueError, LookupError, TypeError) as fault:
        raise LaunchError(f"Không ghi được giấy phép vào danh mục thành phần {file}.") from fault
    return sorted(set(silent))


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
        print(f"{name:<28} {licence.text or '?'}")
    refused = refused_licences(found)
    if refused:
        say(f"Không được phát hành cùng chương trình: {', '.join(refused)}.")
    return 1 if refused else 0


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
