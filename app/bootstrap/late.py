"""What is imported after the first paint, on the worker, while the officer types.

The store's library alone takes longer to import than the whole window: the sign-in page needs
neither it nor any page behind it.
"""

from importlib import import_module
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from app.bootstrap.counter_window import CounterWindow
    from app.bootstrap.opening import Opening


def load_opening() -> "type[Opening]":
    """Return the class that opens stores and makes windows, imported now."""
    return cast("type[Opening]", import_module("app.bootstrap.opening").Opening)


def load_counter_window() -> "type[CounterWindow]":
    """Return the class of the window behind the sign-in page, imported now."""
    return cast("type[CounterWindow]", import_module("app.bootstrap.counter_window").CounterWindow)


def load_recovering_page() -> "Callable[..., QWidget]":
    """Return what makes the page that asks for the recovery sheet."""
    return cast(
        "Callable[..., QWidget]", import_module("app.bootstrap.recovering_page").recovering_page
    )


def load_server_password_page() -> "Callable[..., QWidget]":
    """Return what makes the page that asks for the password of the shared store's server."""
    return cast(
        "Callable[..., QWidget]",
        import_module("app.bootstrap.server_password").server_password_page,
    )


def load_restoring_page() -> "Callable[..., QWidget]":
    """Return what makes the page that puts a backup back."""
    return cast(
        "Callable[..., QWidget]", import_module("app.bootstrap.restoring_page").restoring_page
    )


def load_founding_page() -> "Callable[..., QWidget]":
    """Return what makes the first start's page, imported where there is no store yet."""
    return cast(
        "Callable[..., QWidget]", import_module("app.bootstrap.founding_page").founding_page
    )
