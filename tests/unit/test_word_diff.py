from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from app.domain.word_diff import compare_words


def test_a_phrase_is_taken_out_and_put_in_as_a_whole() -> None:
    pieces = [(p.kind, p.words) for p in compare_words("Seen on wings, in May.", "Seen at gates, in May.")]
    assert pieces == [("same", "Seen "), ("removed", "on wings"), ("added", "at gates"), ("same", ", in May.")]


@given(st.text(max_size=60), st.text(max_size=60))
def test_both_texts_can_be_read_out_of_the_pieces(before: str, after: str) -> None:
    pieces = compare_words(before, after)
    assert "".join(p.words for p in pieces if p.kind != "added") == before
    assert "".join(p.words for p in pieces if p.kind != "removed") == after
