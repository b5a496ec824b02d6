"""The very pages of a notice, as the window looks at them."""

from collections.abc import Sequence

from app.printing.outbox import render
from app.printing.raster import page_image, page_sizes
from app.services.forms.records import FormData
from app.ui.widgets.pdf_view import PagePixels


class Pages:
    """One form set as it would be printed."""

    sizes: Sequence[tuple[float, float]]

    def __init__(self, data: FormData) -> None:
        self.data = data
        self.pdf = render(data, 1)
        self.sizes = page_sizes(self.pdf)

    def render(self, page: int, dpi: float) -> PagePixels:
        drawn = page_image(self.pdf, page, round(dpi))
        return PagePixels(drawn.width, drawn.height, drawn.rgb)
