"""The store's key is changed under a window that listens, and the window goes on."""

from functools import partial

from app.services.safekeeping.store_keys import KeyChange, StoreKeyState
from tests.bootstrap.opened import Opened
from tests.services.store_builders import GOOD_PASSWORD
from tests.services.worklist.works import Works


def test_a_store_is_encrypted_and_given_another_key_from_its_open_window(
    works: Works, opened: Opened
) -> None:
    admin, desk = works.counter.admin, opened.desk
    window = opened.open(admin)
    for change, is_encrypted in (
        (KeyChange.ENCRYPT, True),
        (KeyChange.RENEW, True),
        (KeyChange.DECRYPT, False),
    ):
        approval = desk.approvals.by_second(
            admin, works.supervisor.login, GOOD_PASSWORD, change.act, ""
        )
        told: list[StoreKeyState] = []
        opened.tasks.write(
            partial(desk.store_keys.change, admin, approval, change),
            told.append,
        )
        opened.settle()
        assert opened.notices == []
        assert [state.is_encrypted for state in told] == [is_encrypted]
        window.shell.show_page("worklist")
        opened.settle()
    assert works.counter.code()
