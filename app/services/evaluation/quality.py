"""The QĐ 766/QĐ-TTg set of a period: each figure with its formula, from the counter's own data."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final

from sqlalchemy.orm import Session

from app.errors import RuleBrokenError
from app.models.office import Unit
from app.services.evaluation.measure import Measured, measured_in
from app.services.evaluation.population import NamedKey, PopulationNames, names_in
from app.services.evaluation.records import ProcessingRow, QualityFigure, ServiceQuality
from app.services.figures.digitisation import DigitisationFigure, digitisation_in
from app.services.figures.manual_figures import ToldRatio, told_in
from app.services.figures.period import Period
from app.services.petitions.deadlines import DUTY_DAYS
from app.services.petitions.figures import PetitionFigures, petition_figures_in
from app.vocabulary.dossiers import Channel
from app.vocabulary.evaluation import ToldKind
from app.vocabulary.petitions import PetitionDuty
from app.wording import captions
from app.wording.citations import Rule, cite, in_brackets
from app.wording.labels import label

# The processing table of QĐ 766/QĐ-TTg: what came in, what was done, what waits, and what is
# late.
#
# All by the one measure (`measure`). Dossiers that were not accepted never came in.

ALL: Final = NamedKey("", captions.TOTAL_NUMBER)
_CHANNELS: Final = {
    Channel.ONLINE: "online",
    Channel.COUNTER: "counter",
    Channel.POST: "post",
}


def cells_of(one: Measured, period: Period) -> Iterator[str]:
    """Yield every count of the table that a dossier is in."""
    standing = one.standing
    is_new = standing.received_at >= period.start
    yield _CHANNELS[standing.channel] if is_new else "carried_over"
    if not standing.is_open:
        yield "done_new" if is_new else "done_carried"
        if one.is_late:
            yield "done_late"
        return
    where = "paused" if one.is_paused else "running"
    yield f"{where}_{'late' if one.is_late else 'in_time'}"


def processing_rows(
    measured: Iterable[Measured], period: Period, names: PopulationNames
) -> tuple[ProcessingRow, ...]:
    """Return the line of all dossiers, then one an agency.

    Raises RuleBrokenError where a line does not add up.
    """
    counts: dict[NamedKey, Counter[str]] = {ALL: Counter()}
    for one in measured:
        agency = names.agency(one.standing.agency_id)
        for cell in cells_of(one, period):
            counts[ALL][cell] += 1
            counts.setdefault(agency, Counter())[cell] += 1
    order = sorted(counts, key=lambda named: (named is not ALL, named.name, named.key))
    rows = tuple(
        ProcessingRow(key=named.key, name=named.name, **ProcessingRow.values(counts[named]))
        for named in order
    )
    for row in rows:
        if not row.adds_up:
            raise RuleBrokenError(
                f"Bảng xử lý hồ sơ không khớp ở “{row.name}”: tiếp nhận {row['received']} khác đã "
                f"xử lý {row['done']} + đang xử lý {row['running']} + tạm dừng {row['paused']}. "
                "Hãy ngừng báo cáo và báo quản trị viên."
            )
    return rows


ON_TIME_DONE: Final = "on_time_done"
ON_TIME_ALL: Final = "on_time_all"
PAID_ONLINE: Final = ToldKind.PAID_ONLINE.value
ELECTRONIC: Final = "electronic"
SCANNED: Final = "scanned"
REUSED: Final = ToldKind.REUSED.value
DIGITAL: Final = frozenset({ELECTRONIC, SCANNED})
"""The figures of digitisation that open to their dossiers."""
PETITIONS: Final = {
    "petitions_answered": "answered",
    "petitions_refused": "refused",
    "petitions_asked": "asked",
    "petitions_published": "published",
}
"""The figures of petitions, and what `services.petitions.catalogue` calls each."""


def quality_in(session: Session, period: Period) -> ServiceQuality:
    """Return the set of `period`, as true at its end; for any open transaction.

    Raises RuleBrokenError where the processing table does not add up.
    """
    unit = session.get_one(Unit, period.office_id)
    measured = measured_in(session, period)
    digital = digitisation_in(session, period)
    return ServiceQuality(
        unit_code=unit.code,
        unit_name=unit.name,
        first_day=period.first_day,
        last_day=period.last_day,
        as_of=period.as_of,
        figures=(
            _on_time_done(measured, period),
            _on_time_all(measured),
            _paid_online(told_in(session, period, ToldKind.PAID_ONLINE)),
            _digital(ELECTRONIC, digital.electronic),
            _digital(SCANNED, digital.scanned),
            _digital(REUSED, digital.reused),
            *_petitions(petition_figures_in(session, period)),
        ),
        processing=processing_rows(measured, period, names_in(session, period.office_id)),
    )


def _how_measured(period: Period) -> str:
    law = in_brackets(cite(Rule.RESTART_AFTER_SUPPLEMENT, period.last_day))
    return (
        "Lúc kết thúc là lúc có kết quả, từ chối, dừng hoặc rút (công dân đến nhận muộn không "
        "tính); trừ mọi thời gian tạm dừng; yêu cầu bổ sung lần hai thì tính là quá hạn ngay. Ngày "
        f"hẹn trả tính lại từ đầu sau bổ sung{law} nên có thể khác."
    )


def _on_time_done(measured: tuple[Measured, ...], period: Period) -> QualityFigure:
    done = [one for one in measured if not one.standing.is_open]
    return QualityFigure(
        key=ON_TIME_DONE,
        number="2",
        title="Hồ sơ đã giải quyết đúng hạn",
        formula=(
            "Số hồ sơ kết thúc trong kỳ mà trước hoặc đúng hạn ÷ số hồ sơ kết thúc trong kỳ × 100 %"
        ),
        part=sum(not one.is_late for one in done),
        whole=len(done),
        note=_how_measured(period),
    )


def _on_time_all(measured: tuple[Measured, ...]) -> QualityFigure:
    return QualityFigure(
        key=ON_TIME_ALL,
        number="2",
        title="Hồ sơ giải quyết đúng tiến độ, kể cả đang xử lý",
        formula=(
            "Số hồ sơ kết thúc trong kỳ hoặc đang xử lý cuối kỳ mà chưa quá hạn ÷ số hồ sơ kết "
            "thúc trong kỳ và đang xử lý cuối kỳ × 100 %"
        ),
        part=sum(not one.is_late for one in measured),
        whole=len(measured),
        note=("Hồ sơ chưa kết thúc xét đến cuối kỳ; hồ sơ đang chờ xét đến lúc bắt đầu chờ."),
    )


_NOT_TOLD: Final = (
    "Chưa có dữ liệu: việc thanh toán trực tuyến nằm trên Cổng Dịch vụ công, phần mềm này chỉ ghi "
    "tiền thu tại quầy; phụ trách nhập số của Cổng ở tab Đánh giá."
)


def _paid_online(told: ToldRatio | None) -> QualityFigure:
    return QualityFigure(
        key=PAID_ONLINE,
        number="3.6",
        title=label(ToldKind.PAID_ONLINE),
        formula="Số hồ sơ thanh toán trực tuyến ÷ số hồ sơ có nghĩa vụ tài chính × 100 %",
        part=told.part if told else None,
        whole=told.whole if told else None,
        note=told.note if told else _NOT_TOLD,
    )


def _petitions(figures: PetitionFigures) -> tuple[QualityFigure, ...]:
    each = (
        ("petitions_answered", "trả lời", figures.answered, PetitionDuty.ANSWER),
        ("petitions_refused", "từ chối tiếp nhận", figures.refused, PetitionDuty.REFUSE),
        ("petitions_asked", "yêu cầu bổ sung thông tin", figures.asked, PetitionDuty.ASK),
        ("petitions_published", "công khai kết quả", figures.published, PetitionDuty.PUBLISH),
    )
    return tuple(
        QualityFigure(
            key=key,
            number="5.2",
            title=f"Phản ánh, kiến nghị được {what} đúng hạn",
            formula=(
                f"Số phản ánh, kiến nghị {what} trong {DUTY_DAYS[duty]} ngày làm việc ÷ số phản "
                f"ánh, kiến nghị đã {what} trong kỳ × 100 %"
            ),
            part=timed.in_time,
            whole=timed.total,
        )
        for key, what, timed, duty in each
    )


def _digital(key: str, figure: DigitisationFigure) -> QualityFigure:
    return QualityFigure(
        key=key,
        number=figure.number,
        title=figure.title,
        formula=figure.formula,
        part=figure.counted,
        whole=figure.of,
        note=figure.note,
    )
