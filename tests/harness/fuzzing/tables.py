"""Tables from outside: catalogues, dossiers, the portal's online dossiers."""

import json
import random
from pathlib import Path
from typing import Any, Final

from app.services.intake.importing import DossierImport
from app.services.publishing.item_files import COLUMNS
from tests.harness.fuzzing.entry import AtDesk, each
from tests.harness.fuzzing.odd import mutated_bytes, mutated_text
from tests.harness.fuzzing.trees import (
    json_bytes,
    members_of,
    mutated_archive,
    mutated_csv,
    mutated_tree,
)
from tests.services.catalogue.files import (
    HEADINGS,
    a_published,
    a_raw_xlsx,
    a_row,
    an_xlsx,
    text_cells,
)

Upload = tuple[str, bytes]
_ROWS: Final = (a_row(), a_row(code="1.000002", name="Thủ tục hai", documents="Đơn; Bản vẽ"))
_DOSSIER: Final = {
    "procedure": "1.000001",
    "owner_name": "Trần Văn Bình",
    "owner_id": "072185001234",
    "phone": "0912345678",
    "received": "2026-11-20 08:15",
    "documents": [{"name": "Tờ khai", "original": 1}],
    "channel": "counter",
}
_SHEETS: Final = (
    '<row r="1"><c r="XFD1"><v>1</v></c></row>',
    '<row r="1048576"><c r="A1048576"><v>1</v></c></row>',
    '<row r="1"><c r="A1" t="s"><v>99999999</v></c></row>',
    '<row r="1"><c r="A1" t="e"><v>#REF!</v></c><c t="d"><v>9999-99-99</v></c></row>',
    '<row r="1"><c r="A1" t="n"><v>1e999</v></c><c><v>NaN</v></c><c><v>-1</v></c></row>',
    '<row r="1"><c r="A1" s="4294967295"><v>45000.5</v></c></row>',
    "<row>" + "<c><v>1</v></c>" * 70 + "</row>",
    "<mergeCell/>" * 1000,
    text_cells(1, *HEADINGS) + text_cells(2, "&#x202e;", "&#xFFFF;", "&lt;"),
)
_BEFORE: Final = (
    '<!DOCTYPE x [<!ENTITY a "b"><!ENTITY c "&a;&a;">]>',
    '<!DOCTYPE x SYSTEM "file:///etc/passwd">',
    '<?xml version="1.0" encoding="UTF-7"?>',
    "",
)


class FileEntry(AtDesk[Upload]):
    """A file of a name and a content, written where the entry point may read it."""

    def path_of(self, made: Upload) -> Path:
        name, content = made
        path = self.folder / f"upload{name}"
        path.write_bytes(content)
        return path


class Catalogues(FileEntry):
    """The catalogue's import: CSV, XLSX and JSON."""

    tenth = 1_000

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.workbook = an_xlsx(folder, *_ROWS).read_bytes()
        self.members = members_of(self.workbook)
        self.tree: Any = [a_published(), a_published(code="1.004838")]
        self.rows: list[tuple[Any, ...]] = [HEADINGS, *_ROWS]

    def make(self, chance: random.Random) -> Upload:
        match chance.randrange(10):
            case 0 | 1 | 2:
                return ".csv", mutated_csv(chance, self.rows)
            case 3 | 4 | 5:
                return ".json", json_bytes(chance, self.tree)
            case 6:
                return ".xlsx", self._raw_sheet(chance)
            case 7 | 8:
                return ".xlsx", mutated_archive(chance, self.workbook, self.members)
            case _:
                suffix = chance.choice((".csv", ".xlsx", ".json", ".txt", ".xls", ".exe", ""))
                return suffix, mutated_bytes(chance, chance.choice((self.workbook, b"[{}]", b"a")))

    def _raw_sheet(self, chance: random.Random) -> bytes:
        data = chance.choice(_SHEETS)
        sheet = mutated_text(chance, data) if chance.random() < 0.6 else data
        usable = sheet.encode("utf-8", "replace").decode()
        return a_raw_xlsx(self.folder, usable, before=chance.choice(_BEFORE)).read_bytes()

    def feed(self, made: Upload) -> None:
        path = self.path_of(made)
        desk, officer = self.world.desk, self.world.officer
        each(
            lambda: desk.catalogue_import.preview(officer, path),
            lambda: desk.catalogue_import.run(officer, path, partial=True),
        )


class PublishedItems(Catalogues):
    """A decision's procedures: CSV and XLSX, and what is neither."""

    tenth = 1_000

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        said = ("1.1", "Một", "tỉnh", "Hộ tịch", "Sở Thử", "Sửa đổi", "Không", "Khác cấp", "5/QĐ")
        titles = tuple(titles[0] for titles in COLUMNS.values())
        self.rows = [titles, (*said, "02/05/2019"), ("1.2", "Hai", "xã", *[""] * 7)]

    def feed(self, made: Upload) -> None:
        self.world.desk.publishing.read_items(self.world.officer, self.path_of(made))


class Dossiers(Catalogues):
    """The import of dossiers: CSV, XLSX and JSON lines."""

    tenth = 2_000

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.tree = [_DOSSIER, _DOSSIER | {"documents": "Đơn; Bản vẽ", "return_by": "post"}]
        cells = _DOSSIER | {"documents": "Tờ khai"}
        self.rows = [tuple(cells), tuple(cells.values()), tuple(cells.values())]
        self.imports = DossierImport(self.world.desk.intake)

    def make(self, chance: random.Random) -> Upload:
        if chance.random() < 0.2:
            lines = (json.dumps(mutated_tree(chance, row)) for row in self.tree)
            return ".jsonl", "\n".join(lines).encode()
        return super().make(chance)

    def feed(self, made: Upload) -> None:
        for _row in self.imports.run(self.world.officer, self.path_of(made)):
            pass


class OnlineFiles(FileEntry):
    """The portal's file of online dossiers."""

    tenth = 2_000

    def make(self, chance: random.Random) -> Upload:
        code = f"000.00.00.H53-261120-{chance.randrange(10_000):04d}"
        return ".json", json_bytes(chance, {"DongBoHoSoMC": [_online(code), _online(code[:-1])]})

    def feed(self, made: Upload) -> None:
        intake, officer = self.world.desk.portal_intake, self.world.officer
        each(
            lambda: intake.preview(officer, made[1]),
            lambda: intake.take_in(officer, made[1]),
        )


def _online(code: str) -> dict[str, object]:
    return {
        "MaHoSo": code,
        "MaTTHC": "1.000001",
        "ChuHoSo": "Trần Văn Bình",
        "LoaiDoiTuong": 0,
        "MaDoiTuong": "072185001234",
        "SoDienThoai": "0912345678",
        "Email": "binh@example.vn",
        "TrichYeuHoSo": "Đăng ký thử",
        "NgayTiepNhan": "20261120081500",
        "TrangThaiHoSo": 1,
        "HinhThuc": 2,
        "TaiLieuNop": [
            {"MaThanhPhanHoSo": "01", "TenTaiLieu": "Tờ khai", "LoaiTaiLieu": 2, "SoLuong": 1}
        ],
        "DanhSachLePhi": [{"TenPhiLePhi": "Lệ phí", "HinhThucThu": 1, "Gia": 8000}],
    }
