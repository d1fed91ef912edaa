"""The recovery key: random, printed once, in groups that each end with a check character.

Eight groups of four random characters out of 29 make 155 bits. The fifth character of a group is a weighted sum over
a prime: one wrong character, two neighbours exchanged, or two groups exchanged are noticed, and the group is named.
"""

from __future__ import annotations

import secrets

from app.domain.errors import UserError

_ALPHABET = "23456789BCDFGHJKLMNPQRSTVWXYZ"
"""No 0, 1, I or O, and no vowels, so no words. 29 of them: a prime, for the check characters."""
_READ_AS = str.maketrans({"I": "L", "1": "L"})
_BETWEEN = str.maketrans("", "", "- \t\r\n\u2010\u2011\u2012\u2013\u2014\u00a0")
_GROUPS = 8
_RANDOM = 4
_WEIGHTS = (2, 3, 5, 7)
_OF_GROUP = 11
"""What a group's number is multiplied by, so that each place has a check of its own."""


class WrongRecoveryKey(UserError):
    """What was typed cannot be a recovery key: it names the first group that is not as printed."""

    def __init__(self, group: int) -> None:
        super().__init__(
            f"Group {group} of the recovery key is not as printed. Compare it with the sheet, letter by letter."
        )
        self.group = group


def new_recovery_key() -> str:
    """Return a random recovery key as it is printed: eight groups of five with hyphens between."""
    groups = ["".join(secrets.choice(_ALPHABET) for _ in range(_RANDOM)) for _ in range(_GROUPS)]
    return "-".join(group + _check_character(number, group) for number, group in enumerate(groups))


def looks_like_recovery_key(typed: str) -> bool:
    """Tell whether something typed has the length and the letters of a recovery key, right or mistyped."""
    letters = _letters(typed)
    return len(letters) == _GROUPS * (_RANDOM + 1) and all(letter in _ALPHABET for letter in letters)


def read_recovery_key(typed: str) -> str:
    """Return a typed recovery key as it was printed; WrongRecoveryKey where a group does not check."""
    letters = _letters(typed)
    size = _RANDOM + 1
    groups = [letters[start : start + size] for start in range(0, len(letters), size)]
    for number in range(_GROUPS):
        group = groups[number] if number < len(groups) else ""
        if not _checks(number, group):
            raise WrongRecoveryKey(number + 1)
    if len(groups) > _GROUPS:
        raise WrongRecoveryKey(_GROUPS)
    return "-".join(groups)


def _letters(typed: str) -> str:
    return typed.upper().translate(_BETWEEN).translate(_READ_AS)


def _checks(number: int, group: str) -> bool:
    is_whole = len(group) == _RANDOM + 1 and all(letter in _ALPHABET for letter in group)
    return is_whole and group[-1] == _check_character(number, group[:-1])


def _check_character(number: int, group: str) -> str:
    places = (_ALPHABET.index(letter) for letter in group)
    weighed = sum(weight * place for weight, place in zip(_WEIGHTS, places, strict=True))
    return _ALPHABET[(weighed + _OF_GROUP * (number + 1)) % len(_ALPHABET)]
