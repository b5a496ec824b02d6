"""`motcua show CODE`: one dossier."""

import argparse

from app.commands.frame import Subparsers, desk_of, emit, iso
from app.services.dossiers.records import DossierView
from app.wording import usage
from app.wording.labels import label
from app.wording.texts import moment_text, money_text


def add_parser(subparsers: Subparsers) -> argparse.ArgumentParser:
    """Add the verb and its own switches."""
    parser = subparsers.add_parser("show", help="xem một hồ sơ")
    parser.add_argument("code", metavar=usage.CODE, help=usage.DOSSIER_CODE)
    return parser


def run(args: argparse.Namespace) -> int:
    """Print status, holder, due date and timeline of a dossier."""
    with desk_of(args, changes=False) as at:
        view = at.desk.tracking.one(at.actor, args.code.strip().upper())
    if args.json:
        emit(document(view))
    else:
        _print(view)
    return 0


def document(view: DossierView) -> dict[str, object]:
    """Return a dossier as JSON says it; who the owner is stays out of it."""
    row = view.row
    return {
        "code": row.code,
        "procedure": row.procedure_code,
        "case": view.case_name,
        "status": row.status.value,
        "national_status": view.national_status,
        "holder": row.holder_name,
        "on_the_way": row.is_on_the_way,
        "received": iso(row.received_at),
        "due": iso(view.due.due_at),
        "why": list(view.due.steps),
        "measured_due": iso(view.due.measured_at or view.due.due_at),
        "ended": iso(view.ended_at),
        "outcome": view.result.outcome.value if view.result else None,
        "timeliness": row.timeliness.value if row.timeliness else None,
        "late_entry": view.is_late_entry,
        "competent": view.competent_name or None,
        "clock_from": iso(view.clock_from),
        "today_due": iso(view.due.today_at),
        "fee_vnd": view.fee_vnd,
        "paid_vnd": view.paid_vnd,
        "exempt_ground": view.exempt_ground,
        "forms": [
            {"title": form.title, "number": form.number, "void": form.is_void}
            for form in view.forms
        ],
        "actions": [action.action.value for action in view.actions],
        "timeline": [
            {
                "act": step.act,
                "at": iso(step.happened_at),
                "entered": iso(step.entered_at),
                "officer": step.officer_name,
                "unit": step.unit_name,
                "detail": step.detail,
                "late_entry": step.is_late_entry,
            }
            for step in view.timeline
        ],
    }


def _print(view: DossierView) -> None:
    row = view.row
    print(f"{row.code}  {label(row.status)}  ({row.procedure_code} {row.procedure_name})")
    print(f"Đơn vị giữ: {row.holder_name}{' (đang bàn giao)' if row.is_on_the_way else ''}")
    print(f"Hẹn trả: {view.due.summary}")
    if view.competent_name:
        print(f"Tiếp nhận cho: {view.competent_name}")
    if view.fee_vnd or view.exempt_ground:
        print(_fee_text(view))
    for form in view.forms:
        print(f"Giấy: {form.title} số {form.number}{' (đã hủy)' if form.is_void else ''}")
    for step in view.timeline:
        print(
            f"  {moment_text(step.happened_at)}  {step.title}  {step.officer_name}  {step.detail}"
        )


def _fee_text(view: DossierView) -> str:
    said = f"Phí, lệ phí: {money_text(view.fee_vnd)}, đã thu {money_text(view.paid_vnd)}"
    return f"{said} (miễn, giảm: {view.exempt_ground})" if view.exempt_ground else said
