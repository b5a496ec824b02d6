"""A receipt through a real print system: a private CUPS server with a real CUPS-PDF queue.

The server lives in a temporary folder with its own socket, and the queue's backend has a
configuration of its own: the machine's printers and the home folder are left alone.
"""

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
import pytest

from app.errors import PrinterError
from app.printing.forms.receipt import receipt_pdf
from app.printing.printers import CupsPrinter, available_queues
from app.printing.raster import page_count
from tests.printing.forms import a_receipt, payload, render_png, zbar_codes

_QUEUE = "MotCuaThu"
_PPD = Path("/usr/share/ppd/cups-pdf/CUPS-PDF_opt.ppd")
_BACKEND = Path("/usr/lib/cups/backend/cups-pdf")
_BACKEND_CONFIGS = Path("/etc/cups")  # where the backend looks, whatever the server's root
_PROGRAMS = ("cupsd", "lpadmin", "lp", "lpstat", "zbarimg", "pdftoppm")

_SERVER_CONFIG = """
LogLevel warn
Listen {root}/cups.sock
WebInterface No
Browsing Off
DefaultAuthType None
<Location />
  Order allow,deny
  Allow all
</Location>
<Policy default>
  <Limit All>
    Order deny,allow
    Allow all
  </Limit>
</Policy>
"""
_FILES_CONFIG = """
ServerRoot {root}/etc
StateDir {root}/state
CacheDir {root}/cache
RequestRoot {root}/spool
TempDir {root}/spool/tmp
AccessLog {root}/access.log
ErrorLog {root}/error.log
PageLog {root}/page.log
ServerKeychain {root}/etc/ssl
FileDevice Yes
ConfigFilePerm 0600
Sandboxing relaxed
"""
_BACKEND_CONFIG = """
Out {root}/papers
AnonDirName {root}/papers
Spool {root}/pdf-spool
Log {root}/log
AnonUMask 0000
UserUMask 0000
"""


@dataclass(frozen=True)
class _Server:
    """A running server: its socket, and the folder that takes what comes out of the queue."""

    socket: str
    papers: Path


def _why_not() -> str:
    missing = [name for name in _PROGRAMS if shutil.which(name) is None]
    if os.name != "posix" or missing:
        return f"CUPS or a reader is not installed: {', '.join(missing)}"
    if os.geteuid() != 0:
        return "only root can start a print server"
    if not (_PPD.is_file() and _BACKEND.exists() and _BACKEND_CONFIGS.is_dir()):
        return "cups-pdf is not installed"
    return ""


@pytest.fixture(scope="module")
def server() -> Iterator[_Server]:
    reason = _why_not()
    if reason:
        pytest.skip(reason)
    # Not below pytest's folder, which is closed to the user that the queue's filters run as.
    with tempfile.TemporaryDirectory(prefix="motcua-cups-") as folder:
        root = Path(folder)
        _lay_out(root)
        backend = _BACKEND_CONFIGS / f"cups-pdf-{root.name}.conf"
        backend.write_text(_BACKEND_CONFIG.format(root=root))
        configs = ("-c", str(root / "cupsd.conf"), "-s", str(root / "cups-files.conf"))
        with subprocess.Popen(
            ["cupsd", "-f", *configs], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        ) as running:
            try:
                yield _with_queue(root)
            finally:
                running.terminate()
                running.wait(timeout=20)
                backend.unlink()


def _lay_out(root: Path) -> None:
    root.chmod(0o755)
    server = ("etc", "etc/ssl", "etc/ppd", "state", "cache", "spool", "spool/tmp")
    for name in (*server, "papers", "pdf-spool", "log"):
        (root / name).mkdir()
        (root / name).chmod(0o777)
    (root / "cupsd.conf").write_text(_SERVER_CONFIG.format(root=root))
    (root / "cups-files.conf").write_text(_FILES_CONFIG.format(root=root))


def _with_queue(root: Path) -> _Server:
    socket = root / "cups.sock"
    _wait(socket.exists, "the print server did not start")
    environment = {**os.environ, "CUPS_SERVER": str(socket)}
    subprocess.run(
        ["lpadmin", "-p", _QUEUE, "-v", f"cups-pdf:/{root.name}", "-P", _PPD, "-E"],
        env=environment,
        check=True,
        capture_output=True,
    )
    return _Server(str(socket), root / "papers")


def _wait(is_done: Callable[[], bool], what: str) -> None:
    for _ in range(200):
        if is_done():
            return
        time.sleep(0.1)
    pytest.fail(what)


def _is_idle(server: _Server) -> bool:
    environment = {**os.environ, "CUPS_SERVER": server.socket, "LC_ALL": "C"}
    jobs = subprocess.run(["lpstat", "-o"], env=environment, capture_output=True, check=False)
    return not jobs.stdout.strip() and bool(list(server.papers.glob("*.pdf")))


def test_receipt_comes_out_of_a_queue_with_its_qr_intact(
    server: _Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CUPS_SERVER", server.socket)
    assert _QUEUE in available_queues()
    CupsPrinter(_QUEUE).send(receipt_pdf(a_receipt()), "Giấy tiếp nhận 0001-2019", "A5")
    _wait(lambda: _is_idle(server), "the queue did not finish")

    (printed,) = server.papers.glob("*.pdf")
    pdf = printed.read_bytes()
    assert page_count(pdf) == 2
    with pypdfium2.PdfDocument(pdf) as document:
        sides = [round(side / 72 * 25.4) for side in document[0].get_size()]
    assert sides == [148, 210]
    for page in (1, 2):
        assert zbar_codes(render_png(pdf, tmp_path, 203, page)) == {payload()}


def test_queue_that_is_not_there_is_named(server: _Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CUPS_SERVER", server.socket)
    with pytest.raises(PrinterError, match="“KhongCo”"):
        CupsPrinter("KhongCo").send(receipt_pdf(a_receipt()), "Giấy", "A5")
