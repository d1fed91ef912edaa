"""The third and fourth gate on finished files: what they let pass, and what is planted into a file is found by both."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

import pytest

from app.domain.errors import UserError
from app.domain.needles import Needles
from app.domain.released import ReleasedReturn, ReleasedText, Shown
from app.returns.inside.sources import read_template_words
from app.services.inside import Inside, describe_inside, look_inside
from tests.returns.conftest import Rendered, render
from tests.returns.leaks import PDF_LEAKS, WORKBOOK_LEAKS, Leak

pytestmark = pytest.mark.long

SEALED = "Quiet zebra lanterns drift beyond the eastern sluice at midnight"
WRITTEN: dict[str, Callable[[str], str]] = {
    "as it is": str,
    "in capitals": str.upper,
    "spread out": lambda text: "  ".join(text),
    "in lines": lambda text: text.replace(" ", "\n"),
    "hyphenated": lambda text: text.replace("nt", "n-\nt").replace("st", "s\u00ad\u2010\nt"),
    "with invisible characters": "\u200b".join,
    "with look-alikes": lambda text: text.replace("e", "\u0435").replace("a", "\u00e1"),
    "five words of it": lambda text: " ".join(text.split()[2:7]),
}


def inside(content: bytes) -> Inside:
    """Return what is found inside a file; the child's part, in this process."""
    return Inside.model_validate(describe_inside(content, {"signer_words": []}))


def found_in(looked: Inside, *sealed: str) -> list[str]:
    """Return where the fourth gate finds sealed texts."""
    return Needles(sealed, read_template_words()).places(looked.texts)


@pytest.mark.parametrize("which", ["full", "blank", "private"])
def test_returns_pass_both_gates(which: str, request: pytest.FixtureRequest) -> None:
    rendered: Rendered = request.getfixturevalue(which)
    for content in (rendered.pdf, rendered.workbook):
        looked = inside(content)
        assert looked.foreign == ()
        assert found_in(looked, SEALED, "Nightingale", "Mr Orpington-Smythe") == []


def test_file_is_read_apart(blank: Rendered) -> None:
    pdf, workbook = look_inside(blank.pdf), look_inside(blank.workbook)
    assert pdf == inside(blank.pdf)
    assert (pdf.revisions, workbook.revisions) == (1, 1)
    assert {pdf.payload_digest, workbook.payload_digest} == {hashlib.sha256(blank.payload).hexdigest()}
    assert pdf.streams > 60
    assert pdf.text_count > 1000


ODD = (
    "=SUM(A1)", "<b>bold</b> & so on", "漢字 in the middle of 漢字text and more", "a\u200bb zero\u200dwidth", "x" * 300,
    "https://example.invalid/" + "path/" * 60, "\U0001f642 a face \U0001f642", "ﬁne ligature ﬀ", "½ of ¼ of it",
    "naïve café Ŵynne ŷ", "a\x01b\x02c control", "line\rbreak\u2028sep\u2029para\x0bvt\x0cff\x85nel",
    "“his” ‘own’ it’s",
    "…leading and trailing…", "cut…off", "self-evident non\u00adbreaking\u2011hyphen", "_x0041_ and _x000D_",
    'AT&T R&D &L&C&R &"Arial"', "مرحبا بالعالم", "e\u0301 combining a\u0300\u0301", "\ufeffmark", "100 % of 5,000",
    "tab\tseparated\ttext", "\u017ftrange ß ẞ", "ꞵ latin ꟸ letters", "\U0001d54a\U0001d560 script",
    "Кириллица and Ελληνικά",
    "1. First\n2. Second\n\n3. Third", "by 10 October 2014", "5'0\" tall \\ back (round) [square]",
    "%percent /slash <<dict>> endobj stream", "\ufffd□ squares", "long" + "y" * 600 + " end",
)  # fmt: skip


