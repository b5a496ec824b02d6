"""Which servers must prove who they are, and that those which cannot are refused."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import make_url

from app.errors import StoreError
from app.models import database as databases
from app.models.server_trust import trusted
from app.models.store import open_postgresql
from tests.postgres import a_server_with, why_none

_NAME = "store.motcua.test"


@pytest.fixture(autouse=True)
def home_without_authority(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HOME", str(tmp_path))
    for name in ("PGHOST", "PGHOSTADDR", "PGSERVICE"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://motcua@/store",
        "postgresql://motcua@/store?host=/run/postgresql",
        "postgresql://motcua@localhost/store",
        "postgresql://motcua@127.0.0.1:5433/store",
        "postgresql://motcua@[::1]/store",
        "postgresql://motcua@localhost/store?sslmode=disable",
    ],
)
def test_a_server_of_this_machine_is_left_as_it_is(url: str) -> None:
    assert trusted(make_url(url)) == make_url(url)


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://motcua@10.0.0.5/store",
        "postgresql://motcua@maychu/store",
        "postgresql://motcua@/store?host=maychu",
        "postgresql://motcua@localhost/store?hostaddr=10.0.0.5",
        "postgresql://motcua@/store?host=/run/postgresql&host=maychu",
        "postgresql://motcua@/store?host=localhost,maychu",
        "postgresql://motcua@/store?service=tinh",
        "postgresql://motcua@maychu/store?sslmode=verify-full",
    ],
)
def test_a_server_elsewhere_must_prove_its_name(url: str) -> None:
    query = trusted(make_url(url)).query
    assert (query["sslmode"], query["gssencmode"]) == ("verify-full", "disable")
    assert query["sslrootcert"] == "system"


def test_the_environment_may_name_a_server_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PGHOST", "maychu")
    assert trusted(make_url("postgresql://motcua@/store")).query["sslmode"] == "verify-full"


@pytest.mark.parametrize("mode", ["disable", "allow", "prefer", "require", "verify-ca"])
def test_less_than_proof_is_refused_with_advice(mode: str) -> None:
    with pytest.raises(StoreError, match=f"sslmode={mode}.*Hãy bỏ phần đó"):
        trusted(make_url(f"postgresql://motcua@maychu/store?sslmode={mode}"))


def test_the_office_s_own_authority_is_taken_where_it_is_named(
    home_without_authority: Path,
) -> None:
    named = make_url("postgresql://motcua@maychu/store?sslrootcert=/etc/co-quan.crt")
    assert trusted(named).query["sslrootcert"] == "/etc/co-quan.crt"
    (home_without_authority / ".postgresql").mkdir()
    (home_without_authority / ".postgresql" / "root.crt").touch()
    assert "sslrootcert" not in trusted(make_url("postgresql://motcua@maychu/store")).query


@pytest.fixture(scope="module")
def certificates(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Certificates of two names, each its own authority: of the server's name and of another's."""
    folder = tmp_path_factory.mktemp("certificates")
    for name in (_NAME, "other.test"):
        words = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"]
        words += ["-nodes", "-days", "2", "-subj", f"/CN={name}", "-addext"]
        words += [f"subjectAltName=DNS:{name}", "-keyout", f"{name}.key", "-out", f"{name}.crt"]
        subprocess.run(words, cwd=folder, check=True, capture_output=True)
    return folder


@pytest.fixture(scope="module")
def server_of(certificates: Path) -> Iterator[Path]:
    """A server that listens on the loopback address and shows the certificate of its name."""
    if why_none():
        pytest.skip(why_none())
    if shutil.which("openssl") is None:
        pytest.skip("openssl, which makes the certificates, is not installed")
    with a_server_with(certificates / f"{_NAME}.crt", certificates / f"{_NAME}.key") as port:
        os.environ["MOTCUA_TEST_TLS_PORT"] = str(port)
        yield certificates
        del os.environ["MOTCUA_TEST_TLS_PORT"]


def _url(*words: str) -> str:
    port = os.environ["MOTCUA_TEST_TLS_PORT"]
    more = "".join(f"&{word}" for word in words)
    return f"postgresql://motcua@/postgres?host={_NAME}&hostaddr=127.0.0.1&port={port}{more}"


def test_a_server_with_the_certificate_of_its_name_is_used(server_of: Path) -> None:
    database = open_postgresql(_url(f"sslrootcert={server_of / _NAME}.crt"))
    assert database.is_shared
    database.close()


@pytest.mark.parametrize(
    "root", ["sslrootcert={folder}/other.test.crt", "sslrootcert=system", ""], ids=str
)
def test_a_server_of_an_unknown_authority_is_refused(server_of: Path, root: str) -> None:
    with pytest.raises(StoreError, match="không chứng minh được danh tính"):
        open_postgresql(_url(*filter(None, [root.format(folder=server_of)])))


def test_a_server_of_another_name_is_refused(
    server_of: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = _url(f"sslrootcert={server_of / _NAME}.crt").replace(_NAME, "maychu.test", 1)
    with pytest.raises(StoreError, match="không chứng minh được danh tính"):
        open_postgresql(url)
    # Without the proof the same line would be taken: the check is what refuses.
    monkeypatch.setattr(databases, "trusted", lambda plain: plain)
    open_postgresql(url).close()


def test_a_server_without_tls_is_refused(certificates: Path) -> None:
    if why_none():
        pytest.skip(why_none())
    with a_server_with() as port:
        url = f"postgresql://motcua@/postgres?host={_NAME}&hostaddr=127.0.0.1&port={port}"
        with pytest.raises(StoreError, match="không chứng minh được danh tính"):
            open_postgresql(url)
