"""How every command that a desk offers is called."""

from collections.abc import Mapping
from types import MappingProxyType

from tests.harness.command_recipes import (
    desk_recipes,
    office_recipes,
    paper_recipes,
    period_recipes,
    petition_recipes,
    plain_register_recipes,
    publishing_recipes,
    rating_recipes,
    report_recipes,
)
from tests.harness.command_recipes.world import Act

RECIPES: Mapping[str, Act] = MappingProxyType(
    {
        **office_recipes.ACCESS,
        **office_recipes.OFFICE,
        **office_recipes.CATALOGUE,
        **office_recipes.SAFETY,
        **desk_recipes.INTAKE,
        **desk_recipes.CUSTODY,
        **desk_recipes.DOSSIERS,
        **desk_recipes.MONEY_AND_POST,
        **paper_recipes.PRINTS,
        **paper_recipes.FILES,
        **paper_recipes.FIGURES,
        **paper_recipes.OTHERS,
        **rating_recipes.RATINGS,
        **report_recipes.REPORTING,
        **plain_register_recipes.REGISTERS,
        **publishing_recipes.PUBLISHING,
        **petition_recipes.PETITIONS,
        **period_recipes.PERIODS,
    }
)
