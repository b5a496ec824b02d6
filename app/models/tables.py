"""Every table module, loaded: the metadata is complete once this is imported."""

from app.models import (
    catalogue,
    clocks,
    custody,
    dossiers,
    forms,
    log,
    office,
    outcomes,
    people,
    post,
    reasons,
)

LOADED = (
    catalogue,
    clocks,
    custody,
    dossiers,
    forms,
    log,
    office,
    outcomes,
    people,
    post,
    reasons,
)
