"""How a server of another machine proves who it is: TLS with a certificate for its name.

A line within this machine (a socket, the loopback address) crosses no network and needs no proof.
"""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from app.errors import StoreError

_PROVEN: Final = "verify-full"
_HERE: Final = frozenset({"localhost", "127.0.0.1", "::1"})


def server_address(url: str) -> URL:
    """Return the address of a PostgreSQL server. Raises StoreError for anything else."""
    try:
        parts = make_url(url)
    except (ArgumentError, ValueError):
        parts = URL.create("unknown")
    if parts.drivername not in {"postgres", "postgresql", "postgresql+psycopg"}:
        raise StoreError(
            "Địa chỉ kho dùng chung phải ghi dạng postgresql://NGƯỜI_DÙNG@MÁY_CHỦ/TÊN_KHO."
        )
    return parts.set(drivername="postgresql+psycopg")


def with_password(url: str, password: str) -> str:
    """Return `url` with the password of its account. Raises StoreError."""
    return server_address(url).set(password=password).render_as_string(hide_password=False)


def without_password(url: str) -> tuple[str, str]:
    """Return `url` without its password, and that password. Raises StoreError."""
    parts = server_address(url)
    said = str(parts.password or "") or "".join(_texts(parts, "password"))
    bare = URL.create(
        parts.drivername.partition("+")[0],
        username=parts.username,
        host=parts.host,
        port=parts.port,
        database=parts.database,
        query=parts.difference_update_query(("password", "sslpassword")).query,
    )
    return bare.render_as_string(hide_password=False), said


def login_of(url: str) -> str:
    """Return account, server and database of `url` in one form. Raises StoreError."""
    parts = server_address(url)
    server = [parts.host or "", *_texts(parts, "host"), *_texts(parts, "hostaddr")]
    hosts = ",".join(one for one in server if one)
    port = parts.port or "".join(_texts(parts, "port")) or 5432
    service = "".join(_texts(parts, "service"))
    return f"{parts.username or ''}@{hosts}:{port}/{parts.database or ''}?{service}"


def trusted(url: URL) -> URL:
    """Return `url` so that a server elsewhere must prove its name, with no way around it.

    The certificates of the office's own authority are those of `sslrootcert`, else of the user's
    `~/.postgresql/root.crt`, else of the system. Raises StoreError where the URL asks for less.
    """
    if _is_here(url):
        return url
    asked = url.query.get("sslmode", _PROVEN)
    if asked != _PROVEN:
        raise StoreError(
            f"Địa chỉ kho dùng chung ghi sslmode={asked} nên máy chủ không phải chứng minh danh "
            f"tính. Hãy bỏ phần đó hoặc ghi sslmode={_PROVEN}."
        )
    # Encryption by Kerberos would be taken first, and would prove nothing of the certificate.
    proof = {"sslmode": _PROVEN, "gssencmode": "disable"}
    if "sslrootcert" not in url.query and not _own_root().exists():
        proof["sslrootcert"] = "system"
    return url.update_query_dict(proof)


def _is_here(url: URL) -> bool:
    if "service" in url.query or "PGSERVICE" in os.environ:
        return False  # a file that we do not read says where the server is
    return all(host in _HERE or host.startswith(("/", "@")) for host in _hosts(url))


def _hosts(url: URL) -> Iterator[str]:
    """Yield every host the line may lead to; none is the socket of this machine."""
    named = [url.host or "", *_texts(url, "host"), *_texts(url, "hostaddr")]
    if not any(named):
        named = [os.environ.get("PGHOST", ""), os.environ.get("PGHOSTADDR", "")]
    for several in named:
        yield from (host.strip().lower() for host in several.split(",") if host.strip())


def _texts(url: URL, key: str) -> tuple[str, ...]:
    said = url.query.get(key, ())
    return (said,) if isinstance(said, str) else said


def _own_root() -> Path:
    return Path.home() / ".postgresql" / "root.crt"
