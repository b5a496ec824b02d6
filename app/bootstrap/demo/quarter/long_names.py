"""The longest names a page has to bear, entered after the day for the gallery alone."""

from app.bootstrap.demo.cast import Cast
from app.bootstrap.demo.content import long_names
from app.bootstrap.demo.quarter.actors import administrator


def enter_long_names(cast: Cast) -> None:
    """Enter a procedure, a petition, a decision, an inspection, a unit, a regulation."""
    window, names = cast.stage.window, long_names()
    services, actor = window.services, window.actor
    services.procedures.add(administrator(cast), names.procedure)
    services.petitions.receive(actor, names.petition)
    services.publishing.enter(actor, names.decision)
    for entry in names.registered:
        services.registers.add(actor, entry.kind, entry.given)
