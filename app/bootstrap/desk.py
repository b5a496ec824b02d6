"""Puts the services together over one open store: what the command line and the window share."""

from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from app.bootstrap.keys import KEYS_FOLDER, keystore_of, secrets_of
from app.bootstrap.own_office import console_of, office_id_of, require_office
from app.bootstrap.safe_places import backup_kit, outputs_of, restorer_for
from app.bootstrap.store_files import StoreFiles
from app.bootstrap.stores import open_database
from app.clock import Clock
from app.models.database import Database
from app.outputs import Outputs
from app.services.access.accounts import Accounts
from app.services.access.approvals import Approvals
from app.services.access.signing_in import SignIn
from app.services.audit.audit import Audit
from app.services.audit.extract import LogExtracts
from app.services.backup.backups import Backups
from app.services.catalogue.agencies import Agencies
from app.services.catalogue.counters import Counters
from app.services.catalogue.importing import CatalogueImport
from app.services.catalogue.procedures import Procedures
from app.services.catalogue.routes import Routes
from app.services.closing.closings import Closings
from app.services.closing.confirming import ClosingSheets
from app.services.custody.control_slips import ControlSlips
from app.services.custody.desk import HandoffDesk
from app.services.custody.finishing import SameDay
from app.services.custody.handoffs import Handoffs
from app.services.custody.returning import Returning
from app.services.custody.scanning import DeskScans
from app.services.dashboard.dashboard import Dashboard
from app.services.dossiers.decisions import Decisions
from app.services.dossiers.search import Search
from app.services.dossiers.tracking import Tracking
from app.services.evaluation.evaluation import Evaluation
from app.services.evaluation.facts import FactNotes
from app.services.exchange.bundles import Bundles
from app.services.exchange.peers import Peers
from app.services.figures.digitisation import Digitisation
from app.services.figures.register_book import RegisterBook
from app.services.figures.summaries import Summaries
from app.services.files.attachments import Attachments
from app.services.files.folder import FileFolder
from app.services.forms.book import FormBook
from app.services.forms.form_parts import Letterhead
from app.services.forms.key_renewal import KeyRenewal
from app.services.forms.keys import KeyFolder, SigningKey
from app.services.forms.printing_queue import PrintQueue
from app.services.forms.signing import Station, assure_key, station_key
from app.services.forms.verification import Verifier
from app.services.intake.applicants import Applicants
from app.services.intake.calendar_moves import CalendarMoves
from app.services.intake.corrections import Corrections
from app.services.intake.drafts import Drafts
from app.services.intake.guiding import Guiding
from app.services.intake.intake import Intake
from app.services.intake.intake_choices import IntakeChoices
from app.services.intake.refusing import Refusing
from app.services.intake.rescheduling import Rescheduling
from app.services.keeping.board import CustodyBoard
from app.services.keeping.keepers import Keepers
from app.services.ledger.records import Actor
from app.services.ledger.transactions import Transactions
from app.services.money.cash import Cash
from app.services.money.cashier import Cashier
from app.services.money.settlement import Settlement
from app.services.office.calendar import CalendarCache, OfficeCalendar
from app.services.office.machine_clock import MachineClock
from app.services.office.office import Office
from app.services.office.reasons import Reasons
from app.services.periods.evaluated import EvaluatedPeriods
from app.services.periods.late_reasons import LateReasons
from app.services.periods.periods import Periods
from app.services.periods.told_figures import ToldFigures
from app.services.petitions.drafts import PetitionDrafts
from app.services.petitions.petitions import Petitions
from app.services.portal.dataset import Portal
from app.services.portal.taking_in import PortalIntake
from app.services.post.postings import Postings
from app.services.privacy.privacy_log import PrivacyLog
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
from app.services.safekeeping.store_keys import StoreKeys
from app.services.worklist.worklist import WorkList


