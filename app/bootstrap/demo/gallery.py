"""Every page with the day's data, on a small and a large desk, in light and dark."""

from collections.abc import Callable, Iterator
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from app.bootstrap.demo.cast import ADMINISTRATOR, SUPERVISOR, Cast
from app.bootstrap.demo.intake_hands import Visit
from app.bootstrap.demo.money import show_cash
from app.bootstrap.demo.people import HONG, LONG_NAME, QUANG
from app.bootstrap.demo.quarter.long_names import enter_long_names
from app.bootstrap.demo.quarter.petition_facts import SOLVED
from app.bootstrap.demo.quarter.ratings import close_panel, open_panel
from app.bootstrap.demo.quarter.report import (
    REGISTER_TABS,
    REPORTING_TABS,
    show_this_quarter,
    show_what_was_found,
)
from app.bootstrap.demo.stage import CTRL, CTRL_SHIFT, SHIFT, Shot, Stage
from app.bootstrap.quarter_tab import REPORT_TAB
from app.settings import ThemeMode
from app.ui.administration.administration_page import AdministrationPage
from app.ui.catalogue.page import CataloguePage
from app.ui.daylog.page import DaylogPage
from app.ui.desk.tabbed_page import TabbedPage
from app.ui.dossiers.dossiers_page import DossiersPage
from app.ui.look.theme import apply_theme
from app.ui.publishing.publishing_tab import PublishingTab
from app.vocabulary.dossiers import Action

SIZES: Final = ((1366, 768), (1920, 1080))
THEMES: Final[tuple[ThemeMode, ...]] = ("light", "dark")

Show = Callable[[Cast], object]


Page = tuple[str, Show]


def take_gallery(app: QApplication, cast: Cast) -> list[Shot]:
    """Keep every page in every size and theme; return the pictures in order."""
    shots: list[Shot] = []
    stage = cast.stage
    for login, pages in ((SUPERVISOR, _desk_pages()), (ADMINISTRATOR, _office_pages())):
        cast.change_to(login)
        for name, show in pages:
            show(cast)
            shots += looks(app, stage, name)
        if login == SUPERVISOR:
            shots += _panel(app, cast)
    stage.change_officer()
    shots += looks(app, stage, "dang-nhap")
    return shots


def looks(
    app: QApplication, stage: Stage, name: str, widget: QWidget | None = None
) -> Iterator[Shot]:
    """Keep a page, or another window of the program, in every size and theme."""
    front = widget or stage.front
    for theme in THEMES:
        apply_theme(app, theme)
        for width, height in SIZES:
            front.resize(width, height)
            stage.rest()
            path = stage.places.gallery / f"{name}-{width}-{theme}.png"
            stage.keep(path, front)
            yield Shot(path, f"{name} · {width}×{height} · {'sáng' if theme == 'light' else 'tối'}")
    apply_theme(app, "light")
    front.resize(*SIZES[0])
    stage.settle()


def _desk_pages() -> tuple[Page, ...]:
    return (
        ("viec-can-lam", lambda cast: cast.stage.press(Qt.Key.Key_F11)),
        ("tiep-nhan", _intake),
        ("tu-choi-tiep-nhan", _refusing),
        ("phieu-huong-dan", _guiding),
        ("ban-giao", lambda cast: cast.handoff.open()),
        ("giay-to-o-dau", lambda cast: cast.stage.press(Qt.Key.Key_F11, CTRL)),
        ("trao-doi-goi", lambda cast: cast.stage.press(Qt.Key.Key_F3, SHIFT)),
        ("nhap-ket-qua", lambda cast: cast.returning.open_results()),
        ("tra-ket-qua", _collecting),
        ("tra-giay-to", _papers_back),
        ("thu-phi", _fees),
        ("ho-so", lambda cast: cast.stage.press(Qt.Key.Key_F5)),
        ("mot-ho-so", _one_dossier),
        ("yeu-cau-bo-sung", _asking(Action.ASK_SUPPLEMENT)),
        ("lay-y-kien", _asking(Action.ASK_OPINION)),
        ("xac-minh", _asking(Action.ASK_CHECK)),
        ("xin-loi-hen-lai", _asking(Action.EXTEND)),
        ("dung-giai-quyet", _asking(Action.STOP)),
        ("rut-ho-so", _asking(Action.WITHDRAW)),
        ("nhat-ky-ngay", _day),
        ("thu-trong-ngay", show_cash),
        ("nhat-ky-thang", _month),
        *((f"bao-cao-{name}", _reporting(title)) for title, name, _ in REPORTING_TABS),
        ("bao-cao-quy", _reporting(REPORT_TAB)),
        *((name, _registers(title)) for title, name, _ in REGISTER_TABS),
        ("phan-anh", lambda cast: cast.petitions.open()),
        ("phan-anh-dang-ghi", _petition_form),
        ("phan-anh-ten-dai", _long_petition),
        ("cong-bo-tthc-ten-dai", _long_decision),
    )


def _office_pages() -> tuple[Page, ...]:
    tabs = ("don-vi", "tai-khoan", "gio-lam-viec", "lich-nghi", "mau-ly-do", "may-in", "giao-dien")
    kept = ("sao-luu", "khoa", "du-lieu-ca-nhan", "kiem-toan")
    return (
        ("danh-muc-thu-tuc", _catalogue),
        ("danh-muc-co-quan", lambda cast: _catalogue_tab(cast, 1)),
        ("danh-muc-quay", lambda cast: _catalogue_tab(cast, 2)),
        *((f"quan-tri-{name}", _administration(place)) for place, name in enumerate(tabs)),
        *((f"bao-quan-{name}", _safekeeping(place)) for place, name in enumerate(kept)),
    )


