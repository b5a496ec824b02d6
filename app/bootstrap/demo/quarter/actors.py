"""Who acts by the services alone, without a scene at the window."""

from app.bootstrap.demo.cast import ADMINISTRATOR, COUNTER, Cast
from app.services.ledger.records import Actor


def administrator(cast: Cast) -> Actor:
    """Return the administrator, signed in beside whoever works at the window."""
    desk = cast.stage.window.services
    secret = cast.accounts[ADMINISTRATOR].password
    return desk.sign_in.sign_in(ADMINISTRATOR, secret, COUNTER, desk.store.station)
