"""From a form's data snapshot to its PDF, whatever the form."""

from collections.abc import Callable
from importlib import import_module

from app.services.forms.records import FormData
from app.vocabulary.forms import FORM_SPECS, FormKind, Media


def renderer(kind: FormKind) -> Callable[..., bytes]:
    """Return the function that draws a form: `refusal_pdf` of `printing/forms/refusal.py`.

    Module and function bear the kind's name; they are loaded when the first such form is drawn.
    """
    name = kind.name.lower()
    module = import_module(f"app.printing.forms.{name}")
    draw: Callable[..., bytes] = getattr(module, f"{name}_pdf")
    return draw


def render(data: FormData, copy_no: int) -> bytes:
    """Return the PDF of `data`; equal arguments give equal bytes on one machine.

    Raises ValueError for text that cannot be printed: not NFC, or too long for its QR.
    """
    return renderer(data.FORM_KIND)(data, copy_no=copy_no)


def media_of(data: FormData) -> Media:
    """Return the paper the form is printed on."""
    return FORM_SPECS[data.FORM_KIND].paper
