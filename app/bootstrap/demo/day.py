"""The counter day, scene by scene."""

from app.bootstrap.demo import (
    afternoon,
    chain,
    decisions,
    earlier,
    evening,
    money,
    morning,
)
from app.bootstrap.demo.book import PlayedDay
from app.bootstrap.demo.cast import Cast
from app.bootstrap.demo.desk_hands import DossierHands, HandoffHands, ReturningHands
from app.bootstrap.demo.intake_hands import IntakeHands, PetitionHands
from app.bootstrap.demo.quarter import books, petitions, ratings, report
from app.bootstrap.demo.stage import Stage

SCENES = (
    earlier.open_for_the_first_time,
    earlier.register_on_friday,
    petitions.received_on_friday,
    earlier.go_home_on_friday,
    earlier.register_on_monday,
    petitions.passed_to_the_commune,
    earlier.hand_over_on_monday,
    morning.open_the_counter,
    morning.copy_of_a_paper,
    morning.birth_without_its_paper,
    morning.online_household,
    morning.returning_applicant,
    morning.authorised_person,
    morning.household_business,
    morning.land_by_post,
    morning.wrong_intake,
    morning.printed_again,
    decisions.done_at_once,
    morning.funeral_by_post,
    morning.printer_fails,
    chain.received,
    decisions.guide_slip,
    decisions.refused_at_the_desk,
    morning.hand_over,
    decisions.stop_at_an_agency,
    morning.commune_answers,
    chain.commune_passes_on,
    morning.police_answer,
    afternoon.take_back,
    decisions.ask_for_the_paper,
    afternoon.results_in,
    afternoon.citizens_collect,
    decisions.stopped_papers_back,
    money.take_a_fee,
    afternoon.building_permit,
    decisions.supplement_comes,
    decisions.tax_is_awaited,
    afternoon.after_three,
    decisions.citizen_withdraws,
    afternoon.find_by_name,
    ratings.slip_comes_back,
    ratings.panel_is_tapped,
    decisions.hold_off_with_apology,
    petitions.answered_and_published,
    chain.seen_whole,
    decisions.every_form_scanned,
    evening.supervisor_takes_over,
    petitions.kept_on_paper_until_now,
    books.keep_books,
    ratings.told_and_tapped,
    books.note_for_the_report,
    evening.work_of_the_office,
    evening.read_the_day,
    money.cash_of_the_day,
    evening.export_the_day,
    report.look_at_the_quarter,
    report.report_the_quarter,
    evening.look_after_the_office,
)


def play(stage: Stage) -> Cast:
    """Play every scene in order; return who played. Raises StageError where one goes wrong."""
    book = PlayedDay(stage.places)
    cast = Cast(
        stage=stage,
        book=book,
        intake=IntakeHands(stage, book),
        handoff=HandoffHands(stage, book),
        returning=ReturningHands(stage, book),
        dossiers=DossierHands(stage, book),
        petitions=PetitionHands(stage, book),
    )
    for scene in SCENES:
        scene(cast)
    return cast
