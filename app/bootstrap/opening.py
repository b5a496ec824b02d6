"""Opens or creates the store behind the sign-in page; imported late, runs on the worker."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from app.bootstrap.keys import key_folder_of
from app.bootstrap.safe_places import address_of_settings, keep_server_password
from app.bootstrap.stores import new_store, open_services, services_over
from app.clock import Clock
from app.errors import UserError
from app.services.container import Services
from app.services.ledger.records import Actor
from app.settings import SettingsFile
from app.ui.signing_in.sign_in_page import Credentials
from app.vocabulary.forms import Media
from app.wording import headings

if TYPE_CHECKING:
    from app.bootstrap.printing import PrinterSetupLike
    from app.services.access.records import NewOfficer
    from app.services.backup.people import WhoRestores
    from app.services.backup.records import BackupLook
    from app.services.forms.certificates import KeyPlace
    from app.services.office.records import DemoMade, NewOffice
    from app.ui.first_start.first_start_page import FirstStartInput
    from app.ui.signing_in.restore_page import RestoreTyped

_LOG = logging.getLogger(__name__)


@dataclass(slots=True)
class StoreOpening:
    """The store of one data folder, opened once and kept for every sign-in."""

    data: Path
    url: str
    clock: Clock
    services: Services | None = field(default=None, init=False)

    def open(self) -> Services:
        """Return the open services, opening the store at the first call. Raises StoreError."""
        if self.services is None:
            settings = SettingsFile(self.data).load()
            self.services = open_services(
                self.data,
                self.address(),
                clock=self.clock,
                station=settings.station,
            )
        return self.services

    def address(self) -> str:
        """Return the shared store's address, "" for the store of the data folder."""
        return self.url or address_of_settings(self.data)

    def keep_password(self, password: str) -> Services:
        """Keep the password of the shared store's server and open the store.

        Raises InvalidInputError (password), ServerPasswordError, StoreError.
        """
        keep_server_password(self.data, self.address(), password)
        return self.open()

    def recover(self, digits: str) -> Services:
        """Keep the key of a recovery sheet and open the store with it.

        Raises InvalidInputError (digits), StoreError.
        """
        from app.bootstrap.keys import recover_key

        recover_key(self.data, digits)
        return self.open()

    def look(self, source: Path) -> "BackupLook":
        """Return what a backup says of itself. Raises BackupRefusedError, StoreError."""
        from app.bootstrap.safe_places import restorer_for

        return restorer_for(self.data, "", self.clock).look(source)

    def restore_typed(self, typed: "RestoreTyped") -> str:
        """Put a backup back by two people of the accounts inside it; say what is true then.

        Raises UserError.
        """
        from app.bootstrap.safe_places import restorer_for
        from app.services.backup.people import Login, checked_inside
        from app.services.backup.records import restored_sentences
        from app.services.safekeeping.paper import from_paper

        self.close()
        sheet = from_paper(typed.digits) if typed.digits else None
        station = SettingsFile(self.data).load().station
        first = Login(typed.login, typed.password)
        second = Login(typed.second, typed.second_password)
        who = checked_inside(first, second, station, now=self.clock.now())
        restorer = restorer_for(self.data, "", self.clock, sheet)
        restored = restorer.restore(Path(typed.path), who, is_newest=typed.is_newest)
        return "\n".join(restored_sentences(restored))

    def restore(self, source: Path, who: "WhoRestores") -> str:
        """Close the store and put a backup in its place; two people were asked before.

        Returns what is true then. Raises UserError; the store is as it was then.
        """
        from app.bootstrap.safe_places import restorer_for
        from app.services.backup.records import restored_sentences

        self.close()
        restored = restorer_for(self.data, "", self.clock).restore(source, who)
        return "\n".join(restored_sentences(restored))

    def back_up_at_close(self) -> None:
        """Make a backup where work was done since the last; what fails stands in its list."""
        if self.services is not None:
            try:
                self.services.backups.make_due(at_close=True)
            except UserError as error:
                _LOG.warning("no backup at close: %s", error.message)

    def sign_in(self, typed: Credentials) -> Actor:
        """Return who signed in. Raises UserError with a sentence for the page."""
        services = self.open()
        station = SettingsFile(self.data).load().station
        return services.sign_in.sign_in(typed.login, typed.password, typed.counter_name, station)

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
        services = self.open()
        facts = services.office.facts(services.console())
        return facts.edit.name, facts.is_demo

    @staticmethod
    def check_office(office: "NewOffice") -> object:
        """Return the office in its stored form. Raises InvalidInputError naming the field."""
        from app.services.office.validation import clean_new_office

        return clean_new_office(office)

    @staticmethod
    def check_admin(admin: "NewOfficer", office: "NewOffice") -> object:
        """Return the administrator as stored. Raises InvalidInputError naming the field."""
        from app.services.office.setup import check_administrator

        return check_administrator(admin, office)

    def queues(self) -> Sequence[str]:
        """Return the printers of this machine."""
        from app.bootstrap.printing import printers_of

        return printers_of(self.data).queues()

    def print_test(self, setup: "PrinterSetupLike", media: Media) -> None:
        """Print a test page before there is an office. Raises PrinterError."""
        from app.bootstrap.printing import printers_of
        from app.services.forms.notice_records import Letterhead

        head = Letterhead("", headings.PROGRAM, "", "", "", "")
        printers_of(self.data).print_test(setup, media, head)

    def create(self, wanted: "FirstStartInput") -> None:
        """Create the store and its office as typed; a failure leaves nothing behind."""
        from app.services.office.setup import Setup

        printers = wanted.printers
        with new_store(self.data, self.url, is_encrypted=wanted.is_encrypted) as database:
            setup = Setup(database, self.clock, keys=self._key_place())
            setup.create_office(wanted.office, wanted.admin, wanted.hours)
            file = SettingsFile(self.data)
            file.save(
                replace(file.load(), printers=printers.printers, pdf_folder=printers.pdf_folder)
            )
            self.services = services_over(database, self.data, self.clock, file.load().station)

    def create_demo(self) -> "DemoMade":
        """Create a store to try things in, with its accounts and the shipped catalogue."""
        from app.services.office.demo import DemoOffice

        station = SettingsFile(self.data).load().station
        with new_store(self.data, self.url) as database:
            made = DemoOffice(database, self.clock, keys=self._key_place()).create()
            services = services_over(database, self.data, self.clock, station)
            admin = made.officers[0]
            actor = services.sign_in.sign_in(admin.login, admin.password, "", station)
            services.catalogue_import.load_starter(actor)
            services.sign_in.leave(actor)
            self.services = services
        return made

    def _key_place(self) -> "KeyPlace":
        from app.services.forms.certificates import KeyPlace

        return KeyPlace(key_folder_of(self.data), SettingsFile(self.data).load().station)

    def close(self) -> None:
        """Let go of the store."""
        if self.services is not None:
            self.services.close()
            self.services = None
