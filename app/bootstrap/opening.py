"""Opens or creates the store behind the sign-in page; imported late, runs on the worker."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from app.bootstrap.desk import Desk, desk_over, open_desk
from app.bootstrap.keys import recover_key
from app.bootstrap.printers import printers_of
from app.bootstrap.printing import PrinterSetupLike
from app.bootstrap.safe_places import restorer_for
from app.bootstrap.server_login import address_of_settings, keep_server_password
from app.bootstrap.stores import new_store
from app.clock import Clock
from app.errors import UserError
from app.printing.printers import Media
from app.services.access.records import NewOfficer
from app.services.backup.people import Person, WhoRestores, checked_inside
from app.services.backup.records import BackupLook
from app.services.backup.said import restored_sentences
from app.services.forms.form_parts import Letterhead
from app.services.ledger.records import Actor
from app.services.office.demo import DemoOffice
from app.services.office.records import DemoMade, NewOffice
from app.services.office.setup import Setup, check_administrator
from app.services.office.validation import clean_new_office
from app.services.safekeeping.paper import from_paper
from app.settings import SettingsFile
from app.ui.first_start.first_start_page import FirstStartInput
from app.ui.signing_in.restore_page import RestoreTyped
from app.ui.signing_in.sign_in_page import Credentials

_LOG = logging.getLogger(__name__)


@dataclass(slots=True)
class Opening:
    """The store of one data folder, opened once and kept for every sign-in."""

    data: Path
    url: str
    clock: Clock
    desk: Desk | None = field(default=None, init=False)

    def open(self) -> Desk:
        """Return the open desk, opening the store at the first call. Raises StoreError."""
        if self.desk is None:
            settings = SettingsFile(self.data).load()
            self.desk = open_desk(
                self.data,
                self.address(),
                clock=self.clock,
                station=settings.station,
            )
        return self.desk

    def address(self) -> str:
        """Return the shared store's address, "" for the store of the data folder."""
        return self.url or address_of_settings(self.data)

    def keep_password(self, password: str) -> Desk:
        """Keep the password of the shared store's server and open the store.

        Raises InvalidInputError (password), ServerPasswordError, StoreError.
        """
        keep_server_password(self.data, self.address(), password)
        return self.open()

    def recover(self, digits: str) -> Desk:
        """Keep the key of a recovery sheet and open the store with it.

        Raises InvalidInputError (digits), StoreError.
        """
        recover_key(self.data, digits)
        return self.open()

    def look(self, source: Path) -> BackupLook:
        """Return what a backup says of itself. Raises BackupRefusedError, StoreError."""
        return restorer_for(self.data, "", self.clock).look(source)

    def restore_typed(self, typed: RestoreTyped) -> str:
        """Put a backup back by two people of the accounts inside it; say what is true then.

        Raises UserError.
        """
        self.close()
        sheet = from_paper(typed.digits) if typed.digits else None
        station = SettingsFile(self.data).load().station
        first = Person(typed.login, typed.password)
        second = Person(typed.second, typed.second_password)
        who = checked_inside(first, second, station, now=self.clock.now())
        restorer = restorer_for(self.data, "", self.clock, sheet)
        restored = restorer.restore(Path(typed.path), who, is_newest=typed.is_newest)
        return "\n".join(restored_sentences(restored))

    def restore(self, source: Path, who: WhoRestores) -> str:
        """Close the store and put a backup in its place; two people were asked before.

        Returns what is true then. Raises UserError; the store is as it was then.
        """
        self.close()
        restored = restorer_for(self.data, "", self.clock).restore(source, who)
        return "\n".join(restored_sentences(restored))

    def back_up_at_close(self) -> None:
        """Make a backup where work was done since the last; what fails stands in its list."""
        if self.desk is not None:
            try:
                self.desk.backups.make_due(at_close=True)
            except UserError as error:
                _LOG.warning("no backup at close: %s", error.message)

    def sign_in(self, typed: Credentials) -> Actor:
        """Return who signed in. Raises UserError with a sentence for the page."""
        desk = self.open()
        station = SettingsFile(self.data).load().station
        return desk.sign_in.sign_in(typed.login, typed.password, typed.counter_name, station)

    def lock(self, actor: Actor) -> None:
        """Lock the session of `actor`."""
        self.open().sign_in.lock(actor)

    def unlock(self, actor: Actor, password: str) -> Actor:
        """Return the same person, at work again. Raises UserError with a sentence for the page."""
        return self.open().sign_in.unlock(actor, password)

    def leave(self, actor: Actor) -> None:
        """End the session of `actor`."""
        self.open().sign_in.leave(actor)

    def office_name(self) -> tuple[str, bool]:
        """Return the office's name, and whether it is for trial."""
        desk = self.open()
        facts = desk.office.facts(desk.console())
        return facts.edit.name, facts.is_demo

    @staticmethod
    def check_office(office: NewOffice) -> object:
        """Return the office in its stored form. Raises InvalidInputError naming the field."""
        return clean_new_office(office)

    @staticmethod
    def check_admin(admin: NewOfficer, office: NewOffice) -> object:
        """Return the administrator as stored. Raises InvalidInputError naming the field."""
        return check_administrator(admin, office)

    def queues(self) -> Sequence[str]:
        """Return the printers of this machine."""
        return printers_of(self.data).queues()

    def print_test(self, setup: PrinterSetupLike, media: Media) -> None:
        """Print a test page before there is an office. Raises PrinterError."""
        head = Letterhead("", "Một Cửa", "", "", "", "")
        printers_of(self.data).print_test(setup, media, head)

    def create(self, wanted: FirstStartInput) -> None:
        """Create the store and its office as typed; a failure leaves nothing behind."""
        printers = wanted.printers
        with new_store(self.data, self.url, is_encrypted=wanted.is_encrypted) as database:
            Setup(database, self.clock).create_office(wanted.office, wanted.admin, wanted.hours)
            file = SettingsFile(self.data)
            file.save(
                replace(file.load(), printers=printers.printers, pdf_folder=printers.pdf_folder)
            )
            self.desk = desk_over(database, self.data, self.clock, file.load().station)

    def create_demo(self) -> DemoMade:
        """Create a store to try things in, with its accounts and the shipped catalogue."""
        station = SettingsFile(self.data).load().station
        with new_store(self.data, self.url) as database:
            made = DemoOffice(database, self.clock).create()
            desk = desk_over(database, self.data, self.clock, station)
            admin = made.officers[0]
            actor = desk.sign_in.sign_in(admin.login, admin.password, "", station)
            desk.catalogue_import.load_starter(actor)
            desk.sign_in.leave(actor)
            self.desk = desk
        return made

    def close(self) -> None:
        """Let go of the store."""
        if self.desk is not None:
            self.desk.close()
            self.desk = None
