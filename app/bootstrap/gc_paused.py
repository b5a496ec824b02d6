"""Importing without the collector: what modules hold lives as long as the program."""

import gc
from collections.abc import Generator
from contextlib import contextmanager


@contextmanager
def unhindered() -> Generator[None]:
    """Collect nothing in the block, and never again look through what it has brought.

    Every second module would have the collector look through all those before it: a fifth of the
    start. Afterwards each look through half a million lasting objects would hold a window up for
    a tenth of a second.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()
