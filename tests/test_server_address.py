"""A password in the address of a shared store is found in every shape, and nowhere else."""

import pytest

from app.server_address import has_password

_WITH = (
    "postgresql://motcua:bi-mat@kho/motcua",
    "postgres://motcua:bi%40mat@kho:5432/motcua",
    "postgresql+psycopg://motcua:a/b@kho/motcua",
    "postgresql://motcua:12/ab@kho/motcua",
    "postgresql://motcua:a@b@kho/motcua",
    "postgresql://:bi-mat@kho/motcua",
    "postgresql://motcua@kho/motcua?password=bi-mat",
    "postgresql://kho/motcua?user=motcua&password=bi-mat",
    "postgresql:///motcua?host=kho&pass%77ord=bi-mat",
    "postgresql://motcua@kho/motcua?sslpassword=bi-mat",
    "postgresql://motcua@kho/motcua?PASSWORD=bi-mat",
    "host=kho user=motcua password=bi-mat",
    "host=kho password = bi-mat",
)
_WITHOUT = (
    "",
    "motcua.db",
    "postgresql://motcua@kho/motcua",
    "postgresql://motcua@kho:5432/motcua",
    "postgresql://kho:5432/motcua",
    "postgresql://motcua@[::1]:5432/motcua",
    "postgresql://motcua@/motcua?host=/var/run/postgresql&port=5432",
    "postgresql://motcua@kho/motcua?passfile=/home/quay1/.pgpass",
    "postgresql:///?service=motcua",
    "postgresql://motcua@kho/motcua?sslrootcert=/etc/ssl/kho.crt",
)


@pytest.mark.parametrize("address", _WITH)
def test_a_password_is_found(address: str) -> None:
    assert has_password(address)


@pytest.mark.parametrize("address", _WITHOUT)
def test_an_address_without_one_passes(address: str) -> None:
    assert not has_password(address)