@dataclass(frozen=True, slots=True)
class Desk:
    """Every service over one open store, and the folder its files lie in."""

    data: Path
    outputs: Outputs
    database: Database
    clock: Clock
    office_id: int
    sign_in: SignIn
    accounts: Accounts
    approvals: Approvals
    office: Office
    reasons: Reasons
    machine_clock: MachineClock
    calendar: OfficeCalendar
    procedures: Procedures
    agencies: Agencies
    catalogue_import: CatalogueImport
    routes: Routes
    intake: Intake
    refusing: Refusing
    guiding: Guiding
    same_day: SameDay
    choices: IntakeChoices
    applicants: Applicants
    drafts: Drafts
    corrections: Corrections
    rescheduling: Rescheduling
    decisions: Decisions
    tracking: Tracking
    search: Search
    verifier: Verifier
    handoffs: Handoffs
    handoff_desk: HandoffDesk
    custody_board: CustodyBoard
    keepers: Keepers
    returning: Returning
    cashier: Cashier
    cash: Cash
    settlement: Settlement
    postings: Postings
    scans: DeskScans
    counters: Counters
    print_queue: PrintQueue
    summaries: Summaries
    portal: Portal
    portal_intake: PortalIntake
    register_book: RegisterBook
    form_book: FormBook
    control_slips: ControlSlips
    calendar_moves: CalendarMoves
    work_list: WorkList
    store_files: StoreFiles
    file_folder: FileFolder
    attachments: Attachments
    peers: Peers
    bundles: Bundles
    backups: Backups
    digitisation: Digitisation
    dashboard: Dashboard
    ratings: Ratings
    evaluation: Evaluation
    evaluated_periods: EvaluatedPeriods
    fact_notes: FactNotes
    told_figures: ToldFigures
    rating_slips: RatingSlips
    closings: Closings
    closing_sheets: ClosingSheets
    periods: Periods
    late_reasons: LateReasons
    province: Province
    expected_units: ExpectedUnits
    key_renewal: KeyRenewal
    store_keys: StoreKeys
    station: Station
    signing_key: SigningKey
    audit: Audit
    log_extracts: LogExtracts
    privacy_log: PrivacyLog
    retention: Retention
    petitions: Petitions
    petition_drafts: PetitionDrafts
    registers: Registers
    register_counts: RegisterCounts
    publishing: Publishing
    quarter_reports: QuarterReports
    report_notes: ReportNotes

    def console(self) -> Actor:
        """Return who reads at the command line without signing in; may look, never change."""
        return console_of(self.office_id)

    def letterhead(self, actor: Actor) -> Letterhead:
        """Return the office as its forms head themselves."""
        facts = self.office.facts(actor)
        edit = facts.edit
        return Letterhead(
            *(facts.code, edit.name, edit.parent_name, edit.place, edit.address, edit.hotline),
            *(facts.is_demo, edit.footer),
        )

    def assure_key(self) -> None:
        """Ask the system's keystore for the signing key before it signs. Raises StoreError."""
        assure_key(self.station, self.signing_key)

    def close(self) -> None:
        """Let go of the store."""
        self.database.close()


def open_desk(data: Path, url: str = "", *, clock: Clock, station: str = "") -> Desk:
    """Open a store that has its office, and put the services over it. Raises StoreError.

    Desks that share a store share its server's clock: what one does is never in another's future.
    """
    database = open_database(data, url)
    try:
        require_office(database, clock)
        return desk_over(database, data, clock.ahead_by(database.ahead_of(clock.now)), station)
    except BaseException:
        database.close()
        raise


