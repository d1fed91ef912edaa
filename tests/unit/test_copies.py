"""Copies of sealed words: found however they are written, cut out whole, the rest left alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.copies import PIECE_WORDS, Sought, has_copy, seal_copies
from app.domain.text import Passage

HIDDEN = "The north gate keys lie beneath the third lamp, and nobody has moved them since May."
WORDS = st.lists(
    st.sampled_from(["gate", "keys", "lamp", "north", "wing", "diet", "May", "ŵyl"]), min_size=0, max_size=14
)
GAPS = st.sampled_from([" ", "  ", ", ", ".\n", " \u2013 ", "\u00a0"])


def _said(content: str, marking: str = "plain", **more: object) -> Passage:
    return Passage.model_validate({"content": content, "marking": marking, **more})


@pytest.mark.parametrize(
    "text",
    [
        HIDDEN,
        f"We saw: {HIDDEN.upper()} So it is.",
        "the NORTH gate; keys lie\nbeneath the third lamp",
        "beneath the third lamp, and nobody has moved them",
        "The n\u043erth gate keys lie b\u0435neath the third lamp",
        "The nor\u00adth gate keys lie be\u200bneath the third lamp",
    ],
)
def test_copy_is_found_however_it_is_written(text: str) -> None:
    assert Sought([HIDDEN]).is_in(text)


@pytest.mark.parametrize(
    "text", ["", "the north gate", "beneath the third lamp, and nobody", "Nobody has moved them since May."]
)
def test_short_piece_is_no_copy(text: str) -> None:
    assert not Sought([HIDDEN]).is_in(text)


def test_short_passage_is_looked_for_whole_from_five_words_on() -> None:
    assert Sought(["beneath the third lamp there"]).is_in("It lies beneath the third lamp there, I think.")
    assert not Sought(["beneath the third lamp there"]).is_in("It lies beneath the third lamp.")
    assert Sought(["beneath the third lamp", ""]).is_nothing


def test_copy_is_cut_out_whole() -> None:
    text = (_said("Seen. the north gate ", id="1"), _said("keys lie beneath the third lamp. Noted.", "protect", id="2"))
    assert has_copy(text, Sought([HIDDEN]))
    cut = seal_copies(text, Sought([HIDDEN]), "restricted")
    assert [(part.content, part.marking, part.id) for part in cut] == [
        ("Seen. ", "plain", "1"),
        ("the north gate ", "restricted", None),
        ("keys lie beneath the third lamp", "restricted", "2"),
        (". Noted.", "protect", None),
    ]


def test_what_is_sealed_is_left_alone_and_parts_what_stands_beside_it() -> None:
    sealed = Passage(content=None, marking="restricted", is_sealed=True, sealed_id="9")
    text = (_said("the north gate keys "), sealed, _said("lie beneath the third lamp"))
    assert not has_copy(text, Sought([HIDDEN]))
    assert seal_copies(text, Sought([HIDDEN]), "restricted") == text


@given(WORDS, WORDS, WORDS, st.data())
def test_nothing_that_was_looked_for_stays_in_plain_and_nothing_else_is_lost(
    sealed: list[str], before: list[str], after: list[str], data: st.DataObject
) -> None:
    sought = Sought([" ".join(sealed)])
    content = "".join(word + data.draw(GAPS) for word in [*before, *sealed, *after])
    at = data.draw(st.integers(0, len(content)))
    text = tuple(_said(part, marking) for part, marking in ((content[:at], "a"), (content[at:], "b")) if part)
    cut = seal_copies(text, sought, "restricted")
    assert "".join(part.content or "" for part in cut) == content
    kept = tuple(p.model_copy(update={"is_sealed": p.marking == "restricted"}) for p in cut)
    assert not has_copy(kept, sought)
    if len(sealed) >= 5 and (at in (0, len(content)) or len(sealed) <= PIECE_WORDS):
        assert not sought.is_nothing
    if sought.is_nothing:
        assert cut == text
