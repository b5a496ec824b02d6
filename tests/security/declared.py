"""Which right each command of a desk asks for, written down a second time.

A command that is not here, or asks for another right than is said here, fails the build.
"""

from typing import Final

from app.services.ledger.rights import Right

COMMANDS: Final[dict[Right, str]] = {
    Right.OWN_ACCOUNT: "accounts.change_own_password accounts.has_own_password accounts.roles_now "
    "approvals.again "
    "approvals.announce approvals.announced approvals.by_second approvals.may_announce "
    "approvals.needs_second approvals.who_may_confirm machine_clock.accept machine_clock.standing",
    Right.EDIT_PEOPLE: "accounts.add accounts.change_roles accounts.deactivate accounts.edit "
    "accounts.end_wait accounts.officers accounts.reactivate accounts.reset_password",
    Right.EDIT_CATALOGUE: "agencies.add agencies.end agencies.merge agencies.rename "
    "catalogue_import.load_starter catalogue_import.preview catalogue_import.preview_starter "
    "catalogue_import.run procedures.add procedures.end procedures.save routes.set",
    Right.READ_CATALOGUE: "agencies.id_of agencies.list counters.list procedures.fields "
    "procedures.find procedures.one procedures.page routes.of routes.units routes.working_day",
    Right.REGISTER: "applicants.known applicants.open_twin applicants.recent_procedures "
    "choices.competents choices.find choices.form choices.form_of_case drafts.discard drafts.save "
    "drafts.waiting guiding.issue guiding.preview intake.preview intake.register "
    "portal_intake.preview portal_intake.take_in refusing.preview refusing.refuse",
    Right.LOOK_UP: "attachments.content attachments.of attachments.of_slip attachments.sheet "
    "calendar.days closings.standing custody_board.columns custody_board.untouched "
    "custody_board.view form_book.gaps form_book.of_period guiding.newest "
    "intake.competent_unit intake.due intake.due_of_procedure intake.offer office.agencies "
    "keepers.colleagues keepers.stand_ins keepers.stands_in_for "
    "office.facts office.hours peers.card peers.office_card print_queue.form "
    "print_queue.latest_receipt reasons.of "
    "scans.for_action scans.for_fees scans.for_handoff search.find tracking.late_count "
    "tracking.newest tracking.one tracking.open_foreign tracking.overdue verifier.verify "
    "work_list.of work_list.urgent_counts",
    Right.ATTACH: "attachments.add_paper attachments.add_result attachments.add_signed_slip "
    "attachments.end",
    Right.DECIDE: "attachments.mark_electronic late_reasons.known late_reasons.record "
    "rescheduling.reschedule rescheduling.reschedule_all",
    Right.AUDIT: "audit.kit audit.last audit.note audit.run audit.run_incremental audit.sheets "
    "log_extracts.days",
    Right.SAFEGUARD: "backups.begin_restore backups.look backups.rows backups.try_out "
    "key_renewal.keys key_renewal.renew office_keys.card office_keys.certify office_keys.make "
    "office_keys.replace office_keys.state retention.preview retention.run retention.runs "
    "retention.set_rule retention.sweep store_keys.change store_keys.lacks_sheet store_keys.sheet "
    "store_keys.state",
    Right.EXCHANGE: "bundles.export bundles.export_results bundles.preview bundles.take_in",
    Right.EDIT_OFFICE: "calendar.confirm_year calendar.remove_day calendar.set_day "
    "calendar_moves.preview counters.add counters.end office.set_hours office.update peers.confirm "
    "peers.end periods.set_cutoff reasons.add reasons.bring_back reasons.edit reasons.end "
    "reasons.reorder",
    Right.ENTER_RATINGS: "rating_slips.enter rating_slips.look ratings.end ratings.of_dossier "
    "ratings.of_period ratings.tap ratings.tell",
    Right.SEE_FIGURES: "calendar_moves.of dashboard.of_period digitisation.of_period "
    "evaluated_periods.calendar evaluated_periods.of_period "
    "expected_units.list "
    "evaluation.lines evaluation.of_period evaluation.quality evaluation.quality_lines "
    "evaluation.time_disputes "
    "fact_notes.procedures late_reasons.of log_extracts.write periods.calendar periods.figures "
    "periods.of_year periods.rows_behind periods.show petitions.complaints petitions.figures "
    "province.sum portal.of_period publishing.behind publishing.decisions publishing.figures "
    "publishing.one "
    "ratings.figures ratings.rows_behind "
    "register_book.of_period register_counts.of_period register_counts.rows_behind "
    "register_book.of_period register_counts.of_period register_counts.rows_behind "
    "quarter_reports.of_period report_notes.history report_notes.tasks "
    "settlement.of_quarter summaries.figures summaries.of_period summaries.rows_behind",
    Right.KEEP_PETITIONS: "petition_drafts.discard petition_drafts.save "
    "petition_drafts.waiting petitions.act petitions.choices petitions.id_of petitions.list "
    "petitions.one petitions.receive petitions.rows_behind",
    Right.SEE_CASH: "cash.of_day",
    Right.CORRECT: "cashier.exempt cashier.void corrections.correct",
    Right.RETURN: "cashier.preview cashier.receipt cashier.standing cashier.take "
    "postings.of_dossier postings.record reminding.remind returning.check returning.give_back "
    "returning.papers_check returning.papers_waiting returning.preview returning.waiting "
    "same_day.finish same_day.receive_and_finish",
    Right.CONFIRM_CLOSING: "closing_sheets.scan",
    Right.CLOSE_DAY: "closings.close closings.preview closings.reopen",
    Right.PRINT: "control_slips.issue control_slips.preview print_queue.cancel print_queue.job "
    "print_queue.mark_failed print_queue.mark_sent print_queue.queued print_queue.reprint "
    "print_queue.retry print_queue.waiting",
    Right.ACCEPT: "handoff_desk.incoming handoff_desk.slip_of_form handoffs.accept "
    "handoffs.decline",
    Right.HAND_OFF: "handoff_desk.on_the_way handoff_desk.refused_back handoff_desk.waiting "
    "handoffs.recall handoffs.recall_all handoffs.send "
    "keepers.end_stand_in keepers.put keepers.stand_in",
    Right.SEE_PEERS: "peers.id_of peers.of peers.propose",
    Right.KEEP_REGISTERS: "fact_notes.note publishing.correct publishing.end publishing.enter "
    "publishing.from_catalogue publishing.read_items registers.add registers.correct "
    "registers.due_counts registers.end registers.entries registers.entry registers.follow_up "
    "registers.history registers.renew registers.strike registers.take_in told_figures.tell",
    Right.WRITE_REPORT: "report_notes.add_task report_notes.change_task report_notes.end_task "
    "report_notes.finish_task report_notes.write",
    Right.SEE_DISCLOSURES: "privacy_log.disclosures privacy_log.openings",
    Right.LOCK_PERIOD: "expected_units.keep expected_units.strike periods.lock periods.reopen "
    "province.export province.take_in",
}

BY_ACTION: Final = "decisions.decide decisions.preview"
"""Ask for the right of the action on a dossier, which the table of allowed changes names."""

WITHOUT_A_RIGHT: Final = {
    # A password opens a session; whoever has one may lock and end it, even with no role left.
    "sign_in": "leave lock sign_in unlock who_can_sign_in",
    # Copies are made by the program itself, into its own folder; what restores one asks.
    "backups": "is_due make make_due state",
    # Bytes under their hash, below the attachments that say what they are and ask.
    "file_folder": "place plain put read remove state",
}


def declared() -> dict[str, Right]:
    """Return the right of every command that always asks for the same."""
    return {name: right for right, names in COMMANDS.items() for name in names.split()}


def exempt() -> frozenset[str]:
    """Return the commands that ask for none."""
    return frozenset(
        f"{service}.{name}" for service, names in WITHOUT_A_RIGHT.items() for name in names.split()
    )