def desk_over(database: Database, data: Path, clock: Clock, station: str = "") -> Desk:
    """Put the services over an open store that has its office."""
    office_id = office_id_of(database)
    own = Station(
        database=database,
        clock=clock,
        folder=KeyFolder(data / KEYS_FOLDER, keystore_of(data)),
        office_id=office_id,
        name=station,
    )
    key = station_key(own)
    transactions = Transactions(database, clock)
    calendars = CalendarCache()
    intake = Intake(transactions, calendars, key)
    refusing = Refusing(transactions, key)
    verifier = Verifier(transactions)
    search = Search(transactions, verifier)
    handoff_desk = HandoffDesk(transactions, calendars)
    files = StoreFiles.of(data, database, clock)
    handoffs = Handoffs(transactions, calendars, key)
    decisions = Decisions(transactions, calendars, key)
    return Desk(
        data=data,
        outputs=outputs_of(data),
        database=database,
        clock=clock,
        office_id=office_id,
        sign_in=SignIn(database, clock),
        accounts=Accounts(transactions),
        approvals=Approvals(transactions),
        office=Office(transactions),
        reasons=Reasons(transactions),
        machine_clock=MachineClock(transactions),
        calendar=OfficeCalendar(transactions),
        procedures=Procedures(transactions),
        agencies=Agencies(transactions),
        catalogue_import=CatalogueImport(transactions),
        routes=Routes(transactions),
        intake=intake,
        refusing=refusing,
        guiding=Guiding(transactions, key),
        same_day=SameDay(transactions, intake, key),
        choices=IntakeChoices(transactions),
        applicants=Applicants(transactions),
        drafts=Drafts(transactions),
        corrections=Corrections(transactions, calendars, key),
        rescheduling=Rescheduling(transactions, calendars, key),
        decisions=decisions,
        tracking=Tracking(transactions, calendars),
        search=search,
        verifier=verifier,
        handoffs=handoffs,
        handoff_desk=handoff_desk,
        custody_board=CustodyBoard(transactions, calendars),
        keepers=Keepers(transactions),
        returning=Returning(transactions, key),
        cashier=Cashier(transactions, key),
        cash=Cash(transactions),
        settlement=Settlement(transactions),
        postings=Postings(transactions, key),
        scans=DeskScans(transactions, search, handoff_desk),
        counters=Counters(transactions),
        print_queue=PrintQueue(transactions, key),
        summaries=Summaries(transactions),
        portal=Portal(transactions),
        portal_intake=PortalIntake(transactions, intake, refusing),
        register_book=RegisterBook(transactions),
        form_book=FormBook(transactions),
        control_slips=ControlSlips(transactions, key),
        calendar_moves=CalendarMoves(transactions),
        work_list=WorkList(transactions, calendars),
        store_files=files,
        file_folder=files.scans,
        attachments=Attachments(transactions, files.scans, media_type_of),
        peers=Peers(transactions, key),
        bundles=Bundles(
            transactions,
            calendars,
            key,
            (handoffs, decisions),
            (files.scans, media_type_of),
            files.bundles,
        ),
        backups=Backups(
            transactions,
            (database, clock, office_id, station),
            backup_kit(data, files.scans),
            restorer_for(data, "", clock),
        ),
        digitisation=Digitisation(transactions),
        dashboard=Dashboard(transactions, calendars),
        ratings=Ratings(transactions),
        evaluation=Evaluation(transactions),
        evaluated_periods=EvaluatedPeriods(transactions),
        fact_notes=FactNotes(transactions),
        told_figures=ToldFigures(transactions),
        rating_slips=RatingSlips(transactions),
        closings=Closings(transactions, calendars, key),
        closing_sheets=ClosingSheets(transactions, database),
        periods=Periods(transactions, key),
        late_reasons=LateReasons(transactions),
        province=Province(transactions, key, files.reports),
        expected_units=ExpectedUnits(transactions),
        store_keys=StoreKeys(
            database, transactions, secrets_of(data), lambda fresh: Transactions(fresh, clock)
        ),
        key_renewal=KeyRenewal(database, transactions, own.folder, key),
        station=own,
        signing_key=key,
        log_extracts=LogExtracts(transactions),
        audit=Audit(transactions, database, lambda: {key.key_id: key.public_key}),
        privacy_log=PrivacyLog(transactions),
        retention=Retention(transactions, files.leftovers(), database.scrub),
        petitions=Petitions(transactions, calendars, key),
        petition_drafts=PetitionDrafts(transactions),
        registers=Registers(transactions),
        register_counts=RegisterCounts(transactions),
        publishing=Publishing(transactions),
        quarter_reports=QuarterReports(transactions),
        report_notes=ReportNotes(transactions),
    )


def media_type_of(content: bytes) -> str:
    """Open a file that is to be kept and return its media type. Raises InvalidInputError."""
    # What reads PDFs and pictures is imported with the first file: a look-up must not wait for it.
    judged: str = import_module("app.services.files.kinds").media_type_of(content)
    return judged
