"""The sum over the units, form by form: each number opens to its units, all forms are exported."""

from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.reports.province import (
    FORMS,
    SumForm,
    UnitCells,
    bare_head,
    coverage_text,
    name_at,
    sum_head,
    units_behind,
    write_sum_files,
)
from app.reports.quarter.annex import Annex
from app.services.container import Services
from app.services.figures.catalogue import DossierFigure
from app.services.ledger.records import Actor
from app.services.periods.records import DossierCounts, FieldRow, identity_of
from app.services.province.records import ProvinceSum, SumPart
from app.ui.desk.form_table import FormTable, FormTableLine, field_lines
from app.ui.look.icons import Icon
from app.ui.look.tokens import Tone
from app.ui.province.annex_table import AnnexTable, LineUnitsDialog, UnitsDialog
from app.ui.runtime.tasks import Latest
from app.ui.shell.file_dialogs import open_file
from app.ui.shell.page_context import PageContext
from app.ui.widgets.inputs import ComboBox
from app.ui.widgets.labels import ElidedLabel, button, label, set_tone
from app.wording import buttons, prompts

_NO_SECTIONS: Final = "Chưa có dữ liệu: chưa đơn vị nào gửi phần này."


class SumCard(QFrame):
    """Shows one form of the sum; `show_sum` gives it another sum."""

    def __init__(
        self, context: PageContext, services: Services, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("card", "true")
        self._context = context
        self._services = services
        self._sum: ProvinceSum | None = None
        self._latest = Latest()
        self._annexes: dict[str, AnnexTable] = {}
        self.form = ComboBox()
        for form in FORMS:
            self.form.addItem(form.name, form.key)
        self.form.setMinimumContentsLength(24)
        self.form.setAccessibleName("Biểu")
        self.export = button("Xuất các biểu…", "plain", Icon.EXPORT)
        self.identity = ElidedLabel()
        self.table = FormTable("Lĩnh vực, cả các đơn vị")
        self.empty = label(_NO_SECTIONS, "quiet", wrap=True)
        self._stack = QStackedWidget()
        self._arrange()
        self.form.currentIndexChanged.connect(self._on_form_changed)
        self.export.clicked.connect(self._on_export)
        self.table.figure_chosen.connect(self._on_figure)

    @property
    def chosen(self) -> SumForm:
        """The form in front."""
        return FORMS[max(0, self.form.currentIndex())]

    @property
    def annex_table(self) -> AnnexTable | None:
        """The table of the form in front, where it is one of its own."""
        return self._annexes.get(self.chosen.key)

    def choose(self, key: str) -> None:
        """Bring a form to the front."""
        self.form.setCurrentIndex(self.form.findData(key))

    def show_sum(self, told: ProvinceSum) -> None:
        """Show the form that is chosen over what the units have sent."""
        self._sum = told
        self.export.setEnabled(told.whole is not None)
        rows = [FieldRow(level=row.level, field=row.field, counts=row.counts) for row in told.rows]
        self.table.set_rows(field_lines(rows, told.total) if told.whole is not None else ())
        self._show_form(told)

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(label("Cộng số liệu các đơn vị đã gửi", "heading"))
        head.addStretch(1)
        head.addWidget(self.form)
        head.addWidget(self.export)
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.empty)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(12, 8, 12, 8)
        rows.setSpacing(6)
        rows.addLayout(head)
        rows.addWidget(self.identity)
        rows.addWidget(self._stack, 1)

    def _on_form_changed(self, _at: int) -> None:
        if self._sum is not None:
            self._show_form(self._sum)

    def _show_form(self, told: ProvinceSum) -> None:
        form = self.chosen
        if form is FORMS[0]:
            self.identity.set_text("" if told.whole is None else identity_of(told.total))
            set_tone(self.identity, Tone.OK if told.total.adds_up else Tone.LATE)
            self._stack.setCurrentWidget(self.table)
            return
        self.identity.set_text(coverage_text(form, told))
        is_whole = not told.missing and (form.is_of_dossiers or not told.untold)
        set_tone(self.identity, Tone.OK if is_whole else Tone.WARN)
        annex = _filled(form, told)
        if annex is None:
            self._stack.setCurrentWidget(self.empty)
            return
        table = self._annexes.get(form.key) or self._new_table(form, annex)
        table.show_annex(annex)
        self._stack.setCurrentWidget(table)

    def _new_table(self, form: SumForm, annex: Annex) -> AnnexTable:
        table = self._annexes[form.key] = AnnexTable(annex)
        table.line_chosen.connect(self._on_line)
        self._stack.addWidget(table)
        return table

    def _on_line(self, place: int) -> None:
        told, form = self._sum, self.chosen
        annex = None if told is None else _filled(form, told)
        if told is None or annex is None:
            return
        name = name_at(annex, annex.rows[place])
        title = f"{told.period.name} · {form.name} · {name}"
        self._context.tasks.read(
            lambda: units_behind(form, bare_head(told), told, place),
            self._latest.only(partial(self._show_units, title, annex)),
        )

    def _show_units(self, title: str, annex: Annex, units: tuple[UnitCells, ...]) -> None:
        LineUnitsDialog(title, annex, units, self).open()

    def _on_figure(self, column: DossierFigure, line: FormTableLine) -> None:
        if self._sum is not None and line.counts[column.code]:
            title = f"{self._sum.period.name} · {line.name.strip()} · {column.title}"
            UnitsDialog(title, _parts_of(self._sum, line), self).open()

    def _on_export(self) -> None:
        told, context = self._sum, self._context
        folder = None if told is None else context.files.folder(self, prompts.CHOOSE_REPORT_FOLDER)
        if told is None or folder is None:
            return
        context.messages.info("Đang ghi các biểu…")
        context.work(_write_sum, self._services, told, folder).then(self._on_written)

    def _on_written(self, paths: tuple[Path, ...]) -> None:
        folder = paths[0].parent
        opening = partial(open_file, folder)
        self._context.messages.done(
            f"Đã ghi {len(paths)} tệp vào {folder}.", [(buttons.OPEN_FOLDER, opening)]
        )


def _filled(form: SumForm, told: ProvinceSum) -> Annex | None:
    return None if told.whole is None else form.fill(bare_head(told), told.whole)


def _parts_of(told: ProvinceSum, line: FormTableLine) -> list[SumPart]:
    """Return what each unit adds to a line: a field, a whole level, or all."""
    place = line.place
    if place.level is None:
        return [
            SumPart(code=one.code, name=one.name, counts=one.counts)
            for one in told.units
            if one.counts is not None
        ]
    added: dict[str, SumPart] = {}
    for row in told.rows:
        if row.level is not place.level or place.field not in {None, row.field}:
            continue
        for part in row.parts:
            had = added.get(part.code)
            counts = part.counts if had is None else DossierCounts.added((had.counts, part.counts))
            added[part.code] = SumPart(code=part.code, name=part.name, counts=counts)
    return list(added.values())


def _write_sum(
    actor: Actor, services: Services, told: ProvinceSum, folder: Path
) -> tuple[Path, ...]:
    head = sum_head(told, services.office.facts(actor), services.clock.now(), actor)
    return write_sum_files(told, head, folder, outputs=services.outputs)
