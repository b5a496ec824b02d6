"""Every page with the day's data: small and large desks, light and dark, larger text."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from app.bootstrap.demo.cast import ADMINISTRATOR, SUPERVISOR, Cast
from app.bootstrap.demo.clipping import clipped
from app.bootstrap.demo.content import long_names, petitions
from app.bootstrap.demo.money import show_cash
from app.bootstrap.demo.quarter.long_names import enter_long_names
from app.bootstrap.demo.quarter.ratings import close_panel, open_panel
from app.bootstrap.demo.quarter.report import (
    REGISTER_TABS,
    REPORTING_TABS,
    show_this_quarter,
    show_what_was_found,
)
from app.bootstrap.demo.stage import CTRL, CTRL_SHIFT, SHIFT, Shot, Stage
from app.bootstrap.navigator import REPORT_TAB
from app.settings import ThemeMode
from app.ui.administration.administration_page import AdministrationPage
from app.ui.catalogue.page import CataloguePage
from app.ui.daylog.page import DaylogPage
from app.ui.desk.tabbed_page import TabbedPage
from app.ui.dossiers.dossiers_page import DossiersPage
from app.ui.look.theme import apply_theme
from app.ui.look.tokens import USUAL, text_percent
from app.ui.publishing.publishing_tab import PublishingTab
from app.vocabulary.dossiers import Action

DESK: Final = (1366, 768)
LARGEST: Final = (1920, 1080)
SMALLEST: Final = (1280, 720)
"""Also what 1920×1080 at 150 % has room for."""
LOW: Final = (1366, 700)
LARGE_TEXT: Final = 125

Show = Callable[[Cast], object]
Page = tuple[str, Show]


@dataclass(slots=True)
class Gallery:
    """The pictures in order, and what was cut on the pages: a line each."""

    shots: list[Shot] = field(default_factory=list)
    cut: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Look:
    """One size of a page: pictured or only looked at for what is cut."""

    size: tuple[int, int]
    theme: ThemeMode = "light"
    is_pictured: bool = True


_LOOKS: Final = (
    _Look(DESK),
    _Look(SMALLEST, is_pictured=False),
    _Look(LOW, is_pictured=False),
    _Look(LARGEST),
    _Look(DESK, "dark"),
)
_LARGE_TEXT_LOOKS: Final = (_Look(SMALLEST),)


def take_gallery(app: QApplication, cast: Cast) -> Gallery:
    """Look at every page in every size: keep pictures, and what of its words is cut."""
    gallery = Gallery()
    stage = cast.stage
    for login, pages in ((SUPERVISOR, _desk_pages()), (ADMINISTRATOR, _office_pages())):
        cast.change_to(login)
        for percent, looks in ((USUAL, _LOOKS), (LARGE_TEXT, _LARGE_TEXT_LOOKS)):
            take_text_size(stage, percent)
            for name, show in pages:
                show(cast)
                look_at(app, stage, name, gallery, looks)
            if login == SUPERVISOR and percent == USUAL:
                panel = open_panel(cast)
                look_at(app, stage, "man-hinh-danh-gia", gallery, _LOOKS, panel)
                close_panel(cast)
        take_text_size(stage, USUAL)
    stage.change_officer()
    look_at(app, stage, "dang-nhap", gallery, _LOOKS)
    return gallery


def take_text_size(stage: Stage, percent: int) -> None:
    """Choose a size of text and go on with the pages made for it."""
    stage.window.text_size_wanted.emit(percent)
    stage.until(lambda: text_percent() == percent, f"text of {percent} %")
    stage.activate()


def look_at(
    app: QApplication,
    stage: Stage,
    name: str,
    gallery: Gallery,
    looks: Sequence[_Look],
    widget: QWidget | None = None,
) -> None:
    """Look at a page, or at another window of the program, in each of `looks`."""
    front = widget or stage.front
    for look in looks:
        apply_theme(app, look.theme)
        front.resize(*look.size)
        stage.rest()
        width, height = look.size
        size = f"{width}×{height}"
        if text_percent() != USUAL:
            size += f", chữ {text_percent()} %"
        if look.theme == "light":
            gallery.cut += [f"{name} · {size} · {line}" for line in clipped(front)]
        if look.is_pictured:
            large = "" if text_percent() == USUAL else f"-chu-{text_percent()}"
            path = stage.places.gallery / f"{name}-{width}{large}-{look.theme}.png"
            stage.keep(path, front)
            shade = "sáng" if look.theme == "light" else "tối"
            gallery.shots.append(Shot(path, f"{name} · {size} · {shade}"))
    apply_theme(app, "light")
    front.resize(*DESK)
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
    cast.intake.fill("marriage")


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
    cast.returning.find_fee("household", "quang")


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
    cast.stage.window.navigator.open_dossier(cast.book.entries["contract"].code)
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
    cast.petitions.fill(petitions().solved)


def _long_petition(cast: Cast) -> None:
    """Leave the form empty, enter the longest names, and look at the petition that has them."""
    cast.petitions.page.entry.clear()
    cast.petitions.page.leave_form()
    if text_percent() == USUAL:
        enter_long_names(cast)
    cast.petitions.open()
    table = cast.petitions.page.table
    senders = [row.sender_name for row in table.rows_model.rows]
    cast.stage.select(table, senders.index(long_names().petition.sender_name))


def _long_decision(cast: Cast) -> None:
    cast.stage.press(Qt.Key.Key_F8, SHIFT)
    page = cast.stage.page(TabbedPage, "registers")
    page.show_tab(REGISTER_TABS[0][0])
    cast.stage.settle()
    tab = page.tabs.currentWidget()
    if isinstance(tab, PublishingTab):
        cast.stage.select(tab.decisions.table, 0)


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
