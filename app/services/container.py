"""The services over one open store, each imported and built when it is first asked for."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from app.clock import Clock
from app.models.database import Database
from app.outputs import Outputs
from app.services.ledger.records import Actor
from app.services.ledger.transactions import Transactions
from app.services.office.own_office import console_of

if TYPE_CHECKING:
    from app.services.access.accounts import Accounts
    from app.services.access.approvals import Approvals
    from app.services.access.signing_in import SignIn
    from app.services.audit.audit import Audit
    from app.services.audit.extracts import LogExtracts
    from app.services.backup.backups import Backups
    from app.services.backup.making import BackupKit
    from app.services.backup.restoring import Restorer
    from app.services.catalogue.agencies import Agencies
    from app.services.catalogue.counters import Counters
    from app.services.catalogue.importing import CatalogueImport
    from app.services.catalogue.procedures import Procedures
    from app.services.catalogue.routes import Routes
    from app.services.closing.closings import Closings
    from app.services.closing.confirming import ClosingSheets
    from app.services.custody.control_slips import ControlSlips
    from app.services.custody.custody_board import CustodyBoard
    from app.services.custody.desk import HandoffDesk
    from app.services.custody.finishing import SameDay
    from app.services.custody.handoffs import Handoffs
    from app.services.custody.locations import Custodians
    from app.services.custody.reminding import Reminding
    from app.services.custody.returning import Returning
    from app.services.custody.scanning import DeskScans
    from app.services.dashboard import Dashboard
    from app.services.dossiers.decisions import Decisions
    from app.services.dossiers.search import Search
    from app.services.dossiers.tracking import Tracking
    from app.services.evaluation.evaluation import Evaluation
    from app.services.evaluation.facts import FactNotes
    from app.services.exchange.bundles import Bundles
    from app.services.exchange.office_keys import OfficeKeys
    from app.services.exchange.peers import Peers
    from app.services.figures.digitisation import Digitisation
    from app.services.figures.register_book import RegisterBook
    from app.services.figures.summaries import Summaries
    from app.services.files.attachments import Attachments
    from app.services.files.folder import FileFolder
    from app.services.forms.book import FormBook
    from app.services.forms.keys import KeyFolder, SigningKey
    from app.services.forms.notice_records import Letterhead
    from app.services.forms.printing_queue import PrintQueue
    from app.services.forms.signing import KeyRenewal, Station
    from app.services.forms.verification import Verifier
    from app.services.intake.calendar_moves import CalendarMoves
    from app.services.intake.corrections import Corrections
    from app.services.intake.drafts import Drafts
    from app.services.intake.guiding import Guiding
    from app.services.intake.intake import Intake
    from app.services.intake.intake_choices import Applicants, IntakeChoices
    from app.services.intake.refusing import Refusing
    from app.services.intake.rescheduling import Rescheduling
    from app.services.money.cash import Cash, Settlement
    from app.services.money.cashier import Cashier
    from app.services.office.calendar import CalendarCache, OfficeCalendar
    from app.services.office.machine_clock import MachineClock
    from app.services.office.office import Office
    from app.services.office.reasons import Reasons
    from app.services.periods.late_reasons import LateReasons
    from app.services.periods.manual_figures import ToldFigures
    from app.services.periods.periods import Periods
    from app.services.periods.sections import EvaluatedPeriods
    from app.services.petitions.drafts import PetitionDrafts
    from app.services.petitions.petitions import Petitions
    from app.services.portal.dataset import Portal
    from app.services.portal.taking_in import PortalIntake
    from app.services.post import Postings
    from app.services.privacy import PrivacyLog
    from app.services.province.expected import ExpectedUnits
    from app.services.province.province import Province
    from app.services.publishing.publishing import Publishing
    from app.services.ratings.ratings import Ratings
    from app.services.ratings.slips import RatingSlips
    from app.services.registers.counting import RegisterCounts
    from app.services.registers.registers import Registers
    from app.services.reporting.notes import ReportNotes
    from app.services.reporting.reports import QuarterReports
    from app.services.retention.retention import Retention
    from app.services.safekeeping.secret import Secrets
    from app.services.safekeeping.store_keys import StoreKeys
    from app.services.store_files import StoreFiles
    from app.services.worklist.worklist import WorkList


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenStore:
    """An open store, and what of this machine its services are given.

    `station` is the name of this desk. `key_folder`, `secrets`, `backup_kit` (of the store's
    files) and `restorer` read the settings when they are called and raise StoreError;
    `transactions_over` opens the transactions of another database of this store.
    """

    data: Path
    outputs: Outputs
    database: Database
    clock: Clock
    office_id: int
    station: str
    transactions: Transactions
    key_folder: "Callable[[], KeyFolder]"
    secrets: "Callable[[], Secrets]"
    backup_kit: "Callable[[StoreFiles], BackupKit]"
    restorer: "Callable[[], Restorer]"
    transactions_over: Callable[[Database], Transactions]


class Services:
    """Every service over one open store, by name."""

    def __init__(self, store: OpenStore) -> None:
        self.store = store
        self._tx = store.transactions

    @property
    def data(self) -> Path:
        """The folder that the store's files lie in."""
        return self.store.data

    @property
    def outputs(self) -> Outputs:
        """What checks and writes the files that a person names."""
        return self.store.outputs

    @property
    def database(self) -> Database:
        """The open database."""
        return self.store.database

    @property
    def clock(self) -> Clock:
        """The clock of the store: its server's where desks share one."""
        return self.store.clock

    @property
    def office_id(self) -> int:
        """The office that works here."""
        return self.store.office_id

    @cached_property
    def calendars(self) -> "CalendarCache":
        from app.services.office.calendar import CalendarCache

        return CalendarCache()

    @cached_property
    def files(self) -> "StoreFiles":
        from app.services.store_files import StoreFiles

        return StoreFiles.of(self.data, self.database, self.clock)

    @cached_property
    def signing_key(self) -> "SigningKey":
        from app.services.forms.signing import station_key

        return station_key(self.station)

    @cached_property
    def station(self) -> "Station":
        from app.services.forms.signing import Station

        return Station(
            database=self.database,
            clock=self.clock,
            folder=self.store.key_folder(),
            office_id=self.office_id,
            name=self.store.station,
        )

    @property
    def file_folder(self) -> "FileFolder":
        """The folder of scans and attachments."""
        return self.files.scans

    def console(self) -> Actor:
        """Return who reads at the command line without signing in; may look, never change."""
        return console_of(self.office_id)

    def letterhead(self, actor: Actor) -> "Letterhead":
        """Return the office as its forms head themselves."""
        from app.services.forms.notice_records import Letterhead

        facts = self.office.facts(actor)
        edit = facts.edit
        return Letterhead(
            unit_code=facts.code,
            unit_name=edit.name,
            parent_name=edit.parent_name,
            place=edit.place,
            address=edit.address,
            hotline=edit.hotline,
            is_demo=facts.is_demo,
            footer=edit.footer,
        )

    def assure_key(self) -> None:
        """Ask the system's keystore for the signing key before it signs. Raises StoreError."""
        from app.services.forms.signing import assure_key

        assure_key(self.station, self.signing_key)

    def close(self) -> None:
        """Let go of the store."""
        self.database.close()

    @cached_property
    def sign_in(self) -> "SignIn":
        from app.services.access.signing_in import SignIn

        return SignIn(self.database, self.clock)

    @cached_property
    def accounts(self) -> "Accounts":
        from app.services.access.accounts import Accounts

        return Accounts(self._tx)

    @cached_property
    def approvals(self) -> "Approvals":
        from app.services.access.approvals import Approvals

        return Approvals(self._tx)

    @cached_property
    def office(self) -> "Office":
        from app.services.office.office import Office

        return Office(self._tx)

    @cached_property
    def reasons(self) -> "Reasons":
        from app.services.office.reasons import Reasons

        return Reasons(self._tx)

    @cached_property
    def machine_clock(self) -> "MachineClock":
        from app.services.office.machine_clock import MachineClock

        return MachineClock(self._tx)

    @cached_property
    def calendar(self) -> "OfficeCalendar":
        from app.services.office.calendar import OfficeCalendar

        return OfficeCalendar(self._tx)

    @cached_property
    def procedures(self) -> "Procedures":
        from app.services.catalogue.procedures import Procedures

        return Procedures(self._tx)

    @cached_property
    def agencies(self) -> "Agencies":
        from app.services.catalogue.agencies import Agencies

        return Agencies(self._tx)

    @cached_property
    def catalogue_import(self) -> "CatalogueImport":
        from app.services.catalogue.importing import CatalogueImport

        return CatalogueImport(self._tx)

    @cached_property
    def routes(self) -> "Routes":
        from app.services.catalogue.routes import Routes

        return Routes(self._tx)

    @cached_property
    def intake(self) -> "Intake":
        from app.services.intake.intake import Intake

        return Intake(self._tx, self.calendars, self.signing_key)

    @cached_property
    def refusing(self) -> "Refusing":
        from app.services.intake.refusing import Refusing

        return Refusing(self._tx, self.signing_key)

    @cached_property
    def guiding(self) -> "Guiding":
        from app.services.intake.guiding import Guiding

        return Guiding(self._tx, self.signing_key)

    @cached_property
    def same_day(self) -> "SameDay":
        from app.services.custody.finishing import SameDay

        return SameDay(self._tx, self.intake, self.signing_key)

    @cached_property
    def choices(self) -> "IntakeChoices":
        from app.services.intake.intake_choices import IntakeChoices

        return IntakeChoices(self._tx)

    @cached_property
    def applicants(self) -> "Applicants":
        from app.services.intake.intake_choices import Applicants

        return Applicants(self._tx)

    @cached_property
    def drafts(self) -> "Drafts":
        from app.services.intake.drafts import Drafts

        return Drafts(self._tx)

    @cached_property
    def corrections(self) -> "Corrections":
        from app.services.intake.corrections import Corrections

        return Corrections(self._tx, self.calendars, self.signing_key)

    @cached_property
    def rescheduling(self) -> "Rescheduling":
        from app.services.intake.rescheduling import Rescheduling

        return Rescheduling(self._tx, self.calendars, self.signing_key)

    @cached_property
    def decisions(self) -> "Decisions":
        from app.services.dossiers.decisions import Decisions

        return Decisions(self._tx, self.calendars, self.signing_key)

    @cached_property
    def tracking(self) -> "Tracking":
        from app.services.dossiers.tracking import Tracking

        return Tracking(self._tx, self.calendars)

    @cached_property
    def search(self) -> "Search":
        from app.services.dossiers.search import Search

        return Search(self._tx, self.verifier)

    @cached_property
    def verifier(self) -> "Verifier":
        from app.services.forms.verification import Verifier

        return Verifier(self._tx)

    @cached_property
    def handoffs(self) -> "Handoffs":
        from app.services.custody.handoffs import Handoffs

        return Handoffs(self._tx, self.calendars, self.signing_key)

    @cached_property
    def handoff_desk(self) -> "HandoffDesk":
        from app.services.custody.desk import HandoffDesk

        return HandoffDesk(self._tx, self.calendars)

    @cached_property
    def custody_board(self) -> "CustodyBoard":
        from app.services.custody.custody_board import CustodyBoard

        return CustodyBoard(self._tx, self.calendars)

    @cached_property
    def keepers(self) -> "Custodians":
        from app.services.custody.locations import Custodians

        return Custodians(self._tx)

    @cached_property
    def returning(self) -> "Returning":
        from app.services.custody.returning import Returning

        return Returning(self._tx, self.signing_key)

    @cached_property
    def cashier(self) -> "Cashier":
        from app.services.money.cashier import Cashier

        return Cashier(self._tx, self.signing_key)

    @cached_property
    def cash(self) -> "Cash":
        from app.services.money.cash import Cash

        return Cash(self._tx)

    @cached_property
    def settlement(self) -> "Settlement":
        from app.services.money.cash import Settlement

        return Settlement(self._tx)

    @cached_property
    def postings(self) -> "Postings":
        from app.services.post import Postings

        return Postings(self._tx, self.signing_key)

    @cached_property
    def scans(self) -> "DeskScans":
        from app.services.custody.scanning import DeskScans

        return DeskScans(self._tx, self.search, self.handoff_desk)

    @cached_property
    def counters(self) -> "Counters":
        from app.services.catalogue.counters import Counters

        return Counters(self._tx)

    @cached_property
    def print_queue(self) -> "PrintQueue":
        from app.services.forms.printing_queue import PrintQueue

        return PrintQueue(self._tx, self.signing_key)

    @cached_property
    def summaries(self) -> "Summaries":
        from app.services.figures.summaries import Summaries

        return Summaries(self._tx)

    @cached_property
    def portal(self) -> "Portal":
        from app.services.portal.dataset import Portal

        return Portal(self._tx)

    @cached_property
    def portal_intake(self) -> "PortalIntake":
        from app.services.portal.taking_in import PortalIntake

        return PortalIntake(self._tx, self.intake, self.refusing)

    @cached_property
    def register_book(self) -> "RegisterBook":
        from app.services.figures.register_book import RegisterBook

        return RegisterBook(self._tx)

    @cached_property
    def form_book(self) -> "FormBook":
        from app.services.forms.book import FormBook

        return FormBook(self._tx)

    @cached_property
    def control_slips(self) -> "ControlSlips":
        from app.services.custody.control_slips import ControlSlips

        return ControlSlips(self._tx, self.signing_key)

    @cached_property
    def calendar_moves(self) -> "CalendarMoves":
        from app.services.intake.calendar_moves import CalendarMoves

        return CalendarMoves(self._tx)

    @cached_property
    def work_list(self) -> "WorkList":
        from app.services.worklist.worklist import WorkList

        return WorkList(self._tx, self.calendars)

    @cached_property
    def attachments(self) -> "Attachments":
        from app.services.files.attachments import Attachments

        return Attachments(self._tx, self.files.scans, media_type_of)

    @cached_property
    def peers(self) -> "Peers":
        from app.services.exchange.peers import Peers

        return Peers(self._tx, self.signing_key)

    @cached_property
    def bundles(self) -> "Bundles":
        from app.services.exchange.bundles import Bundles

        return Bundles(
            self._tx,
            self.calendars,
            self.signing_key,
            handoffs=self.handoffs,
            decisions=self.decisions,
            files=self.files.scans,
            media_type_of=media_type_of,
            folder=self.files.bundles,
        )

    @cached_property
    def backups(self) -> "Backups":
        from app.services.backup.backups import Backups

        return Backups(
            self._tx,
            self.station,
            kit=self.store.backup_kit(self.files),
            restorer=self.store.restorer(),
        )

    @cached_property
    def digitisation(self) -> "Digitisation":
        from app.services.figures.digitisation import Digitisation

        return Digitisation(self._tx)

    @cached_property
    def dashboard(self) -> "Dashboard":
        from app.services.dashboard import Dashboard

        return Dashboard(self._tx, self.calendars)

    @cached_property
    def ratings(self) -> "Ratings":
        from app.services.ratings.ratings import Ratings

        return Ratings(self._tx)

    @cached_property
    def evaluation(self) -> "Evaluation":
        from app.services.evaluation.evaluation import Evaluation

        return Evaluation(self._tx)

    @cached_property
    def evaluated_periods(self) -> "EvaluatedPeriods":
        from app.services.periods.sections import EvaluatedPeriods

        return EvaluatedPeriods(self._tx)

    @cached_property
    def fact_notes(self) -> "FactNotes":
        from app.services.evaluation.facts import FactNotes

        return FactNotes(self._tx)

    @cached_property
    def told_figures(self) -> "ToldFigures":
        from app.services.periods.manual_figures import ToldFigures

        return ToldFigures(self._tx)

    @cached_property
    def rating_slips(self) -> "RatingSlips":
        from app.services.ratings.slips import RatingSlips

        return RatingSlips(self._tx)

    @cached_property
    def closings(self) -> "Closings":
        from app.services.closing.closings import Closings

        return Closings(self._tx, self.calendars, self.signing_key)

    @cached_property
    def closing_sheets(self) -> "ClosingSheets":
        from app.services.closing.confirming import ClosingSheets

        return ClosingSheets(self._tx, self.database)

    @cached_property
    def periods(self) -> "Periods":
        from app.services.periods.periods import Periods

        return Periods(self._tx, self.signing_key)

    @cached_property
    def late_reasons(self) -> "LateReasons":
        from app.services.periods.late_reasons import LateReasons

        return LateReasons(self._tx)

    @cached_property
    def reminding(self) -> "Reminding":
        from app.services.custody.reminding import Reminding

        return Reminding(self._tx)

    @cached_property
    def province(self) -> "Province":
        from app.services.province.province import Province

        return Province(self._tx, self.signing_key, self.files.reports)

    @cached_property
    def expected_units(self) -> "ExpectedUnits":
        from app.services.province.expected import ExpectedUnits

        return ExpectedUnits(self._tx)

    @cached_property
    def key_renewal(self) -> "KeyRenewal":
        from app.services.forms.signing import KeyRenewal

        return KeyRenewal(self.database, self._tx, self.station.folder, self.signing_key)

    @cached_property
    def office_keys(self) -> "OfficeKeys":
        from app.services.exchange.office_keys import OfficeKeys

        return OfficeKeys(self._tx, self.station.folder, self.signing_key)

    @cached_property
    def store_keys(self) -> "StoreKeys":
        from app.services.safekeeping.store_keys import StoreKeys

        return StoreKeys(
            self.database, self._tx, self.store.secrets(), self.store.transactions_over
        )

    @cached_property
    def audit(self) -> "Audit":
        from app.services.audit.audit import Audit

        return Audit(
            self._tx, self.database, lambda: {self.signing_key.key_id: self.signing_key.public_key}
        )

    @cached_property
    def log_extracts(self) -> "LogExtracts":
        from app.services.audit.extracts import LogExtracts

        return LogExtracts(self._tx)

    @cached_property
    def privacy_log(self) -> "PrivacyLog":
        from app.services.privacy import PrivacyLog

        return PrivacyLog(self._tx)

    @cached_property
    def retention(self) -> "Retention":
        from app.services.retention.retention import Retention

        return Retention(self._tx, self.files.leftovers(), self.database.scrub)

    @cached_property
    def petitions(self) -> "Petitions":
        from app.services.petitions.petitions import Petitions

        return Petitions(self._tx, self.calendars, self.signing_key)

    @cached_property
    def petition_drafts(self) -> "PetitionDrafts":
        from app.services.petitions.drafts import PetitionDrafts

        return PetitionDrafts(self._tx)

    @cached_property
    def registers(self) -> "Registers":
        from app.services.registers.registers import Registers

        return Registers(self._tx)

    @cached_property
    def register_counts(self) -> "RegisterCounts":
        from app.services.registers.counting import RegisterCounts

        return RegisterCounts(self._tx)

    @cached_property
    def publishing(self) -> "Publishing":
        from app.services.publishing.publishing import Publishing

        return Publishing(self._tx)

    @cached_property
    def quarter_reports(self) -> "QuarterReports":
        from app.services.reporting.reports import QuarterReports

        return QuarterReports(self._tx)

    @cached_property
    def report_notes(self) -> "ReportNotes":
        from app.services.reporting.notes import ReportNotes

        return ReportNotes(self._tx)

    def _own_public_key(self) -> dict[int, bytes]:
        return {self.signing_key.key_id: self.signing_key.public_key}


def media_type_of(content: bytes) -> str:
    """Open a file that is to be kept and return its media type. Raises InvalidInputError."""
    # What reads PDFs and pictures is imported with the first file: a look-up must not wait for it.
    from app.services.files import kinds

    return kinds.media_type_of(content)
