"""The rules of a procedure, a case and a paper: each with its field and its sentence."""

import re
from dataclasses import dataclass, replace

from app.errors import InvalidInputError
from app.services.catalogue.cases import MOST_PHASES, TIMED_UNITS
from app.services.catalogue.records import (
    CaseDraft,
    PaperDraft,
    PhaseDraft,
    Problem,
    ProcedureDraft,
    StepDraft,
)
from app.services.deadlines.limits import TimeLimit
from app.text import clean
from app.vocabulary.dossiers import Channel
from app.wording import nouns, sentences
from app.wording.texts import money_text

MOST_CASES = 50
MOST_PAPERS = 200
MOST_COPIES = 20
MOST_STEPS = 30
MOST_FEE_VND = 1_000_000_000
CODE = re.compile(r"[0-9A-Za-zĐđ][0-9A-Za-zĐđ._/-]*")
_COUNTS = {
    "original": nouns.ORIGINAL,
    "certified": nouns.CERTIFIED_COPY,
    "plain": nouns.PLAIN_COPY,
    "electronic": "bản điện tử",
}


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of text: how long, and what to say where it must not be empty."""

    limit: int
    missing: str = ""


_CODE_LINE = _Line(64, sentences.NO_PROCEDURE_CODE)
_NAME = _Line(1500, "Chưa có tên thủ tục. Hãy nhập tên.")
_FIELD = _Line(200, "Chưa có lĩnh vực. Hãy nhập lĩnh vực, ví dụ Hộ tịch.")
_DECISION = _Line(200)
_AGENCY = _Line(300)
_AGENCY_CODE = _Line(64)
_CASE_NAME = _Line(300, "Trường hợp chưa có tên. Hãy đặt tên, ví dụ Thông thường.")
_ROUTE_NOTE = _Line(500)
_STEP_WORK = _Line(300)
_STEP_UNIT = _Line(300, "Bước chưa có đơn vị. Hãy chọn đơn vị thực hiện.")
_PHASE_NAME = _Line(300, "Giai đoạn chưa có tên. Hãy đặt tên, ví dụ Thẩm định.")
_PAPER_NAME = _Line(1000, "Giấy tờ chưa có tên. Hãy nhập tên giấy tờ hoặc xóa dòng này.")


def check(draft: ProcedureDraft) -> tuple[ProcedureDraft, tuple[Problem, ...]]:
    """Return `draft` with its texts in normal form, and everything that is wrong with it."""
    found: list[Problem] = []
    code = _text(found, "code", draft.code, _CODE_LINE)
    if code and not CODE.fullmatch(code):
        found.append(
            Problem("code", "Mã thủ tục chỉ gồm chữ, số và các dấu . - _ /; hãy nhập lại.")
        )
    checked = ProcedureDraft(
        code=code,
        name=_text(found, "name", draft.name, _NAME),
        field=_text(found, "field", draft.field, _FIELD),
        level=draft.level,
        decision=_text(found, "decision", draft.decision, _DECISION),
        agency_name=_text(found, "agency", draft.agency_name, _AGENCY),
        agency_code=_text(found, "agency", draft.agency_code, _AGENCY_CODE),
        cases=_cases(found, draft.cases),
        papers=_papers(found, draft.papers),
    )
    return checked, tuple(found)


def checked(draft: ProcedureDraft) -> ProcedureDraft:
    """Return `draft` in normal form. Raises InvalidInputError for the first thing wrong."""
    good, problems = check(draft)
    for problem in problems:
        raise InvalidInputError(problem.field, problem.message)
    return good


def _text(found: list[Problem], field: str, text: str, line: _Line) -> str:
    try:
        cleaned = clean(text, field, limit=line.limit)
    except InvalidInputError as error:
        found.append(Problem(field, error.message))
        return ""
    if not cleaned and line.missing:
        found.append(Problem(field, line.missing))
    return cleaned


def _cases(found: list[Problem], cases: tuple[CaseDraft, ...]) -> tuple[CaseDraft, ...]:
    if not cases:
        found.append(
            Problem("cases", "Thủ tục phải có ít nhất một trường hợp. Hãy thêm trường hợp.")
        )
    if len(cases) > MOST_CASES:
        found.append(
            Problem("cases", f"Thủ tục có {len(cases)} trường hợp; tối đa {MOST_CASES}, hãy gộp.")
        )
        return ()
    good: list[CaseDraft] = []
    seen: set[str] = set()
    for index, case in enumerate(cases):
        name = _text(found, f"cases.{index}.name", case.name, _CASE_NAME)
        if name.casefold() in seen:
            found.append(
                Problem(
                    f"cases.{index}.name",
                    f"Trường hợp “{name}” lặp lại. Hãy đặt tên khác hoặc xóa một dòng.",
                )
            )
        seen.add(name.casefold())
        _check_case(found, f"cases.{index}", case)
        phases = _phases(found, f"cases.{index}.phases", case.phases)
        route = _route(found, f"cases.{index}.route", case.route)
        note = _text(found, f"cases.{index}.route_note", case.route_note, _ROUTE_NOTE)
        channels = _in_order(case.channels)
        good.append(
            replace(case, name=name, channels=channels, phases=phases, route=route, route_note=note)
        )
    return tuple(good)


def _check_case(found: list[Problem], prefix: str, case: CaseDraft) -> None:
    try:
        TimeLimit(case.value, case.unit, late_cutoff=case.late_cutoff)
    except InvalidInputError as error:
        found.append(Problem(f"{prefix}.value", error.message))
    if not 0 <= case.fee_vnd <= MOST_FEE_VND:
        found.append(
            Problem(f"{prefix}.fee_vnd", "Phí phải từ 0 đến 1.000.000.000 đồng; hãy nhập lại.")
        )
    elif not 0 <= case.advance_vnd <= case.fee_vnd:
        found.append(
            Problem(
                f"{prefix}.advance_vnd",
                f"Tạm thu phải từ 0 đến mức phí {money_text(case.fee_vnd)}; hãy nhập lại.",
            )
        )
    if not case.channels:
        found.append(
            Problem(f"{prefix}.channels", "Trường hợp chưa có kênh tiếp nhận. Hãy chọn một kênh.")
        )


def _phases(
    found: list[Problem], field: str, phases: tuple[PhaseDraft, ...]
) -> tuple[PhaseDraft, ...]:
    if len(phases) > MOST_PHASES:
        found.append(
            Problem(field, f"Trường hợp có {len(phases)} giai đoạn; tối đa {MOST_PHASES}, hãy gộp.")
        )
        return ()
    good: list[PhaseDraft] = []
    for phase in phases:
        try:
            TimeLimit(phase.value, phase.unit)
        except InvalidInputError as error:
            found.append(Problem(field, f"Giai đoạn “{phase.name[:60]}”: {error.message}"))
        if phase.unit not in TIMED_UNITS:
            found.append(
                Problem(field, f"Giai đoạn “{phase.name[:60]}” cần thời hạn đếm được; hãy sửa lại.")
            )
        good.append(replace(phase, name=_text(found, field, phase.name, _PHASE_NAME)))
    names = [phase.name.casefold() for phase in good]
    if len(set(names)) < len(names):
        found.append(Problem(field, "Hai giai đoạn trùng tên. Hãy đặt tên khác nhau."))
    return tuple(good)


def _route(found: list[Problem], field: str, route: tuple[StepDraft, ...]) -> tuple[StepDraft, ...]:
    if len(route) > MOST_STEPS:
        found.append(
            Problem(field, f"Quy trình có {len(route)} bước; tối đa {MOST_STEPS}, hãy gộp.")
        )
        return ()
    good: list[StepDraft] = []
    for index, step in enumerate(route):
        place = f"{field}.{index}"
        name = _text(found, f"{place}.unit_name", step.unit_name, _STEP_UNIT)
        work = _text(found, f"{place}.work", step.work, _STEP_WORK)
        _check_step(found, place, step)
        good.append(replace(step, unit_name=name, work=work))
    if route and route[0].is_parallel:
        found.append(
            Problem(
                f"{field}.0.is_parallel",
                "Bước đầu không thể song song: chưa có bước nào đứng trước. Hãy bỏ chọn.",
            )
        )
    leads = [index for index, step in enumerate(route) if step.is_lead]
    if route and len(leads) != 1:
        words = f"Quy trình có {len(leads)} bước chủ trì; phải có đúng một. Hãy chọn lại."
        found.append(Problem(f"{field}.{leads[-1] if leads else 0}.is_lead", words))
    return tuple(good)


def _check_step(found: list[Problem], place: str, step: StepDraft) -> None:
    try:
        TimeLimit(step.value, step.unit)
    except InvalidInputError as error:
        found.append(Problem(f"{place}.value", error.message))
    if step.unit not in TIMED_UNITS:
        found.append(Problem(f"{place}.unit", "Bước cần thời hạn đếm được; hãy chọn lại đơn vị."))


def _in_order(channels: tuple[Channel, ...]) -> tuple[Channel, ...]:
    return tuple(channel for channel in Channel if channel in channels)


def _papers(found: list[Problem], papers: tuple[PaperDraft, ...]) -> tuple[PaperDraft, ...]:
    if len(papers) > MOST_PAPERS:
        found.append(
            Problem("papers", f"Thủ tục có {len(papers)} giấy tờ; tối đa {MOST_PAPERS}, hãy gộp.")
        )
        return ()
    good: list[PaperDraft] = []
    for index, paper in enumerate(papers):
        name = _text(found, f"papers.{index}.name", paper.name, _PAPER_NAME)
        _check_counts(found, f"papers.{index}", paper)
        good.append(replace(paper, name=name))
    return tuple(good)


def _check_counts(found: list[Problem], prefix: str, paper: PaperDraft) -> None:
    for field, word in _COUNTS.items():
        count: int = getattr(paper, field)
        if not 0 <= count <= MOST_COPIES:
            found.append(
                Problem(
                    f"{prefix}.{field}",
                    f"Số {word} phải từ 0 đến {MOST_COPIES}; hãy nhập lại.",
                )
            )
    if paper.is_required and paper.total == 0:
        found.append(
            Problem(
                f"{prefix}.original",
                "Giấy tờ bắt buộc phải cần ít nhất một bản. Hãy nhập số bản hoặc bỏ chọn bắt buộc.",
            )
        )
