import unicodedata

import pytest
from argon2 import PasswordHasher, extract_parameters
from hypothesis import given
from hypothesis import strategies as st

from app.errors import InvalidInputError
from app.services.access.passwords import LONGEST, Passwords, fresh_password, require_strong
from tests.services.store_builders import cheap_passwords

_ABOUT = ("nguyen.van.an", "Nguyễn Văn An", "UBND phường Long Hoa", "000.00.15.H53")


@pytest.mark.parametrize(
    "password",
    [
        "gấu trắng uống trà đá",
        "ngựa chạy trên đồng cỏ",
        "correct horse battery staple",
        "kXq7-mZ2p-w9Rd",
        "        ba cái ghế nhựa        ",
        "🐃🌾🛶🏮🎋🪷🍚🧧🥁🎐🪭🛵",
        "kXq7mZ2pw9RdT4vB" * 4,
        "đ" + "êm mưa rào" * 20,
    ],
)
def test_good_passwords_are_taken(password: str) -> None:
    require_strong(password, _ABOUT)


@pytest.mark.parametrize(
    "password",
    [
        "",
        "kXq7-mZ2p-w",
        "matkhau12345",
        "Mật khẩu 123456",
        "MatKhau@2026",
        "p@ssw0rd12345",
        "Password2026!",
        "123456789012",
        "qwertyuiop123",
        "1qaz2wsx3edc",
        "aaaaaaaaaaaaaaaa",
        "abababababababab",
        "motcua@123456",
        "Một Cửa Một Cửa",
        "anhyeuem12345",
        "iloveyou12345",
        "vietnam123456",
        "dichvucong2026",
        "quantrivien123",
        "nguyen.van.an.1990",
        "NguyễnVănAn2026",
        "ubndphuonglonghoa",
        "longhoa@123456",
        "000.00.15.H53",
        "professional",
        "manchesterunited",
        "SpongebobSquarepants",
        "vietnamvodich",
        "khongcopass12",
        "Con chó điên 123",
    ],
)
def test_short_and_guessable_passwords_are_refused(password: str) -> None:
    with pytest.raises(InvalidInputError) as caught:
        require_strong(password, _ABOUT)
    assert caught.value.field == "password"


def test_refusal_names_the_field_asked_for() -> None:
    with pytest.raises(InvalidInputError) as caught:
        require_strong("ngắn", (), "new_password")
    assert caught.value.field == "new_password"


def test_longest_is_far_beyond_sixty_four_but_bounded() -> None:
    require_strong(("kXq7mZ2pw9Rd" * 30)[:LONGEST], ())
    with pytest.raises(InvalidInputError, match="tối đa"):
        require_strong(("kXq7mZ2pw9Rd" * 30)[: LONGEST + 1], ())


def test_length_counts_composed_letters() -> None:
    eleven = unicodedata.normalize("NFD", "ữậếọễứợẩỗằẵ")
    assert len(eleven) > 12
    with pytest.raises(InvalidInputError, match="ít nhất 12"):
        require_strong(eleven, ())


@given(st.text(st.characters(codec="utf-8"), max_size=80))
def test_any_text_matches_itself_alone(password: str) -> None:
    passwords = cheap_passwords()
    stored = passwords.hash(password)
    assert passwords.matches(stored, password)
    assert not passwords.matches(stored, password + "x")
    assert not passwords.matches(stored, " " + password)


def test_letter_case_matters() -> None:
    passwords = cheap_passwords()
    assert not passwords.matches(passwords.hash("Gấu Trắng"), "gấu trắng")


def test_same_password_gives_different_hashes() -> None:
    passwords = cheap_passwords()
    assert passwords.hash("gấu trắng") != passwords.hash("gấu trắng")


def test_program_s_own_parameters_are_argon2id_64_mib_3_passes_4_lanes() -> None:
    parameters = extract_parameters(Passwords().hash("gấu trắng uống trà đá"))
    assert parameters.type.name == "ID"
    assert parameters.memory_cost >= 64 * 1024
    assert parameters.time_cost >= 3
    assert parameters.parallelism >= 4


def test_hash_of_weaker_parameters_is_outdated() -> None:
    stored = cheap_passwords().hash("gấu trắng")
    stronger = Passwords(PasswordHasher(time_cost=2, memory_cost=16, parallelism=1))
    assert stronger.is_outdated(stored)
    assert not cheap_passwords().is_outdated(stored)


def test_fresh_passwords_are_strong_and_different() -> None:
    made = {fresh_password() for _ in range(200)}
    assert len(made) == 200
    for password in made:
        require_strong(password, _ABOUT)


def test_half_a_character_is_a_password_as_any_other() -> None:
    passwords = cheap_passwords()
    stored = passwords.hash("gấu trắng \udfff uống trà")
    assert passwords.matches(stored, "gấu trắng \udfff uống trà")
    assert not passwords.matches(stored, "gấu trắng uống trà")
    passwords.spend_as_long("\ud800")
