from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from app.domain.records import Result
from app.domain.registers.risks import RISKS
from app.domain.text import Passage
from app.services.acting import NewAction, add_action
from app.services.answering import Question, record_result, seal_in_narrative, write_narrative
from app.services.papers import Paper, PaperRefused, draw_paper, keep_paper
from app.services.planning import plan_items
from tests.services.begun_files import TODAY, Begun, at, begun_file


@pytest.fixture
def begun(tmp_path: Path) -> Iterator[Begun]:
    with begun_file(tmp_path) as begun:
        yield begun


def pages(begun: Begun, paper: Paper, *refs: str) -> list[str]:
    drawn = draw_paper(begun.file, begun.period_id, paper, refs, now=at(TODAY))
    document = pypdfium2.PdfDocument(drawn.pages)
    texts = []
    for page in document:
        text = page.get_textpage()
        texts.append(str(text.get_text_bounded()))
        text.close()
        page.close()
    document.close()
    return texts


def test_a_blank_checklist_asks_what_is_due_and_has_a_grid_for_samples(begun: Begun) -> None:
    plan_items(begun.file, begun.period_id, ["1f-01"], False, person_id=None)
    words = "\n".join(pages(begun, Paper.CHECKLIST, "1(f)"))
    assert "1f-03" in words
    assert "1f-01" not in words
    assert "Sample size" in words
    assert words.count("What was found, and where it can be seen") > 5
    assert "NOT PROTECTIVELY MARKED" in words
    assert "Write nothing RESTRICTED here" in words


def test_a_brief_takes_two_pages_however_much_there_is(begun: Begun) -> None:
    for number in range(40):
        new = NewAction(begun.text(f"Action number {number} of a long list"), item_ref="1f-03", due=date(2026, 9, 1))
        add_action(begun.file, begun.period_id, new, person_id=None)
    found = pages(begun, Paper.BRIEF)
    assert len(found) == 2
    assert "the first" in found[1]
    assert "Without an owner" in found[1]


def test_actions_stand_under_their_owner(begun: Begun) -> None:
    assert "No action is open." in pages(begun, Paper.ACTIONS)[0]
    for post, title in ((begun.post_id, "Check the gate"), (None, "Paint the wall")):
        new = NewAction(begun.text(title), item_ref="1f-03", post_id=post, due=date(2026, 9, 1))
        add_action(begun.file, begun.period_id, new, person_id=None)
    first, second = pages(begun, Paper.ACTIONS)
    assert "Governor" in first
    assert "1 of them overdue" in first
    assert "No owner yet" in second


def test_intention_names_what_the_registers_say_of_it_without_a_link_out_of_the_paper(begun: Begun) -> None:
    with begun.file.work("Added a risk") as work:
        risk = RISKS.record_type(period_id=begun.period_id, reference="R-7KQ2", intention_ref="1(f)")
        work.put(risk, {"title": begun.text("Too few trained staff")})
    assert "Too few trained staff" in "\n".join(pages(begun, Paper.INTENTION, "1(f)"))


def test_nothing_sealed_stands_on_any_paper_and_the_scan_is_asked_first(begun: Begun) -> None:
    begun.set_up_store()
    question = Question(begun.period_id, "1f-03")
    record_result(begun.file, question, Result.NOT_MET, person_id=None, on=TODAY)
    text = (*begun.text("The route: "), Passage(content="by the kitchen door", marking="restricted"))
    seal_in_narrative(begun.file, question, text, person_id=None)
    for paper in Paper:
        words = "\n".join(pages(begun, paper, "1(f)"))
        assert "kitchen" not in words
    assert "Withheld: RESTRICTED" in "\n".join(pages(begun, Paper.INTENTION, "1(f)"))
    other = Question(begun.period_id, "1a-01")
    write_narrative(begun.file, other, begun.text("Seen with A1234BC on the wing."), person_id=None)
    with pytest.raises(PaperRefused) as refused:
        pages(begun, Paper.INTENTION, "1(a)")
    assert refused.value.faults[0].startswith("1a-01, answer, narrative")
    assert "A1234BC" not in str(refused.value)
    assert pages(begun, Paper.INTENTION, "1(f)")


def test_a_paper_is_a_tagged_pdf_without_attachment_and_is_kept_whole(begun: Begun, tmp_path: Path) -> None:
    drawn = draw_paper(begun.file, begun.period_id, Paper.INTENTION, ["1(f)"], now=at(TODAY))
    with pikepdf.open(io.BytesIO(drawn.pages)) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert not pdf.attachments
    keep_paper(begun.file, drawn, tmp_path / "paper.pdf", now=at(TODAY))
    assert (tmp_path / "paper.pdf").read_bytes() == drawn.pages
    assert drawn.name == "EX-2026-27-Q2-intention-1f"
