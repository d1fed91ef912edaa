from __future__ import annotations

from dataclasses import replace

from app.domain.period_content import PeriodContent
from app.domain.record import Entry
from app.domain.records import Answer, Evidence
from app.domain.staying import Staying, count_staying
from app.domain.text import Passage
from tests.unit.period_contents import content_of


def answered(*passages: Passage) -> PeriodContent:
    answer = Answer(self_audit_id="id-audit", item_ref="1f-01", item_version=1)
    return replace(content_of(), answers=[Entry(answer, {"narrative": passages})])


def sealed() -> Passage:
    return Passage(content=None, marking="restricted", is_sealed=True)


def test_nothing_stays_when_nothing_is_sealed() -> None:
    assert count_staying(content_of()).is_nothing


def test_neighbouring_passages_are_one_as_in_the_return() -> None:
    space, words = Passage(content=" \n", marking="npm"), Passage(content="Open.", marking="npm")
    content = answered(sealed(), space, sealed(), words, sealed())
    assert count_staying(content) == Staying(passages=2)


def test_record_withheld_whole_counts_as_itself_and_not_by_its_passages() -> None:
    answer = Answer(self_audit_id="id-audit", item_ref="1f-01", item_version=1, sealed_id="id-sealed")
    content = replace(content_of(), answers=[Entry(answer, {"narrative": (sealed(),)})])
    assert count_staying(content) == Staying(answers=1)


def test_file_name_is_no_passage_because_it_never_leaves() -> None:
    evidence = Evidence(self_audit_id="id-audit")
    content = replace(content_of(), evidence=[Entry(evidence, {"file_name": (sealed(),), "title": (sealed(),)})])
    assert count_staying(content) == Staying(passages=1)
