"""A PostgreSQL 17 of the tests' own: started in a temporary folder, one database for each test."""

import os
import shutil
import socket
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from signal import SIGINT

import psycopg
from psycopg import sql
from sqlalchemy import Connection, Engine, make_url

from app.models.base import Base
from app.models.database import Database, postgresql_engine
from app.models.guards import create_guards
from app.models.store import open_postgresql
from tests.server_folders import server_folder

SERVER_VARIABLE = "MOTCUA_TEST_POSTGRES_URL"
"""URL of a server to use instead (its user may create databases)."""

_PROGRAMS = Path("/usr/lib/postgresql/17/bin")
_TEMPLATE = "motcua_template"
STOP_SECONDS = 20
_START_SECONDS = 30
IN_ITS_FOLDER = ("dynamic_shared_memory_type=mmap",)
"""Memory that queries share lies in the server's folder and goes with it."""
# The tests' data may be lost with the power: nothing waits for a disk.
_FAST = (
    *IN_ITS_FOLDER,
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "autovacuum=off",
    "jit=off",
    "shared_buffers=32MB",
    "max_connections=60",
    "listen_addresses=",
    "wal_level=minimal",
    "max_wal_senders=0",
)


def why_none() -> str:
    """Return why there can be no server here, or "" where there can."""
    if os.environ.get(SERVER_VARIABLE) or (_PROGRAMS / "initdb").exists():
        return ""
    return f"PostgreSQL 17 is not installed (and {SERVER_VARIABLE} names no server)"


@dataclass(frozen=True, slots=True)
class Server:
    """A running server; `url` leads to its first database."""

    url: str
    made: Iterator[int] = field(default_factory=count)
    free: list[Engine] = field(default_factory=list)

    def create(self, template: str = "template0", name: str = "") -> str:
        """Create a database and return its URL."""
        name = name or f"motcua_{os.getpid()}_{next(self.made)}"
        self._run(
            sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY").format(
                sql.Identifier(name), sql.Identifier(template)
            )
        )
        return self._url_of(name)

    def drop(self, url: str) -> None:
        """Drop the database at `url`, whoever is still connected."""
        name = sql.Identifier(make_url(url).database or "")
        self._run(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(name))

    def refuse(self, url: str) -> None:
        """Cut every line to the database at `url` and let nobody in again."""
        name = make_url(url).database or ""
        self._run(sql.SQL("ALTER DATABASE {} ALLOW_CONNECTIONS false").format(sql.Identifier(name)))
        self._run(
            sql.SQL(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = {}"
            ).format(sql.Literal(name))
        )

    def allow(self, url: str) -> None:
        """Let everybody in again."""
        name = sql.Identifier(make_url(url).database or "")
        self._run(sql.SQL("ALTER DATABASE {} ALLOW_CONNECTIONS true").format(name))

    @contextmanager
    def empty(self) -> Iterator[str]:
        """Give the URL of a database without tables."""
        url = self.create()
        try:
            yield url
        finally:
            self.drop(url)

    @contextmanager
    def copied(self) -> Iterator[str]:
        """Give the URL of a store at the newest schema, which is dropped afterwards."""
        url = self.create(self.template_name)
        try:
            yield url
        finally:
            self.drop(url)

    @contextmanager
    def migrated(self) -> Iterator[Database]:
        """Give a fresh store at the newest schema: one that a test gave back, swept clean."""
        if not self.free:
            self.free.append(postgresql_engine(self.create(self.template_name)))
        engine = self.free.pop()
        yield Database(engine)
        with engine.begin() as connection:
            _sweep(connection)
        self.free.append(engine)

    @property
    def template_name(self) -> str:
        """The name of the database that `make_template` made."""
        return f"{_TEMPLATE}_{os.getpid()}"

    def make_template(self) -> str:
        """Create the store that others are copied from, and return its URL."""
        url = self.create(name=self.template_name)
        open_postgresql(url).engine.dispose()
        return url

    def close(self) -> None:
        """Let go of the stores that tests gave back."""
        for engine in self.free:
            engine.dispose()

    def _url_of(self, name: str) -> str:
        return make_url(self.url).set(database=name).render_as_string(hide_password=False)

    def _run(self, statement: sql.Composed) -> None:
        with psycopg.connect(self.url, autocommit=True) as connection:
            connection.execute(statement)


