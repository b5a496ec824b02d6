"""A dossier as far as the person who opened it may see its people."""

from dataclasses import replace

from app.services.dossiers.records import DossierView
from app.services.ledger.personal import Masks


def masked_view(view: DossierView, masks: Masks) -> DossierView:
    """Return `view` with people's numbers, addresses and the numbers in free text hidden."""
    if not masks.hides_something:
        return view
    owner, submitter = view.owner, view.submitter
    return replace(
        view,
        owner=replace(
            owner,
            id_number=masks.id_number(owner.id_number),
            birth=masks.birth(owner.birth),
            address=masks.address(owner.address),
            phone=masks.phone(owner.phone),
            email=masks.email(owner.email),
        ),
        submitter=submitter
        and replace(
            submitter,
            id_number=masks.id_number(submitter.id_number),
            phone=masks.phone(submitter.phone),
        ),
        papers=tuple(replace(paper, name=masks.words(paper.name)) for paper in view.papers),
        request=masks.words(view.request),
        return_address=masks.address(view.return_address),
        note=masks.words(view.note),
        exempt_ground=masks.words(view.exempt_ground),
        timeline=tuple(replace(step, detail=masks.words(step.detail)) for step in view.timeline),
        custody=tuple(replace(step, reason=masks.words(step.reason)) for step in view.custody),
        is_masked=True,
    )
