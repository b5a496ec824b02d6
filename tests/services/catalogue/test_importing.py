"""Imports through a real store: all or nothing, versions, agencies, rights, the log."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, insert, select

from app.errors import InvalidInputError
from app.models.catalogue import ProcedureCase, ProcedureVersion, RouteStep
from app.models.database import Database
from app.models.office import Unit
from app.services.catalogue.agencies import Agencies
from app.services.catalogue.importing import CatalogueImport
from app.services.catalogue.procedures import Procedures
from app.services.catalogue.records import AgencyDraft, ImportKind
from app.services.ledger.records import Actor
from app.services.ledger.transactions import Transactions
from app.vocabulary.catalogue import TimeUnit
from app.vocabulary.office import Level, UnitKind
from tests.services.catalogue.files import a_csv, a_row
from tests.services.store_builders import FakeTime, logged_acts


@pytest.fixture
def imports(tx: Transactions) -> CatalogueImport:
    return CatalogueImport(tx)


@pytest.fixture
def procedures(tx: Transactions) -> Procedures:
    return Procedures(tx)


def _version_count(database: Database) -> int:
    with database.read() as session:
        return session.execute(select(func.count()).select_from(ProcedureVersion)).scalar_one()


def test_file_is_imported_and_logged(
    database: Database,
    admin: Actor,
    imports: CatalogueImport,
    procedures: Procedures,
    tmp_path: Path,
) -> None:
    path = a_csv(tmp_path, a_row(), a_row(case="Cần xác minh", value="5"), a_row(code="1.2"))
    result = imports.run(admin, path, partial=False)
    assert (result.imported, result.new, result.new_agencies) == (2, 2, 1)
    (row,) = procedures.find(admin, "1.001193")
    assert (row.name, row.agency_name, row.number) == ("Đăng ký khai sinh", "UBND cấp xã", 1)
    assert row.times == "01 ngày làm việc (+1)"
    assert logged_acts(database)[-1] == "catalogue_import"


def test_preview_says_what_run_does_and_changes_nothing(
    database: Database, admin: Actor, imports: CatalogueImport, tmp_path: Path
) -> None:
    imports.run(admin, a_csv(tmp_path, a_row(), a_row(code="1.2")), partial=False)
    acts, versions = logged_acts(database), _version_count(database)
    path = a_csv(
        tmp_path,
        a_row(),
        a_row(code="1.2", name="Tên mới", value="9"),
        a_row(code="1.3", agency="Sở Tư pháp"),
        a_row(code="1.4", unit="tuần"),
    )
    preview = imports.preview(admin, path)
    assert [line.code for line in preview.unchanged] == ["1.001193"]
    (changed,) = preview.changed
    assert (changed.code, changed.kind, changed.detail) == (
        "1.2",
        ImportKind.CHANGED,
        "tên, trường hợp",
    )
    assert [(line.code, line.row) for line in preview.new] == [("1.3", 4)]
    assert [refusal.row for refusal in preview.refused] == [5]
    assert preview.new_agencies == ("Sở Tư pháp",)
    assert (logged_acts(database), _version_count(database)) == (acts, versions)


def test_one_bad_row_stops_all_unless_partial(
    database: Database, admin: Actor, imports: CatalogueImport, tmp_path: Path
) -> None:
    path = a_csv(tmp_path, a_row(), a_row(code="1.2", value="x"))
    acts = logged_acts(database)
    result = imports.run(admin, path, partial=False)
    assert (result.imported, len(result.refused)) == (0, 1)
    assert (_version_count(database), logged_acts(database)) == (0, acts)
    result = imports.run(admin, path, partial=True)
    assert (result.imported, len(result.refused), _version_count(database)) == (1, 1, 1)


def test_second_import_of_one_file_opens_no_version(
    database: Database, admin: Actor, imports: CatalogueImport, tmp_path: Path
) -> None:
    path = a_csv(tmp_path, a_row(), a_row(code="1.2"))
    imports.run(admin, path, partial=False)
    result = imports.run(admin, path, partial=False)
    assert (result.imported, result.unchanged, _version_count(database)) == (0, 2, 2)


def test_changed_procedure_closes_the_version_in_force(
    admin: Actor,
    imports: CatalogueImport,
    procedures: Procedures,
    time: FakeTime,
    tmp_path: Path,
) -> None:
    imports.run(admin, a_csv(tmp_path, a_row()), partial=False)
    first = procedures.one(admin, procedures.find(admin, "1.001193")[0].procedure_id)
    time.advance(timedelta(days=1))
    imports.run(admin, a_csv(tmp_path, a_row(value="5", documents="Tờ khai mới")), partial=False)
    second = procedures.one(admin, first.procedure_id)
    assert [(line.number, line.valid_to is None) for line in second.versions] == [
        (2, True),
        (1, False),
    ]
    old = procedures.one(admin, first.procedure_id, 1)
    assert (old.cases, old.draft) == (first.cases, first.draft)
    assert old.valid_to == second.valid_from == time.now
    assert second.draft.cases[0].value == 5


def test_routes_follow_their_case_into_the_new_version(
    database: Database, admin: Actor, imports: CatalogueImport, tmp_path: Path
) -> None:
    imports.run(admin, a_csv(tmp_path, a_row(), a_row(case="Hai")), partial=False)
    with database.write() as session:
        case_id = session.scalars(select(ProcedureCase.id).order_by(ProcedureCase.id)).first()
        agency = session.scalars(select(Unit.id).where(Unit.kind == UnitKind.AGENCY)).one()
        step = {"ordinal": 1, "unit_id": agency, "time_value": 2, "time_unit": TimeUnit.WORKING_DAY}
        session.execute(insert(RouteStep), [step | {"case_id": case_id}])
    imports.run(admin, a_csv(tmp_path, a_row(value="7"), a_row(case="Hai")), partial=False)
    with database.read() as session:
        steps = session.execute(
            select(ProcedureCase.name, ProcedureVersion.number, RouteStep.time_value)
            .join(RouteStep, RouteStep.case_id == ProcedureCase.id)
            .join(ProcedureVersion, ProcedureVersion.id == ProcedureCase.version_id)
            .order_by(ProcedureVersion.number)
        ).all()
    assert [tuple(step) for step in steps] == [("Thông thường", 1, 2), ("Thông thường", 2, 2)]


def test_file_without_agency_keeps_the_one_in_the_store(
    admin: Actor, imports: CatalogueImport, procedures: Procedures, tmp_path: Path
) -> None:
    imports.run(admin, a_csv(tmp_path, a_row()), partial=False)
    imports.run(admin, a_csv(tmp_path, a_row(agency="", name="Tên mới")), partial=False)
    (row,) = procedures.find(admin, "1.001193")
    assert (row.agency_name, row.number) == ("UBND cấp xã", 2)


def test_spellings_of_one_agency_are_one_agency(
    admin: Actor, imports: CatalogueImport, tx: Transactions, tmp_path: Path
) -> None:
    rows = [
        a_row(code="1.1", agency="Uỷ ban nhân dân xã"),
        a_row(code="1.2", agency="Ủy ban Nhân dân xã."),
        a_row(code="1.3", agency="U\u0309y ban nhân dân xã"),
    ]
    imports.run(admin, a_csv(tmp_path, *rows), partial=False)
    assert [(row.code, row.procedure_count) for row in Agencies(tx).list(admin)] == [("UBNDX", 3)]


def test_old_name_of_a_renamed_agency_means_its_successor(
    admin: Actor,
    imports: CatalogueImport,
    procedures: Procedures,
    tx: Transactions,
    tmp_path: Path,
) -> None:
    agencies = Agencies(tx)
    old = agencies.add(admin, AgencyDraft("Sở Kế hoạch và Đầu tư", Level.PROVINCE))
    agencies.rename(admin, old.agency_id, AgencyDraft("Sở Tài chính", Level.PROVINCE))
    imports.run(admin, a_csv(tmp_path, a_row(agency="Sở Kế hoạch và đầu tư")), partial=False)
    assert procedures.find(admin, "1.001193")[0].agency_name == "Sở Tài chính"


def test_generated_codes_do_not_collide(
    admin: Actor, imports: CatalogueImport, tx: Transactions, tmp_path: Path
) -> None:
    rows = [a_row(code="1.1", agency="Sở Y tế"), a_row(code="1.2", agency="Sổ yêu thương")]
    imports.run(admin, a_csv(tmp_path, *rows, a_row(code="1.3", agency="Số Ý Tốt")), partial=False)
    assert {row.code for row in Agencies(tx).list(admin)} == {"SYT", "SYT2", "SYT3"}


def test_ended_procedure_is_opened_again_by_an_import(
    admin: Actor, imports: CatalogueImport, procedures: Procedures, tmp_path: Path
) -> None:
    path = a_csv(tmp_path, a_row())
    imports.run(admin, path, partial=False)
    (row,) = procedures.find(admin, "1.001193")
    procedures.end(admin, row.procedure_id, "QĐ 5")
    assert procedures.find(admin, "1.001193") == ()
    assert imports.preview(admin, path).changed[0].detail == "mở lại"
    imports.run(admin, path, partial=False)
    assert [row.number for row in procedures.find(admin, "1.001193")] == [2]


def test_starter_catalogue_loads_once(
    database: Database, admin: Actor, imports: CatalogueImport, procedures: Procedures
) -> None:
    expected = len(imports.preview_starter(admin).new)
    first = imports.load_starter(admin)
    assert first.refused == ()
    assert first.new == expected > 0
    versions = _version_count(database)
    second = imports.load_starter(admin)
    assert (second.imported, second.unchanged) == (0, expected)
    assert _version_count(database) == versions
    assert procedures.find(admin, "khai sinh")[0].agency_name == "UBND cấp xã"


def test_a_file_that_is_not_there_is_refused(
    admin: Actor, imports: CatalogueImport, tmp_path: Path
) -> None:
    with pytest.raises(InvalidInputError):
        imports.preview(admin, tmp_path / "không-có.csv")


def test_failure_while_storing_leaves_nothing(
    database: Database,
    admin: Actor,
    imports: CatalogueImport,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fail(*_given: object) -> None:
        message = "planted"
        raise RuntimeError(message)

    monkeypatch.setattr("app.services.catalogue.importing._log", fail)
    with pytest.raises(RuntimeError, match="planted"):
        imports.run(admin, a_csv(tmp_path, a_row()), partial=False)
    assert _version_count(database) == 0
    with database.read() as session:
        assert session.scalars(select(Unit.id).where(Unit.kind == UnitKind.AGENCY)).all() == []
