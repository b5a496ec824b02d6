"""Importing a catalogue file: what it would do, and doing it, all or nothing."""

from dataclasses import dataclass, replace
from pathlib import Path

from app.clock import local_date
from app.services.catalogue.agency_names import AgencyBook, same_agency
from app.services.catalogue.cells import BareHours, is_heading, require_meaning
from app.services.catalogue.flat_rows import held_back, read_sheets
from app.services.catalogue.nested_json import read_json
from app.services.catalogue.records import (
    CaseDraft,
    FileContent,
    ImportedProcedure,
    ImportKind,
    ImportLine,
    ImportPreview,
    ImportResult,
    Notice,
    ProcedureDraft,
    Refusal,
)
from app.services.catalogue.route_units import RouteImport
from app.services.catalogue.starter import read_starter, starter_agencies
from app.services.catalogue.stored import Stored, newest_versions
from app.services.catalogue.validation import check
from app.services.catalogue.versions import NewVersion, changed_parts, is_same, write_versions
from app.services.ledger.records import Actor
from app.services.ledger.rights import Right
from app.services.ledger.transactions import Reading, Transactions, Work
from app.services.tables import (
    TEXT_SUFFIXES,
    is_workbook,
    read_capped,
    read_csv,
    read_workbook,
    refuse,
)
from app.vocabulary.catalogue import HoursMeaning

SUFFIXES = (".xlsx", ".csv", ".tsv", ".txt", ".json")


def read_catalogue(path: Path, meaning: HoursMeaning | None = None) -> FileContent:
    """Return what `path` holds, its bare hours taken for what `meaning` says.

    Raises InvalidInputError for `file`, saying what to do, for a file that is missing, empty, too
    large, of another kind than its name says, of a wrong encoding, or without the headings.
    """
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        raise refuse(f"Không nhập được tệp “{path.name}”. Hãy dùng tệp .xlsx, .csv hoặc .json.")
    content = read_capped(path)
    hours = BareHours(meaning)
    if is_workbook(path, content):
        return read_sheets(read_workbook(content), hours)
    if suffix in TEXT_SUFFIXES:
        return read_sheets([read_csv(content, is_heading)], hours)
    return read_json(content, hours)


@dataclass(frozen=True, slots=True)
class CheckedContent:
    """The entries that keep the rules, and every refusal of the file."""

    entries: tuple[ImportedProcedure, ...]
    refused: tuple[Refusal, ...]


@dataclass(frozen=True, slots=True)
class _Planned:
    entry: ImportedProcedure
    wanted: NewVersion
    kind: ImportKind


class CatalogueImport:
    """Takes procedures in from files. Reading and checking happen before the store is locked."""

    def __init__(self, transactions: Transactions) -> None:
        self._tx = transactions

    def preview(
        self, actor: Actor, path: Path, *, hours: HoursMeaning | None = None
    ) -> ImportPreview:
        """Return what importing `path` would do, changing nothing.

        `hours` is what a bare "giờ" in it means; the preview says where that has to be told.
        Raises InvalidInputError for `file` where the file as a whole cannot be read.
        """
        content = self._read(actor, path, hours)
        preview = self._preview(actor, content)
        return replace(preview, asks_hours=content.has_bare_hours and hours is None)

    def preview_starter(self, actor: Actor) -> ImportPreview:
        """Return what taking the starter catalogue in would do."""
        return self._preview(actor, read_starter())

    def run(
        self, actor: Actor, path: Path, *, partial: bool, hours: HoursMeaning | None = None
    ) -> ImportResult:
        """Import `path`: all of it, or nothing where a row is refused and `partial` is false.

        Procedures that say what the store says get no new version. Raises InvalidInputError for
        `file` where the file as a whole cannot be read, and for `hours` where it has a bare "giờ"
        and nobody said what that means.
        """
        content = self._read(actor, path, hours)
        require_meaning(asks=content.has_bare_hours and hours is None)
        checked = checked_content(content)
        if checked.refused and not partial:
            return ImportResult(0, 0, 0, checked.refused, content.notices)
        with self._tx.write(actor, Right.EDIT_CATALOGUE) as work:
            result = _store(work, AgencyBook(work.session, local_date(work.now)), checked, content)
            _log(work, path.name, result, hours if content.has_bare_hours else None)
        return result

    def load_starter(self, actor: Actor) -> ImportResult:
        """Take the starter catalogue and its agencies in; what is already the same is left."""
        content = read_starter()
        with self._tx.write(actor, Right.EDIT_CATALOGUE) as work:
            book = AgencyBook(work.session, local_date(work.now))
            for agency in starter_agencies():
                book.find_or_add(agency.name, agency.code, agency.level)
            result = _store(work, book, checked_content(content), content)
            _log(work, "starter", result)
        return result

    def _read(self, actor: Actor, path: Path, hours: HoursMeaning | None) -> FileContent:
        """Read a file for a person who may import it; a stranger's file is not even opened."""
        with self._tx.read(actor, Right.EDIT_CATALOGUE):
            pass
        return read_catalogue(path, hours)

    def _preview(self, actor: Actor, content: FileContent) -> ImportPreview:
        checked = checked_content(content)
        with self._tx.read(actor, Right.EDIT_CATALOGUE) as reading:
            book = AgencyBook(reading.session, local_date(reading.now))
            planned = _plan(reading, book, checked.entries)
            routes = RouteImport(reading)
            notices = _notices(routes, checked, content)
            route_units = [name for each in planned for name in routes.missing(each.wanted.draft)]
        missing = {
            same_agency(each.entry.draft.agency_name): each.entry.draft.agency_name
            for each in planned
            if each.wanted.agency_id is None and each.entry.draft.agency_name
        } | {same_agency(name): name for name in route_units}
        return ImportPreview(
            new=_lines(planned, ImportKind.NEW),
            changed=_lines(planned, ImportKind.CHANGED),
            unchanged=_lines(planned, ImportKind.UNCHANGED),
            refused=checked.refused,
            notices=notices,
            new_agencies=tuple(missing.values()),
        )


