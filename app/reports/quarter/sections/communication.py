"""Communication to the public, training of officers, and how one-stop units are equipped."""

from collections.abc import Iterator
from typing import Final

from app.reports.quarter.content import Behind, FigureLine, Told
from app.reports.quarter.words import comparison, counted
from app.services.periods.words import late_sentence
from app.services.registers.figures import RegisterFigure, RegisterFigures
from app.services.reporting.compared import Compared
from app.vocabulary import RegisterKind

_LATE: Final = (
    (RegisterFigure.COMMUNICATION, "hoạt động truyền thông"),
    (RegisterFigure.TRAINING, "lớp tập huấn"),
)


def tell_communication(compared: Compared[RegisterFigures]) -> Told:
    """Return what was done to tell and to teach, and how many one-stop units have cameras."""
    now = compared.now
    acts = Behind(RegisterKind.ACTIVITIES.value, now.first_day, now.last_day)
    units = Behind(RegisterKind.ONE_STOP_UNITS.value, now.first_day, now.last_day)
    cameras = now.coverage("cameras")
    return Told(
        sentences=tuple(_sentences(compared)),
        figures=(
            FigureLine("Hoạt động truyền thông", counted(now.communication), acts),
            FigureLine(
                "Lượt người được truyền thông", counted(now.communication_participants), acts
            ),
            FigureLine("Lớp tập huấn", counted(now.training), acts),
            FigureLine("Lượt người được tập huấn", counted(now.training_participants), acts),
            FigureLine("Bộ phận Một cửa", counted(now.units), units),
            FigureLine("Bộ phận Một cửa có camera giám sát", cameras.percent, units),
        ),
    )


def _sentences(compared: Compared[RegisterFigures]) -> Iterator[str]:
    now = compared.now
    if now.communication:
        beside = comparison(compared, lambda each: each.communication, "hoạt động")
        yield (
            f"Trong {compared.name}, đã tổ chức {counted(now.communication)} hoạt động truyền "
            f"thông về kiểm soát TTHC với {counted(now.communication_participants)} lượt người "
            f"tham gia ({beside})."
        )
    else:
        yield f"Trong {compared.name}, chưa ghi nhận hoạt động truyền thông về kiểm soát TTHC."
    if now.training:
        yield (
            f"Đã tổ chức {counted(now.training)} lớp tập huấn cho "
            f"{counted(now.training_participants)} lượt cán bộ, công chức, viên chức."
        )
    late = late_sentence(*((now.late_of(figure), noun) for figure, noun in _LATE))
    if late:
        yield late
    if now.units:
        cameras = now.coverage("cameras")
        yield (
            f"Đến cuối kỳ, {counted(cameras.having)}/{counted(cameras.units)} Bộ phận Một cửa "
            f"({cameras.percent}) có camera giám sát."
        )
