"""A catalogue file of any known kind to procedures: its content decides, its name must agree."""

from pathlib import Path

from app.services.catalogue.bare_hours import BareHours
from app.services.catalogue.flat_rows import read_sheets
from app.services.catalogue.headings import is_heading
from app.services.catalogue.nested_json import read_json
from app.services.catalogue.records import FileContent
from app.services.tables.csv_rows import read_csv
from app.services.tables.file_limits import read_capped, refuse
from app.services.tables.sheets import TEXT_SUFFIXES, is_workbook
from app.services.tables.workbooks import read_workbook
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
