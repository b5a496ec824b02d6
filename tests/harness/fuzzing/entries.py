"""Every entry point by name, the slowest first: each is made over an empty folder of its own."""

from collections.abc import Mapping
from typing import Final

from tests.harness.fuzzing.backups import BackupFiles
from tests.harness.fuzzing.beside import MarkFiles, WalFiles
from tests.harness.fuzzing.bundles import BundleFiles
from tests.harness.fuzzing.checked import CheckedStores
from tests.harness.fuzzing.entry import MakesEntry
from tests.harness.fuzzing.fields import FieldValues
from tests.harness.fuzzing.keys import ScanKeys
from tests.harness.fuzzing.lines import CardLines, QrLines, ScanLines, SearchLines
from tests.harness.fuzzing.papers import PrintedPapers
from tests.harness.fuzzing.registers import RegisterFiles
from tests.harness.fuzzing.reports import ReportFiles
from tests.harness.fuzzing.scans import ScannedFiles, Scans
from tests.harness.fuzzing.sealed import SealedFiles
from tests.harness.fuzzing.stores import StoreFiles
from tests.harness.fuzzing.tables import Catalogues, Dossiers, OnlineFiles, PublishedItems
from tests.harness.fuzzing.typed import Drafts, PetitionDrafts, SettingsTexts

ENTRIES: Final[Mapping[str, MakesEntry]] = {
    "stores": StoreFiles,
    "checked": CheckedStores,
    "wal": WalFiles,
    "marks": MarkFiles,
    "sealed": SealedFiles,
    "backups": BackupFiles,
    "fields": FieldValues,
    "catalogue": Catalogues,
    "dossiers": Dossiers,
    "published": PublishedItems,
    "registers": RegisterFiles,
    "scan": ScanLines,
    "search": SearchLines,
    "keys": ScanKeys,
    "online": OnlineFiles,
    "drafts": Drafts,
    "drafted": PetitionDrafts,
    "bundles": BundleFiles,
    "reports": ReportFiles,
    "scans": Scans,
    "pictures": ScannedFiles,
    "settings": SettingsTexts,
    "papers": PrintedPapers,
    "qr": QrLines,
    "card": CardLines,
}
