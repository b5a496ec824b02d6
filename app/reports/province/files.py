"""The files a sum over units becomes: each form as XLSX and PDF, in one folder."""

from collections.abc import Collection, Iterator
from pathlib import Path

from app.errors import RuleBrokenError
from app.outputs import Outputs
from app.reports.province.forms import FORMS, sum_annex
from app.reports.quarter.annex import AnnexHead
from app.reports.quarter.files import ALL_FORMATS, ReportFormat, annex_files, write_all
from app.services.province.records import ProvinceSum


def write_sum_files(
    told: ProvinceSum,
    head: AnnexHead,
    folder: Path,
    formats: Collection[ReportFormat] = ALL_FORMATS,
    *,
    outputs: Outputs,
) -> tuple[Path, ...]:
    """Write every form that has data into `folder`, made where it is missing; return the paths.

    Raises RuleBrokenError where nobody has sent anything, InvalidInputError (`out`), StoreError
    with advice.
    """
    if told.whole is None:
        raise RuleBrokenError(
            f"Chưa đơn vị nào gửi số liệu {told.period.name} nên chưa có biểu để xuất. Hãy nhập "
            "tệp của đơn vị trước."
        )
    return write_all(_files(told, head, formats), folder, outputs)


def _files(
    told: ProvinceSum, head: AnnexHead, formats: Collection[ReportFormat]
) -> Iterator[tuple[str, bytes]]:
    key = told.period.key.replace("..", "-den-")
    for number, form in enumerate(FORMS, 1):
        annex = sum_annex(form, head, told)
        if annex is not None:
            yield from annex_files(f"cong-don-vi-{number}-{annex.stem}-{key}", annex, formats)