def checked_content(content: FileContent) -> CheckedContent:
    """Apply the rules to every entry. One that breaks a rule is refused with all its rows."""
    entries: list[ImportedProcedure] = []
    refused = list(content.refused)
    for entry in content.entries:
        draft, problems = check(entry.draft)
        if not problems:
            entries.append(ImportedProcedure(entry.rows, draft))
            continue
        said = {entry.row_of(problem.field): problem for problem in reversed(problems)}
        refused += [
            Refusal(row, entry.draft.code, problem.field, problem.message)
            for row, problem in said.items()
        ]
        others = (row for row in entry.rows if row not in said)
        refused += held_back(entry.draft.code, min(said), others)
    return CheckedContent(tuple(entries), tuple(sorted(refused, key=lambda each: each.row)))


def _plan(
    reading: Reading, book: AgencyBook, entries: tuple[ImportedProcedure, ...]
) -> list[_Planned]:
    stored = newest_versions(reading.session)
    routes = RouteImport(reading)
    planned: list[_Planned] = []
    for entry in entries:
        before = stored.get(entry.draft.code)
        draft = routes.completed(_with_kept(entry.draft, before))
        wanted = NewVersion(draft, _agency_id(book, draft, before), before)
        planned.append(_Planned(entry, wanted, _kind(wanted)))
    return planned


def _with_kept(draft: ProcedureDraft, before: Stored | None) -> ProcedureDraft:
    """Return `draft` with the advances, phases and routes left as they are that a file leaves out.

    Published files have none of them: what the office typed must not go with the next import.
    """
    if before is None:
        return draft
    known = {case.name: case for case in before.draft.cases}
    return replace(draft, cases=tuple(_kept(case, known.get(case.name)) for case in draft.cases))


def _kept(case: CaseDraft, before: CaseDraft | None) -> CaseDraft:
    if before is None:
        return case
    return replace(
        case,
        advance_vnd=case.advance_vnd or min(before.advance_vnd, case.fee_vnd),
        phases=case.phases or before.phases,
        route=case.route or before.route,
        route_note=case.route_note or before.route_note,
    )


def _agency_id(book: AgencyBook, draft: ProcedureDraft, before: Stored | None) -> int | None:
    """Return the agency a draft means; a file that names none leaves the one in the store."""
    if not draft.agency_name and not draft.agency_code:
        return before.agency_id if before else None
    agency = book.find(draft.agency_name, draft.agency_code)
    return agency.unit_id if agency else None


def _kind(wanted: NewVersion) -> ImportKind:
    if wanted.before is None:
        return ImportKind.NEW
    is_known = wanted.agency_id is not None or not wanted.draft.agency_name
    return ImportKind.UNCHANGED if is_known and is_same(wanted) else ImportKind.CHANGED


def _store(
    work: Work, book: AgencyBook, checked: CheckedContent, content: FileContent
) -> ImportResult:
    routes = RouteImport(work)
    for entry in checked.entries:
        draft = entry.draft
        book.find_or_add(draft.agency_name, draft.agency_code, draft.level)
        routes.add_missing(book, draft)
    planned = _plan(work, book, checked.entries)
    due = [each.wanted for each in planned if each.kind is not ImportKind.UNCHANGED]
    write_versions(work.session, work.now, due)
    return ImportResult(
        new=len(_lines(planned, ImportKind.NEW)),
        changed=len(_lines(planned, ImportKind.CHANGED)),
        unchanged=len(_lines(planned, ImportKind.UNCHANGED)),
        refused=checked.refused,
        notices=_notices(routes, checked, content),
        new_agencies=len(book.added),
    )


def _notices(
    routes: RouteImport, checked: CheckedContent, content: FileContent
) -> tuple[Notice, ...]:
    """Return what to look at, the reader's own words and what the routes give, by row."""
    told = [notice for entry in checked.entries for notice in routes.notices(entry)]
    return tuple(sorted((*content.notices, *told), key=lambda each: each.row))


def _log(work: Work, source: str, result: ImportResult, hours: HoursMeaning | None = None) -> None:
    work.log(
        "catalogue_import",
        ({"hours": hours.value} if hours else {})
        | {
            "source": source,
            "new": result.new,
            "changed": result.changed,
            "unchanged": result.unchanged,
            "refused": len(result.refused),
            "agencies": result.new_agencies,
        },
    )


def _lines(planned: list[_Planned], kind: ImportKind) -> tuple[ImportLine, ...]:
    return tuple(
        ImportLine(
            each.entry.row,
            each.entry.draft.code,
            each.entry.draft.name,
            each.entry.draft.field,
            kind,
            ", ".join(changed_parts(each.wanted)),
        )
        for each in planned
        if each.kind is kind
    )