def with_odd_texts(released: ReleasedReturn, name: str) -> ReleasedReturn:
    """Return the return with odd texts in every place that takes text, each beside others."""
    texts = iter(ODD * 100)

    def next_text(_: ReleasedText = ()) -> ReleasedText:
        return (Shown(text=next(texts)),)

    intentions = tuple(
        one.model_copy(update={
            "plan": next_text(),
            "items": tuple(
                item.model_copy(update={"answer": item.answer.model_copy(update={
                    "narrative": next_text(), "reason": next_text()
                })}) if item.answer and not item.answer.withheld else item
                for item in one.items
            ),
            "findings": tuple(
                each.model_copy(update={"title": next_text(), "detail": next_text()}) for each in one.findings
            ),
        })
        for one in released.intentions
    )  # fmt: skip
    actions = tuple(
        each.model_copy(update={"title": next_text(), "progress": next_text()}) for each in released.actions
    )
    evidence = tuple(each.model_copy(update={"title": next_text(), "place": next_text()}) for each in released.evidence)
    establishment = released.establishment.model_copy(update={"name": (Shown(text=name),)})
    return released.model_copy(
        update={"intentions": intentions, "actions": actions, "evidence": evidence, "establishment": establishment}
    )


def test_returns_pass_when_text_is_odd(full: Rendered) -> None:
    odd = render(with_odd_texts(full.released, 'R&D 漢字 "Arial" ' + "y" * 120))
    assert inside(odd.pdf).foreign == ()
    assert inside(odd.workbook).foreign == ()


@pytest.mark.parametrize("leak", PDF_LEAKS, ids=lambda leak: leak.__name__)
def test_phrase_planted_in_a_pdf_is_found_by_both_gates(leak: Leak, blank: Rendered) -> None:
    assert_found(inside(leak(blank.pdf, SEALED)))


@pytest.mark.parametrize("leak", WORKBOOK_LEAKS.values(), ids=WORKBOOK_LEAKS)
def test_phrase_planted_in_a_workbook_is_found_by_both_gates(leak: Leak, blank: Rendered) -> None:
    assert_found(inside(leak(blank.workbook, SEALED)))


@pytest.mark.parametrize("written", WRITTEN.values(), ids=WRITTEN)
def test_phrase_is_found_however_it_is_written(written: Callable[[str], str], blank: Rendered) -> None:
    assert_found(inside(WORKBOOK_LEAKS["shared texts"](blank.workbook, written(SEALED))))


def assert_found(looked: Inside) -> None:
    """Check that both gates find the phrase, and that neither quotes it."""
    said = [*looked.foreign, *found_in(looked, SEALED)]
    assert looked.foreign
    assert len(said) > len(looked.foreign)
    assert not any(word in sentence for sentence in said for word in SEALED.split() if len(word) > 3)


def test_short_text_is_found_whole_and_only_as_words(blank: Rendered) -> None:
    def planted(text: str) -> Inside:
        return inside(WORKBOOK_LEAKS["shared texts"](blank.workbook, text))

    assert found_in(planted("It was Tranter."), "Tranter")
    assert not found_in(planted("Tranterism"), "Tranter")
    assert found_in(planted("the operation night-\ningale began"), "Operation Nightingale")
    assert not found_in(planted("the operation began"), "Operation Nightingale")


def test_what_stands_in_the_form_or_says_nothing_is_not_looked_for(blank: Rendered) -> None:
    form = "Any change after it, however small, breaks it."
    needles = Needles([form, "Met", "12", "at the", SEALED], read_template_words())
    assert (needles.texts, needles.left_out) == (5, 4)
    assert needles.places(inside(blank.pdf).texts) == []


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7 %%EOF", b"%PDF-1.7", b"PK\x03\x04 nothing", b"GIF89a"])
def test_what_is_no_return_is_said_in_a_sentence(content: bytes) -> None:
    with pytest.raises(UserError):
        look_inside(content)


def test_small_words_in_common_are_no_find() -> None:
    needles = Needles(["The dealer was moved to Birch wing at the end of the first week of August."], ())
    assert needles.places({"there": "at the end of the first week of"}) == []
    assert needles.places({"there": "someone was moved to birch wing in may"}) == ["there"]


def test_text_of_small_words_alone_is_found_whole() -> None:
    needles = Needles(["He was with her and then he was not."], ())
    assert needles.places({"there": "he was with her and then"}) == []
    assert needles.places({"there": "so he was with her and then he was not so"}) == ["there"]
