"""Every table module, loaded: the metadata is complete once this is imported."""

from app.models import (
    attachments,
    catalogue,
    clocks,
    custody,
    dossiers,
    exchange,
    forms,
    keeping,
    log,
    office,
    outcomes,
    people,
    post,
    reasons,
)

LOADED = (
    attachments,
    catalogue,
    clocks,
    custody,
    dossiers,
    exchange,
    forms,
    keeping,
    log,
    office,
    outcomes,
    people,
    post,
    reasons,
)
