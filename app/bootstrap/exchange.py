"""What the exchange page is put together from."""

from collections.abc import Callable
from pathlib import Path

from app.bootstrap.desk import Desk
from app.outputs import OutputKind
from app.printing.forms.key_card import key_card_pdf
from app.services.exchange.key_card import KeyCard, card_text
from app.services.exchange.records import MadeBundle
from app.services.ledger.records import Actor
from app.services.ledger.rights import Right, allows
from app.ui.exchange.asking import ask_to_open, ask_to_save
from app.ui.exchange.parts import ExchangeParts, ExchangeServices, FileAskers
from app.ui.runtime.tasks import TaskRunner
from app.ui.shell.actions import ActionBook


def exchange_parts(
    desk: Desk, tasks: TaskRunner, actions: ActionBook, actor: Callable[[], Actor]
) -> ExchangeParts:
    """Return the page's connections; a key card is saved for paper and, beside it, for a stick."""

    def save_card(card: KeyCard, out: Path) -> None:
        paper = desk.outputs.place(out, OutputKind.PDF)
        digits = desk.outputs.place(out.with_suffix(".txt"), OutputKind.KEY_CARD)
        paper.write(key_card_pdf(card, is_demo=desk.office.facts(actor()).is_demo))
        digits.write(card_text(card).encode())

    def save_bundle(made: MadeBundle, out: Path) -> None:
        made.file.save(desk.outputs.place(out, OutputKind.BUNDLE, is_personal=True))

    roles = actor().roles
    return ExchangeParts(
        tasks=tasks,
        actions=actions,
        actor=actor,
        services=ExchangeServices(bundles=desk.bundles, peers=desk.peers),
        files=FileAskers(to_open=ask_to_open, to_save=ask_to_save),
        save_card=save_card,
        save_bundle=save_bundle,
        may_exchange=allows(Right.EXCHANGE, roles),
        may_trust=allows(Right.EDIT_OFFICE, roles),
    )
