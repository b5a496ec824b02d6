"""Outputs where no store guards anything: for tests of what is written, not of where."""

from typing import Final

from app.outputs import GuardedPlaces, Outputs

UNGUARDED: Final = Outputs(lambda: GuardedPlaces(()))
