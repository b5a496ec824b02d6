"""One act on a petition in one dialog, with the fields that act asks for and no others."""

from collections.abc import Callable, Mapping
from datetime import date

from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QLineEdit, QWidget

from app.services.petitions.records import PetitionChoices, PetitionSaid, PetitionView
from app.ui.petitions.entry_form import PastMoment, chosen, lines_edit, words_box
from app.ui.widgets.dialogs import FormDialog
from app.ui.widgets.inputs import ComboBox
from app.vocabulary.petitions import (
    Criterion,
    Finding,
    PetitionAct,
    PetitionClass,
    PetitionOutcome,
    PublishedBy,
)
from app.wording import prompts, states
from app.wording.labels import label as word_of

_NOTES: Mapping[PetitionAct, str] = {
    PetitionAct.CLASSIFY: "&Lý do (bắt buộc khi không tiếp nhận)",
    PetitionAct.ASK_INFORMATION: "Cần người gửi &bổ sung gì",
    PetitionAct.INFORMATION_IN: "Thông tin đã nhậ&n",
    PetitionAct.FORWARD: prompts.NOTE,
    PetitionAct.STUDY: "Ý k&iến nghiên cứu",
    PetitionAct.DECIDE: "&Nội dung xử lý",
    PetitionAct.FIND: "Căn cứ kết &luận",
    PetitionAct.ANSWER: "&Nội dung trả lời",
    PetitionAct.PUBLISH: "Nơi đăng, đường &dẫn",
    PetitionAct.WITHDRAW: "&Lý do rút",
    PetitionAct.CLOSE: "&Ghi chú lưu hồ sơ",
}
_HEIGHT, _TALL = 72, 160
_ELSEWHERE = "Cơ quan khác (gõ tên bên cạnh)"


