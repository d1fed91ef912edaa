"""The recovery key: read back from paper, every slip of the pen noticed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.recovery_key import WrongRecoveryKey, looks_like_recovery_key, new_recovery_key, read_recovery_key

LETTERS = "23456789BCDFGHJKLMNPQRSTVWXYZ"
KEY = new_recovery_key()


def test_key_is_read_as_printed_however_it_is_typed() -> None:
    groups = KEY.split("-")
    assert [len(group) for group in groups] == [5] * 8
    for typed in (
        KEY,
        KEY.lower(),
        KEY.replace("-", ""),
        " ".join(groups),
        "\u2013".join(groups),
        KEY.replace("L", "1"),
    ):
        assert looks_like_recovery_key(typed)
        assert read_recovery_key(typed) == KEY


def test_keys_differ() -> None:
    assert len({new_recovery_key() for _ in range(100)}) == 100


@given(st.integers(0, 39), st.sampled_from(LETTERS))
def test_group_is_named_when_one_letter_is_wrong(place: int, letter: str) -> None:
    letters = KEY.replace("-", "")
    typed = letters[:place] + letter + letters[place + 1 :]
    if typed != letters:
        assert looks_like_recovery_key(typed)
        with pytest.raises(WrongRecoveryKey) as wrong:
            read_recovery_key(typed)
        assert wrong.value.group == place // 5 + 1
        assert letter * 2 not in wrong.value.sentence


@given(st.integers(0, 38))
def test_it_is_noticed_when_two_neighbours_change_places(place: int) -> None:
    letters = KEY.replace("-", "")
    typed = letters[:place] + letters[place + 1] + letters[place] + letters[place + 2 :]
    if typed != letters and place % 5 != 4:
        with pytest.raises(WrongRecoveryKey):
            read_recovery_key(typed)


@given(st.integers(0, 7), st.integers(0, 7))
def test_it_is_noticed_when_two_groups_change_places(one: int, other: int) -> None:
    groups = KEY.split("-")
    if groups[one] != groups[other]:
        groups[one], groups[other] = groups[other], groups[one]
        with pytest.raises(WrongRecoveryKey):
            read_recovery_key("".join(groups))


@pytest.mark.parametrize(
    "typed", ["", "four plain words", KEY[:-6], f"{KEY}-22222"], ids=["none", "words", "short", "long"]
)
def test_it_is_noticed_when_something_is_missing_or_too_much(typed: str) -> None:
    assert not looks_like_recovery_key(typed)
    with pytest.raises(WrongRecoveryKey):
        read_recovery_key(typed)