def _intake(cast: Cast) -> None:
    cast.intake.open()
    cast.intake.fill(Visit(words="đăng ký kết hôn", code="1.000894", owner=HONG))


def _refusing(cast: Cast) -> None:
    cast.stage.press(Qt.Key.Key_X, CTRL_SHIFT)
    refusal = cast.intake.page.deciding.refusal
    cast.stage.choose_opened(refusal.ready, 1)


def _guiding(cast: Cast) -> None:
    cast.stage.press(Qt.Key.Key_M, CTRL_SHIFT)
    cast.stage.fill(cast.intake.page.deciding.guide.advice, "Cả hai bên cùng có mặt khi nộp.")


def _collecting(cast: Cast) -> None:
    """Empty the form that the first pages left, then open a check."""
    cast.intake.page.deciding.leave()
    cast.intake.page.sheet.clear()
    cast.intake.page.keeper.save_now()
    cast.returning.open_collecting()
    waiting = cast.returning.page.waiting
    cast.stage.select(waiting, 0)
    cast.stage.press(Qt.Key.Key_Return)


def _papers_back(cast: Cast) -> None:
    cast.returning.open_papers()


def _fees(cast: Cast) -> None:
    cast.returning.open_fees()
    cast.returning.find_fee("household", QUANG)


def _asking(action: Action) -> Show:
    """Open the question of an act, answered as far as its first fields go; nothing is stored."""

    def show(cast: Cast) -> None:
        hands = cast.dossiers
        cast.stage.press(Qt.Key.Key_F5)
        cast.stage.press(Qt.Key.Key_Escape)
        hands.open("single")
        hands.ask(action)
        if action is Action.ASK_SUPPLEMENT:
            hands.say(hands.panel.fields.items, "Giấy xác nhận tình trạng hôn nhân")
        if action is Action.EXTEND:
            hands.say(hands.panel.due, "02/12/2026")
        hands.pick_reason(1)

    return show


def _one_dossier(cast: Cast) -> None:
    cast.stage.window.ways.open_dossier(cast.book.entries["contract"].code)
    cast.stage.page(DossiersPage, "dossiers")


def _day(cast: Cast) -> None:
    cast.stage.press(Qt.Key.Key_Escape)
    cast.stage.press(Qt.Key.Key_F7)


def _month(cast: Cast) -> None:
    cast.stage.page(DaylogPage, "daylog").lists.tabs.setCurrentIndex(0)
    cast.stage.page(DaylogPage, "daylog").period.kinds.setCurrentIndex(2)


def _reporting(title: str) -> Show:
    def show(cast: Cast) -> None:
        cast.stage.press(Qt.Key.Key_F8)
        page = cast.stage.page(TabbedPage, "reporting")
        page.show_tab(title)
        show_this_quarter(cast.stage, page)

    return show


def _registers(title: str) -> Show:
    def show(cast: Cast) -> None:
        cast.stage.press(Qt.Key.Key_F8, SHIFT)
        page = cast.stage.page(TabbedPage, "registers")
        page.show_tab(title)
        show_what_was_found(cast.stage, page)

    return show


def _petition_form(cast: Cast) -> None:
    cast.petitions.fill(SOLVED)


def _long_petition(cast: Cast) -> None:
    """Leave the form empty, enter the longest names, and look at the petition that has them."""
    cast.petitions.page.entry.clear()
    cast.petitions.page.leave_form()
    enter_long_names(cast)
    cast.petitions.open()
    table = cast.petitions.page.table
    senders = [row.sender_name for row in table.rows_model.rows]
    cast.stage.select(table, senders.index(LONG_NAME.name))


def _long_decision(cast: Cast) -> None:
    cast.stage.press(Qt.Key.Key_F8, SHIFT)
    page = cast.stage.page(TabbedPage, "registers")
    page.show_tab(REGISTER_TABS[0][0])
    cast.stage.settle()
    tab = page.tabs.currentWidget()
    if isinstance(tab, PublishingTab):
        cast.stage.select(tab.decisions.table, 0)


def _panel(app: QApplication, cast: Cast) -> Iterator[Shot]:
    """Keep the citizens' panel, which is a window of its own."""
    panel = open_panel(cast)
    yield from looks(app, cast.stage, "man-hinh-danh-gia", panel)
    close_panel(cast)


def _catalogue(cast: Cast) -> None:
    cast.stage.press(Qt.Key.Key_F9)
    page = cast.stage.page(CataloguePage, "catalogue")
    cast.stage.select(page.list.table, 0)


def _catalogue_tab(cast: Cast, place: int) -> None:
    cast.stage.page(CataloguePage, "catalogue").tabs.setCurrentIndex(place)


def _safekeeping(place: int) -> Show:
    def show(cast: Cast) -> None:
        cast.stage.press(Qt.Key.Key_F10, CTRL)
        cast.stage.page(TabbedPage, "safekeeping").tabs.setCurrentIndex(place)

    return show


def _administration(place: int) -> Show:
    def show(cast: Cast) -> None:
        cast.stage.press(Qt.Key.Key_F10)
        page = cast.stage.page(AdministrationPage, "administration")
        page.tabs.setCurrentIndex(place)

    return show
