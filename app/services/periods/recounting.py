"""The frozen sections of a locked period counted again: they must come to the same for ever.

What was frozen before late entries were counted anywhere (`late…` None) followed another rule: it
stands as it was signed and is not compared. The evaluation reads the catalogue and the calendar as
they are now, so it is not counted again.
"""

from collections.abc import Iterator
from dataclasses import replace

from sqlalchemy.orm import Session

from app.errors import RuleBrokenError
from app.services.figures.period import Period
from app.services.periods.records import Sections
from app.services.petitions.figures import PetitionFigures, petition_figures_in
from app.services.publishing.counts import published_in
from app.services.ratings.figures import RatingFigures
from app.services.ratings.figures import figures_in as rating_figures_in
from app.services.registers.counting import figures_in as register_figures_in


def changed_sections(session: Session, period: Period, then: Sections) -> Iterator[str]:
    """Yield, in words, what of a locked period is not what was frozen; `period` as at its end."""
    told = then.petitions.late_received is not None
    if told and _petitions(session, period) != then.petitions:
        yield "phản ánh, kiến nghị"
    registers = then.registers
    if registers.late is not None and registers != register_figures_in(
        session, period.office_id, period
    ):
        yield "sổ theo dõi (kiểm tra, văn bản, truyền thông, trang bị)"
    days = (period.first_day, period.last_day, period.last_day)
    published = then.published
    if published.late is not None and published != published_in(session, period.office_id, *days):
        yield "công bố danh mục thủ tục"
    if then.ratings.late is not None and _bare(then.ratings) != _bare(
        rating_figures_in(session, period)
    ):
        yield "đánh giá của công dân"


def _bare(ratings: RatingFigures) -> RatingFigures:
    """Return what must count the same for ever: without names of officers, agencies, reasons."""
    return replace(ratings, by_officer=(), by_agency=(), by_reason=())


def _petitions(session: Session, period: Period) -> PetitionFigures | None:
    try:
        return petition_figures_in(session, period)
    except RuleBrokenError:
        return None
