"""Installs a hash-pinned lock file into an environment with whatever pip the machine has."""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING

from launcher.console import LaunchError, tail

if TYPE_CHECKING:
    from pathlib import Path

    from launcher.console import Runner

NO_NETWORK = re.compile(
    r"connection broken by|NewConnectionError|NameResolutionError|name resolution|getaddrinfo"
    r"|Network is unreachable|timed out|ProxyError|Connection(Reset|Refused)Error"
)
HASHED = ("--require-hashes",)
"""What makes pip refuse a file that no hash pins, or whose hash is another."""
NO_PIP = (
    "Máy này chưa có pip (từ bản 22.3 trở lên) nên chưa cài được thư viện. Trên Debian, Ubuntu hãy"
    " chạy: sudo apt-get install python3-pip; trên Windows hãy cài lại Python và chọn mục pip."
    " Sau đó chạy lại lệnh này."
)


class PipProgress:
    """Turns pip's output lines into what a person understands."""

    def __init__(self, total: int) -> None:
        self._total = total
        self._seen = 0
        self._text = "đang kết nối kho gói"

    def __call__(self, line: str) -> str:
        """Give the text to show after this line."""
        collecting = re.match(r"Collecting ([\w.-]+)", line)
        if collecting:
            self._seen += 1
            self._text = f"đang tải {collecting[1]} ({self._seen}/{self._total})"
        elif line.startswith("Installing collected packages"):
            self._text = "đang cài đặt các gói đã tải"
        return self._text


def base_python() -> str:
    """Give the interpreter behind the running one, which may live in the environment itself."""
    return str(getattr(sys, "_base_executable", None) or sys.executable)


def pip_command(python: Path, run: Runner) -> list[str]:
    """Find a pip that can install for `python`: its own, else the machine's.

    Raises LaunchError where there is none.
    """
    own = [str(python), "-P", "-m", "pip"]
    machine = [base_python(), "-P", "-m", "pip", "--python", str(python)]
    for command in (own, machine):
        if run([*command, "--version"]).code == 0:
            return command
    raise LaunchError(NO_PIP)


def install(python: Path, lock: Path, run: Runner) -> None:
    """Install a lock file, every file checked against its hash, nothing built from source.

    Raises LaunchError with the reason and the cure.
    """
    total = len(re.findall(r"^[\w.-]+==", lock.read_text("utf-8"), re.MULTILINE))
    options = [*HASHED, "--only-binary=:all:", "--no-input", "--progress-bar=off"]
    command = [*pip_command(python, run), "install", *options, "--requirement", str(lock)]
    result = run(command, PipProgress(total))
    if result.code != 0:
        raise LaunchError(explain(result.output))


def explain(output: str) -> str:
    """Say why pip failed and what to do, with pip's own last lines where the reason is unknown."""
    if "No space left on device" in output:
        return (
            "Đĩa đã đầy nên chưa cài xong thư viện. Hãy giải phóng chỗ trống rồi chạy lại lệnh này."
        )
    if "DO NOT MATCH THE HASHES" in output:
        return (
            "Một gói tải về không khớp mã băm đã ghim nên bị từ chối: tệp bị hỏng hoặc bị tráo trên"
            " đường truyền. Hãy kiểm tra mạng và máy chủ trung gian rồi chạy lại lệnh này."
        )
    if NO_NETWORK.search(output):
        return (
            "Không tải được thư viện vì không kết nối được mạng hoặc kho gói; chỉ lần chuẩn bị này"
            " mới cần mạng. Hãy kiểm tra kết nối rồi chạy lại lệnh này."
        )
    unbuilt = re.search(r"No matching distribution found for (\S+)", output)
    if unbuilt:
        return (
            f"Thư viện {unbuilt[1]} không có bản dựng sẵn cho Python {sys.version_info[0]}."
            f"{sys.version_info[1]} trên máy này. Hãy chạy lại bằng bản Python khác (từ 3.11) hoặc"
            " trên hệ điều hành 64 bit mới hơn."
        )
    return (
        f"{tail(output)}\n"
        "Không cài được thư viện; lý do ở các dòng trên. Hãy xử lý rồi chạy lại lệnh này."
    )
