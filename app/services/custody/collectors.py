"""Who may collect a result, and which of them a person with an identity card is."""

from enum import StrEnum

from app.services.custody.records import ReturnCheck
from app.text import fold
from app.vocabulary.dossiers import ReturnBy


class Who(StrEnum):
    """In what quality somebody collects a result (NĐ 61/2018 Đ6)."""

    OWNER = "owner"
    SUBMITTER = "submitter"
    AUTHORISED = "authorised"
    POST = "post"


def who_may(check: ReturnCheck) -> tuple[Who, ...]:
    """Return who may collect, the likeliest first."""
    has_submitter = bool(check.submitter_name) and fold(check.submitter_name) != fold(
        check.owner_name
    )
    people = (
        Who.OWNER,
        *((Who.SUBMITTER,) if has_submitter else ()),
        Who.AUTHORISED,
    )
    return (Who.POST, *people) if check.return_by is ReturnBy.POST else people


def who_is(check: ReturnCheck, name: str, number: str) -> Who:
    """Return in what quality the bearer of an identity card collects; a stranger needs a paper.

    A known number decides before the name; a name alone counts only where no number is on record.
    """
    if number and number == check.owner_id_number:
        return Who.OWNER
    if number and number == check.submitter_id_number:
        return Who.SUBMITTER
    if fold(name) == fold(check.owner_name) and not check.owner_id_number:
        return Who.OWNER
    if fold(name) == fold(check.submitter_name) and not check.submitter_id_number:
        return Who.SUBMITTER
    return Who.AUTHORISED
