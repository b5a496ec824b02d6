"""Lines to a shared store's server: each wait has an end, on the server's side and on ours.

A desk that stands still in the middle of a transaction would hold the office's lock for everybody,
and a server that is silent without closing its line would keep a desk waiting for ever.
"""

from collections.abc import Mapping
from typing import Any, Final

import psycopg
from psycopg.abc import RV, PQGen
from psycopg.pq import TransactionStatus
from typing_extensions import override

CONNECT_S: Final = 5
LOCK_S: Final = 15
"""How long an act waits for those of other desks."""
STATEMENT_S: Final = 60
IDLE_S: Final = 60
"""How long a desk may hold a transaction open without a word; its locks then go to the others."""
SILENCE_S: Final = STATEMENT_S + 5
"""How long the server may owe the answer to a statement: it has given up by itself before."""
PING_S: Final = 5
"""How long it may owe the answer to the question whether it is there."""
_UNACKNOWLEDGED_MS: Final = 10_000

_INTERVAL_S: Final = 0.1
LIMITS: Final[Mapping[str, str]] = {
    "connect_timeout": str(CONNECT_S),
    "tcp_user_timeout": str(_UNACKNOWLEDGED_MS),
    "keepalives_idle": "10",
    "keepalives_interval": "5",
    "keepalives_count": "3",
    "options": (
        f"-c lock_timeout={LOCK_S}s -c statement_timeout={STATEMENT_S}s "
        f"-c idle_in_transaction_session_timeout={IDLE_S}s"
    ),
}
"""What each line is opened with."""


class ServerLine(psycopg.Connection[Any]):
    """A connection that ends by itself when the server owes an answer for longer than allowed.

    No setting of TCP sees a server whose system still takes what is sent to a program that stands.
    """

    silence_s: float | None = SILENCE_S
    """Seconds to wait for an answer; None for as long as it takes."""

    @override
    def wait(
        self, gen: PQGen[RV], interval: float = _INTERVAL_S, timeout: float | None = None
    ) -> RV:
        if timeout is not None or self.silence_s is None:
            return super().wait(gen, interval, timeout)
        # Outside transactions nothing is asked but whether the server is there (the pool's ping).
        allowed_s = min(PING_S, self.silence_s) if self.autocommit else self.silence_s
        try:
            return super().wait(gen, interval, allowed_s)
        except psycopg.OperationalError as error:
            if self.pgconn.transaction_status != TransactionStatus.ACTIVE:
                raise  # the server has answered, or the line is known to be lost
            self.pgconn.finish()
            message = f"the server owes an answer for {allowed_s:g} s"
            raise psycopg.OperationalError(message) from error


def be_patient(line: object) -> None:
    """Let `line` wait as long as it takes: a migration of a large store.

    Call it inside the transaction; the line must not be used for anything else afterwards.
    """
    if isinstance(line, ServerLine):
        line.silence_s = None
        line.execute("SET LOCAL statement_timeout = 0")
        line.execute("SET LOCAL lock_timeout = 0")