class ActDialog(FormDialog):
    """`said` is what was filled in."""

    def __init__(
        self,
        act: PetitionAct,
        view: PetitionView,
        choices: PetitionChoices,
        today: Callable[[], date],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(f"{word_of(act)}: {view.row.number}", word_of(act), parent)
        self.act = act
        self.petition_class = words_box(PetitionClass, "– chọn loại –")
        self.receiver = ComboBox()
        self.to_name = QLineEdit()
        self.ground = ComboBox()
        self.criteria = {one: QCheckBox(word_of(one)) for one in Criterion}
        self.outcome = words_box(view.outcomes, "– chọn kết quả –")
        self.finding = words_box(Finding, "– chọn kết luận –")
        self.published_by = words_box(PublishedBy, "– chọn hình thức –")
        self.note = lines_edit(_TALL if act is PetitionAct.ANSWER else _HEIGHT)
        self.signer = QLineEdit()
        self.signer.setPlaceholderText("người đứng đầu đơn vị")
        self.prints = QCheckBox("&In văn bản trả lời")
        self.moment = PastMoment(today, "at")
        self._rows = 0
        self._fill(choices)
        self._arrange_act()
        self._own_unasked()
        self._first().setFocus()

    def said(self) -> PetitionSaid:
        """Return what was filled in. Raises InvalidInputError (`at`)."""
        to_unit = self.receiver.currentData()
        ground = self.ground.currentData()
        return PetitionSaid(
            note=self.note.toPlainText(),
            petition_class=chosen(self.petition_class, PetitionClass),
            to_unit_id=to_unit if isinstance(to_unit, int) else None,
            to_name=self.to_name.text(),
            has_ground=ground if isinstance(ground, bool) else None,
            criteria=tuple(one for one, box in self.criteria.items() if box.isChecked()),
            outcome=chosen(self.outcome, PetitionOutcome),
            finding=chosen(self.finding, Finding),
            published_by=chosen(self.published_by, PublishedBy),
            signer=self.signer.text(),
            prints=self.prints.isChecked(),
            at=self.moment.value(),
        )

    def _fill(self, choices: PetitionChoices) -> None:
        self.receiver.addItem(_ELSEWHERE, None)
        for one in choices.receivers:
            self.receiver.addItem(one.name, one.unit_id)
        for words, value in (
            ("– chọn –", None),
            (states.HAS_GROUND, True),
            (states.NO_GROUND, False),
        ):
            self.ground.addItem(words, value)
        self.receiver.currentIndexChanged.connect(self._on_receiver_changed)
        self.ground.currentIndexChanged.connect(self._on_ground_changed)
        self.prints.setChecked(self.act is PetitionAct.ANSWER)
        self._on_ground_changed()

    def _arrange_act(self) -> None:
        match self.act:
            case PetitionAct.CLASSIFY:
                self._add("petition_class", "L&oại", self.petition_class)
            case PetitionAct.FORWARD:
                self._add("to_unit_id", "&Chuyển tới", self.receiver)
                self._add("to_name", "&Tên cơ quan", self.to_name)
            case PetitionAct.STUDY:
                self._add("has_ground", "&Kết quả nghiên cứu", self.ground)
                self._add("criteria", "Quy định chưa đạt tiêu chí", self._criteria())
            case PetitionAct.DECIDE:
                self._add("outcome", "Kết &quả xử lý", self.outcome)
            case PetitionAct.FIND:
                self._add("finding", "&Kết luận", self.finding)
            case PetitionAct.PUBLISH:
                self._add("published_by", "&Hình thức công khai", self.published_by)
            case _:
                pass
        self._add("note", _NOTES[self.act], self.note)
        if self.act in {PetitionAct.ANSWER, PetitionAct.CLASSIFY}:
            self._add("signer", "Người &ký văn bản trả lời", self.signer)
            self.fields.addWidget(self.prints, self._rows, 0)
            self._rows += 1
        self._arrange_moment()

    def _own_unasked(self) -> None:
        """Take in the fields not asked for: a widget without parent is a window."""
        boxes = (self.petition_class, self.receiver, self.ground, self.outcome, self.finding)
        others = (self.published_by, self.to_name, self.signer, self.prints)
        for field in (*boxes, *others, *self.criteria.values()):
            if field.parent() is None:
                field.setParent(self)
                field.hide()

    def _arrange_moment(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.board.add("at", "Nhập bù: đã làm ngà&y", self.moment.day))
        row.addWidget(self.board.add("at_time", prompts.AT_TIME, self.moment.time))
        row.addStretch(2)
        self.fields.addLayout(row, self._rows, 0)

    def _add(self, name: str, words: str, editor: QWidget) -> None:
        self.fields.addWidget(self.board.add(name, words, editor), self._rows, 0)
        self._rows += 1

    def _criteria(self) -> QWidget:
        made = QWidget()
        grid = QGridLayout(made)
        grid.setContentsMargins(0, 0, 0, 0)
        for place, box in enumerate(self.criteria.values()):
            grid.addWidget(box, place // 2, place % 2)
        self.board.follow(*self.criteria.values())
        return made

    def _first(self) -> QWidget:
        first: Mapping[PetitionAct, QWidget] = {
            PetitionAct.CLASSIFY: self.petition_class,
            PetitionAct.FORWARD: self.receiver,
            PetitionAct.STUDY: self.ground,
            PetitionAct.DECIDE: self.outcome,
            PetitionAct.FIND: self.finding,
            PetitionAct.PUBLISH: self.published_by,
        }
        return first.get(self.act, self.note)

    def _on_receiver_changed(self) -> None:
        is_elsewhere = self.receiver.currentData() is None
        self.to_name.setEnabled(is_elsewhere)
        if not is_elsewhere:
            self.to_name.setText("")

    def _on_ground_changed(self) -> None:
        is_enough = self.ground.currentData() is True
        for box in self.criteria.values():
            box.setEnabled(is_enough)
            if not is_enough:
                box.setChecked(False)
