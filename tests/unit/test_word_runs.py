"""Words by which gates compare texts: one text gives the same words wherever it stands."""

from __future__ import annotations

import pytest

from app.domain.word_runs import words_of


@pytest.mark.parametrize("text", ["<b>bold</b> & so on", "AT&amp;T", "five <td> six", "line\r\nend"])
def test_words_are_the_same_when_letters_that_are_not_ascii_stand_beside_them(text: str) -> None:
    assert words_of(f"{text} · Ŵ")[:-1] == words_of(text)