def _sweep(connection: Connection) -> None:
    """Empty every table, the log too, and begin the row ids again."""
    connection.exec_driver_sql(
        "SET LOCAL lock_timeout = '5s'"
    )  # a session left open fails its test
    connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
    tables = [table.name for table in Base.metadata.sorted_tables]
    deletes = [f"DELETE FROM {name}" for name in ("dossier_search", *tables)]  # noqa: S608
    restarts = "SELECT setval(oid::regclass, 1, false) FROM pg_class WHERE relkind = 'S'"
    connection.exec_driver_sql("; ".join([*deletes, restarts]))
    create_guards(connection)  # a test of the log's check has dropped them


@contextmanager
def a_server() -> Iterator[Server]:
    """Run a server until the block ends, or use the one that the environment names."""
    given = os.environ.get(SERVER_VARIABLE)
    if given:
        server = Server(given)
        template = server.make_template()
        try:
            yield server
        finally:
            for engine in server.free:
                server.drop(engine.url.render_as_string(hide_password=False))
            server.drop(template)
        return
    user = unprivileged()
    with server_folder(user) as folder, _running(folder, user) as server:
        server.make_template()
        yield server
        server.close()


@contextmanager
def a_server_with(certificate: Path | None = None, key: Path | None = None) -> Iterator[int]:
    """Run a server that listens on the loopback address, and give its port.

    It shows `certificate`; without one it knows no encryption.
    """
    user = unprivileged()
    port = _free_port()
    options = ["listen_addresses=127.0.0.1", f"port={port}"]
    with server_folder(user) as folder:
        if certificate is not None and key is not None:
            for name, source in (("server.crt", certificate), ("server.key", key)):
                (folder / name).write_bytes(source.read_bytes())
                (folder / name).chmod(0o600)
                if user is not None:
                    shutil.chown(folder / name, user)
                options.append(f"ssl_{name.removeprefix('server.')}_file={folder / name}")
            options = ["ssl=on", *(one.replace("ssl_crt_", "ssl_cert_") for one in options)]
        with _running(folder, user, options):
            yield port


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def unprivileged() -> str | None:
    """Return whom the server runs as: it refuses to run as root."""
    return "postgres" if os.geteuid() == 0 else None


@contextmanager
def _running(folder: Path, user: str | None, more: Sequence[str] = ()) -> Iterator[Server]:
    initialised(folder, user)
    process = begun(folder, user, (*_FAST, *more))
    try:
        yield Server(url_when_ready(folder, process, _port(more)))
    finally:
        process.send_signal(SIGINT)  # a fast shutdown: open sessions are ended
        process.wait(STOP_SECONDS)


def initialised(folder: Path, user: str | None) -> None:
    """Make the files of a server in `folder`, run as `user`."""
    initdb = (
        *(_PROGRAMS / "initdb", "-D", folder / "data"),
        *("-U", "motcua", "-A", "trust", "--no-sync"),
    )
    subprocess.run(
        [*initdb, "-E", "UTF8", "--locale-provider=builtin", "--locale=C.UTF-8"],
        check=True,
        stdout=subprocess.DEVNULL,
        user=user,
        cwd=folder,
    )


def begun(folder: Path, user: str | None, options: Sequence[str]) -> "subprocess.Popen[bytes]":
    """Start the server of `folder` in a process group of its own; it is not ready yet."""
    given = [part for option in options for part in ("-c", option)]
    with (folder / "log").open("ab") as log:
        return subprocess.Popen(
            [_PROGRAMS / "postgres", "-D", folder / "data", "-k", folder, *given],
            stdout=log,
            stderr=log,
            user=user,
            cwd=folder,
            start_new_session=True,
        )


def _port(options: Sequence[str]) -> str:
    ports = [option.removeprefix("port=") for option in options if option.startswith("port=")]
    return ports[0] if ports else "5432"


def url_when_ready(folder: Path, process: "subprocess.Popen[bytes]", port: str = "5432") -> str:
    """Wait until the server answers and return the URL of its first database."""
    url = f"postgresql://motcua@/postgres?host={folder}&port={port}"
    ready: list[Path | str] = [
        _PROGRAMS / "pg_isready",
        "-q",
        "-h",
        folder,
        "-p",
        port,
        "-U",
        "motcua",
    ]
    for _attempt in range(_START_SECONDS * 20):
        if subprocess.run(ready, check=False).returncode == 0:
            return url
        try:
            process.wait(0.05)
        except subprocess.TimeoutExpired:
            continue
        break
    message = (folder / "log").read_text(encoding="utf-8", errors="replace")
    raise RuntimeError(message)
