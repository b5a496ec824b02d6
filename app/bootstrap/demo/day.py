"""The counter day, scene by scene."""

from app.bootstrap.demo import afternoon, earlier, evening, morning
from app.bootstrap.demo.book import Book
from app.bootstrap.demo.cast import Cast
from app.bootstrap.demo.desk_hands import HandoffHands, ReturningHands
from app.bootstrap.demo.intake_hands import IntakeHands
from app.bootstrap.demo.stage import Stage

SCENES = (
    earlier.open_for_the_first_time,
    earlier.register_on_friday,
    earlier.register_on_monday,
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
    morning.funeral_by_post,
    morning.printer_fails,
    morning.hand_over,
    morning.commune_answers,
    morning.police_answer,
    afternoon.take_back,
    afternoon.ask_for_the_paper,
    afternoon.results_in,
    afternoon.citizens_collect,
    afternoon.building_permit,
    afternoon.after_three,
    afternoon.find_by_name,
    evening.read_the_day,
    evening.export_the_day,
    evening.look_after_the_office,
)


def play(stage: Stage) -> Cast:
    """Play every scene in order; return who played. Raises StageError where one goes wrong."""
    book = Book(stage.places)
    cast = Cast(
        stage=stage,
        book=book,
        intake=IntakeHands(stage, book),
        handoff=HandoffHands(stage, book),
        returning=ReturningHands(stage, book),
    )
    for scene in SCENES:
        scene(cast)
    return cast
