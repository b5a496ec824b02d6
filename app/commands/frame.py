"""What every verb shares: its switches, the open store, who acts, how it answers."""

import argparse
import getpass
import os
import sys
from collections.abc import Generator, Iterable
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TypeAlias

import msgspec

from app.bootstrap.stores import open_services
from app.clock import OFFICE_ZONE, Clock, to_local
from app.commands.switches import PASSWORD_VARIABLE
from app.errors import InvalidInputError, NotAllowedError, StoreError
from app.reports.formats import ExportFormat
from app.services.catalogue.importing import CatalogueImport
from app.services.container import Services
from app.services.ledger.records import Actor
from app.wording import usage

STATION = "console"

Subparsers: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"  # noqa: SLF001


@dataclass(frozen=True, slots=True)
class CommandDesk:
    """An open store and the person acting on it."""

    desk: Services
    actor: Actor

    @property
    def catalogue_import(self) -> CatalogueImport:
        """Return the service that imports procedures."""
        return self.desk.catalogue_import


def add_sheet_switches(
    parser: argparse.ArgumentParser, kinds: Iterable[ExportFormat] = ExportFormat
) -> None:
    """Add the switches of a verb that writes a sheet: its format, and where it goes."""
    parser.add_argument(
        "--format",
        choices=[kind.value for kind in kinds],
        default=ExportFormat.JSON.value,
        help=usage.FORMAT,
    )
    parser.add_argument(
        "--out", type=Path, metavar=usage.FILE, help="tệp ghi ra (mặc định: màn hình)"
    )


def sheet_format(args: argparse.Namespace) -> ExportFormat:
    """Return the format asked for. Raises InvalidInputError where --json needs an --out."""
    kind = ExportFormat(args.format)
    if args.out is None and args.json and kind is not ExportFormat.JSON:
        raise InvalidInputError("out", "Dùng --json với dạng tệp này cần --out TỆP.")
    return kind


@contextmanager
def desk_of(args: argparse.Namespace, *, changes: bool) -> Generator[CommandDesk]:
    """Open the store for a verb; a verb that changes it acts as the officer it is given.

    Raises NotAllowedError where a changing verb names no officer; UserError from the store.
    """
    clock = Clock()
    desk = open_services(args.data, args.database, clock=clock, station=STATION)
    try:
        actor = _actor(desk, args.officer, changes=changes)
        try:
            if changes:
                desk.assure_key()
            yield CommandDesk(desk, actor)
        finally:
            # A store that takes nothing any more lets the session run out by itself.
            with suppress(StoreError):
                desk.sign_in.leave(actor)
    finally:
        desk.close()


def _actor(desk: Services, login: str, *, changes: bool) -> Actor:
    if login:
        return desk.sign_in.sign_in(login, password(login), "", STATION)
    if changes:
        raise NotAllowedError(
            "Lệnh này thay đổi kho dữ liệu nên cần người thực hiện. Hãy thêm --officer TÊN."
        )
    return desk.console()


def password(login: str, variable: str = PASSWORD_VARIABLE) -> str:
    """Return the password from the environment, or ask for it. Raises NotAllowedError."""
    given = os.environ.get(variable)
    if given is not None:
        return given
    if not sys.stdin.isatty():
        raise NotAllowedError(
            f"Chưa có mật khẩu của {login}. Hãy đặt biến {variable} rồi chạy lại."
        )
    return getpass.getpass(f"Mật khẩu của {login}: ")


def emit(document: object) -> None:
    """Print one JSON document."""
    print(msgspec.json.encode(document).decode())


def iso(instant: datetime | None) -> str | None:
    """Return an instant as ISO 8601 at the office's offset, to the second."""
    return None if instant is None else to_local(instant).isoformat(timespec="seconds")


def moment(text: str, field: str) -> datetime:
    """Return the instant of "YYYY-MM-DD HH:MM" at the office. Raises InvalidInputError."""
    for shape in ("%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M:%S"):
        try:
            return datetime.strptime(text.strip(), shape).replace(tzinfo=OFFICE_ZONE)
        except ValueError:
            continue
    try:
        aware = datetime.fromisoformat(text.strip())
    except ValueError:
        aware = None
    if aware is None or aware.tzinfo is None:
        raise InvalidInputError(field, f"Thời điểm “{text}” phải ghi dạng YYYY-MM-DD HH:MM.")
    return aware


def day(text: str, field: str) -> date:
    """Return the day of YYYY-MM-DD. Raises InvalidInputError."""
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise InvalidInputError(field, f"Ngày “{text}” phải ghi dạng YYYY-MM-DD.") from None
