"""What a test of the Quản trị page holds in its hands."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from PySide6.QtWidgets import QWidget

from app.models.database import Database
from app.services.access.accounts import Accounts
from app.services.container import Services
from app.services.ledger.records import Actor
from app.services.office.calendar import OfficeCalendar
from app.services.office.office import Office
from app.services.office.reasons import Reasons
from app.settings import SettingsFile, ThemeMode
from app.ui.shell.messages import NoticeKind, StripAction
from app.ui.shell.page_context import PageContext
from tests.ui.inline import InlineTasks


@dataclass
class Desk:
    """What a test of the page holds in its hands."""

    database: Database
    actor: Actor
    tasks: InlineTasks
    accounts: Accounts
    office: Office
    calendar: OfficeCalendar
    reasons: Reasons
    settings: SettingsFile
    context: PageContext = field(init=False)
    services: Services = field(init=False)
    window: QWidget = field(default_factory=QWidget)
    said: list[tuple[str, NoticeKind]] = field(default_factory=list)
    offered: list[StripAction] = field(default_factory=list)
    themes: list[ThemeMode] = field(default_factory=list)
    text_sizes: list[int] = field(default_factory=list)
    printed: list[bool] = field(default_factory=list)

    def say(self, text: str, kind: NoticeKind, actions: Sequence[StripAction]) -> None:
        self.said.append((text, kind))
        self.offered = list(actions)
