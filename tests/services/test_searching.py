from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.domain.text import Passage
from app.services.acting import NewAction, add_action
from app.services.answering import Question, seal_in_narrative, write_narrative
from app.services.searching import FoundKind, SearchIndex, Target, index_of
from tests.services.begun_files import Begun, begun_file

SECRET = "by the kitchen door"


@pytest.fixture
def begun(tmp_path: Path) -> Iterator[Begun]:
    with begun_file(tmp_path) as begun:
        begun.set_up_store()
        write_narrative(begun.file, Question(begun.period_id, "1a-01"), begun.text("Wing book read."), person_id=None)
        text = (*begun.text("Route: "), Passage(content=SECRET, marking="restricted"))
        seal_in_narrative(begun.file, Question(begun.period_id, "1a-02"), text, person_id=None)
        new = NewAction(begun.text("Repaint the kitchen"), item_ref="1f-03", is_withheld=True)
        add_action(begun.file, begun.period_id, new, person_id=None)
        yield begun


def kinds(index: SearchIndex, words: str) -> list[tuple[FoundKind, str]]:
    return [(found.target.kind, found.target.reference) for found in index.find(words)]


def test_things_are_found_by_reference_words_and_slips(begun: Begun) -> None:
    index = index_of(begun.content(), with_sealed=False)
    assert kinds(index, "1a-01")[0] == (FoundKind.QUESTION, "1a-01")
    found = next(f for f in index.find("wing BOOK") if f.target.kind is FoundKind.ANSWER)
    assert found.span is not None
    assert found.line[slice(*found.span)] == "Wing book"
    assert [f.target.title for f in index.find("A. Haed") if f.target.kind is FoundKind.PERSON] == ["A. Head"]
    assert index.find("  ") == ()


def test_sealed_text_is_found_only_when_it_is_open_and_asked_for(begun: Begun) -> None:
    content = begun.content()
    assert kinds(index_of(content, with_sealed=True), "kitchen") != []
    for sought in (content, None):
        if sought is None:
            begun.file.lock()
            sought = begun.content()
        index = index_of(sought, with_sealed=sought is not content)
        assert not [f for f in index.find("kitchen door") if "kitchen" in f.line.casefold()]
        assert "kitchen door" not in repr(index.find("route"))


def test_at_most_five_of_a_kind_are_shown_and_the_best_first() -> None:
    targets = [Target(FoundKind.EVIDENCE, str(n), f"E-{n}", f"The gate book {n}") for n in range(9)]
    index = SearchIndex([*targets, Target(FoundKind.EVIDENCE, "x", "", "Gate book")])
    found = index.find("gate")
    assert len(found) == 5
    assert found[0].target.key == "x"
